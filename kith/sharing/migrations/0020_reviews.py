import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand


def to(table: str) -> models.Field:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0019_emergencies")]

    operations = [
        migrations.CreateModel(
            "RestrictionReview",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("partnerships", ArrayField(models.BigIntegerField(), default=list, editable=False)),
                ("agencies", ArrayField(models.BigIntegerField(), default=list, editable=False)),
                ("restricted", models.BooleanField(default=False, editable=False)),
                ("subject", to("sharing.subject")),
                ("review_on", models.DateField()),
                ("because", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("by_post", to("sharing.post")),
                ("by_worker", to("sharing.worker")),
            ],
            options={"abstract": False},
        ),
        guard("sharing_restrictionreview", read="grant.read", add="record.restrict"),
        own_hand("sharing_restrictionreview"),
    ]
