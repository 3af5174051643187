from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_by_hand")]

    operations = [sql_file("intake/sql/drafts.sql")]
