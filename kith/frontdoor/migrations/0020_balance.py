from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0019_views_passed_on")]

    operations = [sql_file("frontdoor/sql/balance.sql")]
