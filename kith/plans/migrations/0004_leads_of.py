from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_hands"), ("people", "0003_hands"), ("sharing", "0006_agreed_where")]

    operations = [sql_file("plans/sql/leads_of.sql")]
