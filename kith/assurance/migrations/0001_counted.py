from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0016_whole_area"),
        ("people", "0007_joined"),
    ]

    operations = [sql_file("assurance/sql/counted.sql")]
