from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("people", "0005_found_fast"), ("sharing", "0015_parted")]

    operations = [sql_file("people/sql/parted.sql")]
