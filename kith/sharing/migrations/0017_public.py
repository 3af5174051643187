from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0016_whole_area")]

    operations = [sql_file("sharing/sql/public.sql")]
