from django.db import migrations

from kith.sharing.operations import guard, own_hand, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("frontdoor", "0006_asked_and_rung"),
        ("notify", "0003_letters"),
        ("record", "0005_whose"),
        ("sharing", "0006_agreed_where"),
    ]

    operations = [
        guard("frontdoor_closingask", read="contact.read", add="contact.decide"),
        guard("frontdoor_call", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_closingask"),
        own_hand("frontdoor_call"),
        sql_file("frontdoor/sql/told.sql"),
    ]
