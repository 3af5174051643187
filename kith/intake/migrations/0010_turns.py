from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("intake", "0009_attachments"), ("sharing", "0021_turns")]

    operations = [sql_file("intake/sql/turns.sql")]
