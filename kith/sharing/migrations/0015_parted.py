from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0014_one_at_a_time")]

    operations = [sql_file("sharing/sql/parted.sql"), sql_file("sharing/sql/last_keeper.sql")]
