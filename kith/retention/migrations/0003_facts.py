from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_guard"),
    ]

    operations = [sql_file("retention/sql/facts.sql")]
