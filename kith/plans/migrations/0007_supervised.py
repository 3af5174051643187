from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_due"), ("sharing", "0019_emergencies")]

    operations = [sql_file("plans/sql/supervised.sql")]
