from django.db import migrations

from kith.sharing.operations import changed_only_with, sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0013_agreement_ends")]

    operations = [
        sql_file("sharing/sql/one_at_a_time.sql"),
        sql_file("sharing/sql/not_alone.sql"),
        changed_only_with("sharing_grant", "readers", "relationship = 'reader'", "record.restrict"),
        changed_only_with("sharing_grant", "disclosures", "relationship = 'disclosed'", "disclosure.decide"),
    ]
