from django.db import migrations

from kith.sharing.operations import agency_guard, guard, own_guard, own_hand, secured, sql_file

DECIDES = {"read": "contact.read", "add": "contact.decide"}


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0017_day")]

    operations = [
        guard("frontdoor_takenover", **DECIDES),
        own_hand("frontdoor_takenover"),
        guard("frontdoor_redcall", **DECIDES),
        own_hand("frontdoor_redcall"),
        guard("frontdoor_duplicate", **DECIDES, beside="beside"),
        own_hand("frontdoor_duplicate"),
        guard("frontdoor_shiftnote", **DECIDES),
        own_hand("frontdoor_shiftnote"),
        guard("frontdoor_qualitygrade", read="contact.decide", add="contact.decide"),
        own_hand("frontdoor_qualitygrade"),
        agency_guard(
            "frontdoor_shifthandover", read="contact.decide", add="contact.decide", change="contact.decide"
        ),
        agency_guard("frontdoor_away", read="clock.read", add="clock.run", change="clock.run"),
        secured("frontdoor_preference"),
        own_guard("frontdoor_preference", may="contact.decide"),
        sql_file("frontdoor/sql/claims.sql"),
    ]
