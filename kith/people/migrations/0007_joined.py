from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("people", "0006_parted")]

    operations = [sql_file("people/sql/joined.sql")]
