from django.db import migrations

from kith.sharing.operations import agency_guard, guard


class Migration(migrations.Migration):
    dependencies = [
        ("frontdoor", "0001_initial"),
        ("sharing", "0002_guard"),
    ]

    operations = [
        guard("frontdoor_contact", read="contact.read", add="contact.land", change="contact.decide", beside="beside"),
        guard("frontdoor_formanswer", read="contact.read", add="contact.land"),
        guard("frontdoor_consent", read="contact.read", add="contact.land"),
        guard("frontdoor_addition", read="contact.read", add="contact.land"),
        agency_guard("frontdoor_progress", read="receipt.read", add="notice.send"),
        guard("frontdoor_decision", read="contact.read", add="contact.decide"),
        guard("frontdoor_closingview", read="contact.read", add="closing.agree"),
    ]
