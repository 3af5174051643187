from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0003_hands")]

    operations = [sql_file("sharing/sql/part.sql")]
