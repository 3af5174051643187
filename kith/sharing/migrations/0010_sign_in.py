from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0009_factors"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [sql_file("sharing/sql/sign_in.sql")]
