from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("notify", "0007_witnesses"), ("sharing", "0019_emergencies")]

    operations = [sql_file("notify/sql/emergencies.sql")]
