from django.db import migrations

from kith.sharing.operations import own_hand


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0002_guard")]

    operations = [
        own_hand("frontdoor_decision"),
        own_hand("frontdoor_closingview"),
    ]
