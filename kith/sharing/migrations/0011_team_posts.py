from django.db import migrations

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0010_sign_in")]

    operations = [sql_file("sharing/sql/team_posts.sql")]
