from django.db import migrations

from kith.sharing.operations import sql_file

MAY = "(select kith.may('partnership.manage'))"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0015_parted")]

    operations = [
        migrations.RunSQL(
            [
                f"alter policy adds on sharing_partnership with check ({MAY})",
                f"alter policy changes on sharing_partnership using ({MAY}) with check ({MAY})",
            ],
            migrations.RunSQL.noop,
        ),
        sql_file("sharing/sql/whole_area.sql"),
        sql_file("sharing/sql/in_force.sql"),
    ]
