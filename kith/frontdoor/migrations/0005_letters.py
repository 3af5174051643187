from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("frontdoor", "0004_restricted_work"),
        ("intake", "0003_letters"),
        ("notify", "0003_letters"),
    ]

    operations = [sql_file("frontdoor/sql/letters.sql")]
