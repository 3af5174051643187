from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0030_schools")]

    operations = [sql_file("frontdoor/sql/reading_gone.sql")]
