from django.db import migrations

from kith.sharing.operations import agency_guard


class Migration(migrations.Migration):
    dependencies = [
        ("notify", "0001_initial"),
        ("sharing", "0002_guard"),
    ]

    operations = [
        agency_guard("notify_notice", read="notice.read", add="notice.send", change="notice.read"),
    ]
