from django.db import migrations

from kith.sharing.operations import guard


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial"), ("sharing", "0002_guard")]

    operations = [
        guard("record_entry", read="chronology.read", add="record.add"),
        guard("record_clock", read="clock.read", add="clock.run", change="clock.run"),
    ]
