from django.db import migrations

from kith.sharing.operations import closed, guard, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("sharing", "0002_guard"),
    ]

    operations = [
        guard("people_sourcerecord", read="child.read", add="contact.land"),
        guard("people_address", read="location.read", add="contact.land"),
        guard("people_characteristic", read="child.read", add="contact.land"),
        guard("people_linkedadult", read="adult.read", add="contact.land"),
        guard("people_identitydecision", read="child.read", add="child.identify"),
        guard("people_link", read="child.read", add="child.identify", change="child.identify"),
        closed("people_matchkey"),
        sql_file("people/sql/look_up.sql"),
    ]
