from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("assurance", "0001_counted")]

    operations = [sql_file("assurance/sql/by_month.sql")]
