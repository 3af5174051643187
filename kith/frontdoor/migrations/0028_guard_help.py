from django.db import migrations

from kith.sharing.operations import guard, own_hand

TABLES = {
    "frontdoor_helpoffer": "contact.decide",
    "frontdoor_familyanswer": "help.write",
    "frontdoor_helpallocated": "contact.decide",
    "frontdoor_helptry": "help.write",
    "frontdoor_helplooked": "contact.decide",
}


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0027_help")]

    operations = [
        operation
        for table, add in TABLES.items()
        for operation in (guard(table, read="help.read", add=add), own_hand(table))
    ]
