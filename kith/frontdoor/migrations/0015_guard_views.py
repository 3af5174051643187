from django.db import migrations

from kith.sharing.operations import guard, own_hand


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0014_together")]

    operations = [
        guard("frontdoor_viewasked", read="contact.read", add="contact.decide"),
        guard("frontdoor_view", read="contact.read", add="view.give"),
        guard("frontdoor_viewchased", read="contact.read", add="notice.send"),
        guard("frontdoor_reread", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_viewasked"),
        own_hand("frontdoor_view"),
        own_hand("frontdoor_reread"),
    ]
