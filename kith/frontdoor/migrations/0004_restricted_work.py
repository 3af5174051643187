from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0003_hands"), ("record", "0002_guard")]

    operations = [sql_file("frontdoor/sql/restricted.sql")]
