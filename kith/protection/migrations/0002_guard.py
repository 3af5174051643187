from django.db import migrations

from kith.sharing.operations import guard, own_hand


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial"), ("sharing", "0002_guard")]

    operations = [
        guard("protection_trigger", read="discussion.read", add="discussion.ask"),
        guard("protection_answer", read="discussion.read", add="discussion.decide"),
        guard("protection_discussion", read="discussion.read", add="plan.write"),
        guard("protection_settled", read="discussion.read", add="plan.write"),
        guard("protection_tookpart", read="discussion.read", add="plan.write"),
        guard("protection_enquirystep", read="discussion.read", add="plan.write"),
        own_hand("protection_trigger"),
        own_hand("protection_answer"),
        own_hand("protection_discussion"),
        own_hand("protection_enquirystep"),
    ]
