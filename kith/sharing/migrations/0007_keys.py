from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_agreed_where")]

    operations = [sql_file("sharing/sql/keys.sql")]
