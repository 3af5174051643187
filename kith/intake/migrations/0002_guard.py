from django.db import migrations

from kith.sharing.operations import agency_guard


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("sharing", "0002_guard"),
    ]

    operations = [
        agency_guard("intake_receipt", read="receipt.read", add="contact.send"),
        agency_guard("intake_landing", read="receipt.read", add="contact.land"),
        agency_guard("intake_draft", read="contact.send", add="contact.send", change="contact.send"),
    ]
