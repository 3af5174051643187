from django.db import migrations

from kith.sharing.operations import agency_guard, guard, sql_file


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0021_wrong_child")]

    operations = [
        agency_guard("frontdoor_dataincident", read="incident.read", add="child.identify"),
        agency_guard("frontdoor_dataincidentline", read="incident.read", add="child.identify"),
        agency_guard("frontdoor_dataincidentstep", read="incident.read", add="incident.ring"),
        guard("frontdoor_safetycheck", read="child.read", add="child.identify", change="record.add"),
        sql_file("frontdoor/sql/incidents.sql"),
    ]
