from django.db import migrations, models
from django.db.models import Q

from kith.sharing.operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("people", "0004_homes")]

    operations = [
        migrations.AddIndex(
            model_name="identitydecision",
            index=models.Index(
                fields=["recorded_at"], condition=Q(undoes__isnull=False), name="taken_back_by_time"
            ),
        ),
        sql_file("people/sql/same_people.sql"),
    ]
