from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0005_letters")]

    operations = [
        sql_file("sharing/sql/parts.sql"),
        sql_file("sharing/sql/agreed.sql"),
        sql_file("sharing/sql/keeping.sql"),
    ]
