from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("protection", "0002_guard"), ("plans", "0006_due"), ("record", "0005_whose")]

    operations = [sql_file("protection/sql/from_plans.sql")]
