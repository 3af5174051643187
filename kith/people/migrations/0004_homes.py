from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("people", "0003_hands"), ("sharing", "0004_part")]

    operations = [sql_file("people/sql/homes.sql")]
