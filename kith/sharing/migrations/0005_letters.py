from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0004_part")]

    operations = [sql_file("sharing/sql/letters.sql")]
