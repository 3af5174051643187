from django.db import migrations

from kith.sharing.operations import guard, own_hand, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0001_initial"),
        ("record", "0005_whose"),
        ("people", "0008_household_and_flags"),
        ("plans", "0006_due"),
        ("protection", "0003_from_plans"),
        ("frontdoor", "0024_guard_thresholds"),
        ("sharing", "0018_sealed"),
    ]

    operations = [
        guard("retention_hold", read="retention.read", add="hold.place", change="hold.place"),
        own_hand("retention_hold"),
        sql_file("retention/sql/retention.sql"),
    ]
