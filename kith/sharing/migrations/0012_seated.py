from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0011_team_posts")]

    operations = [sql_file("sharing/sql/seated.sql")]
