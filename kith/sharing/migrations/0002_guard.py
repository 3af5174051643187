from django.db import migrations

from kith.sharing.operations import guard, sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]

    operations = [
        sql_file("sharing/sql/context.sql"),
        sql_file("sharing/sql/reach.sql"),
        sql_file("sharing/sql/seats.sql"),
        sql_file("sharing/sql/jobs.sql"),
        sql_file("sharing/sql/audit.sql"),
        sql_file("sharing/sql/subjects.sql"),
        guard("sharing_subject", read="child.read", add="subject.open", change="subject.open", subject="id"),
        guard("sharing_grant", read="grant.read", add="grant.give", change="grant.give"),
        guard("sharing_restriction", read="grant.read", add="record.restrict", change="record.restrict"),
        guard("sharing_conflict", read="grant.read", add="conflict.declare"),
        guard("sharing_disclosuredecision", read="grant.read", add="disclosure.decide"),
    ]
