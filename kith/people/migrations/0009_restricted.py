from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("people", "0008_household_and_flags"), ("sharing", "0019_emergencies")]

    operations = [sql_file("people/sql/restricted.sql")]
