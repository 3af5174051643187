from django.db import migrations

from kith.sharing.operations import only_with, own_hand, register

POSTS = (
    "sharing_partnership",
    "sharing_agency",
    "sharing_agency_partnerships",
    "sharing_team",
    "sharing_post",
    "sharing_post_partnerships",
    "sharing_holding",
    "sharing_absence",
    "sharing_agencykey",
)
AGREEMENTS = ("sharing_agreement", "sharing_agreementparty", "sharing_agreementitem")


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_guard")]

    operations = [
        *(register(table, change="post.manage") for table in POSTS),
        *(register(table, change="agreement.sign") for table in AGREEMENTS),
        own_hand("sharing_disclosuredecision"),
        only_with("sharing_grant", "readers", "relationship = 'reader'", "record.restrict"),
        only_with("sharing_grant", "disclosures", "relationship = 'disclosed'", "disclosure.decide"),
    ]
