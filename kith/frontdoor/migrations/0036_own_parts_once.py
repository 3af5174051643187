from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    """What an actor reaches is asked once in a query and not for each row."""

    dependencies = [
        ("frontdoor", "0035_balance_at"),
    ]

    operations = [
        sql_file("frontdoor/sql/restricted_then.sql"),
        sql_file("frontdoor/sql/reading_gone.sql"),
        sql_file("frontdoor/sql/balance_at.sql"),
    ]
