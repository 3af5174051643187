from django.db import migrations

from kith.sharing.operations import guard


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
        ("sharing", "0002_guard"),
    ]

    operations = [
        guard("plans_plan", read="plan.read", add="plan.write", change="plan.write"),
        guard("plans_version", read="plan.read", add="plan.write"),
        guard("plans_action", read="plan.read", add="plan.write", change="record.add"),
    ]
