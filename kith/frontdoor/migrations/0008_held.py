import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from kith.sharing.operations import guard, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("frontdoor", "0007_guard_acts"),
        ("record", "0005_whose"),
        ("sharing", "0007_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactHeld",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "partnerships",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, editable=False, size=None
                    ),
                ),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, editable=False, size=None
                    ),
                ),
                ("restricted", models.BooleanField(default=False, editable=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frontdoor.contact",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sharing.post",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.subject"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contact", "-recorded_at", "-id"], name="contact_held_by_contact")
                ],
            },
        ),
        sql_file("frontdoor/sql/held.sql"),
        guard("frontdoor_contactheld", read="contact.read", add="contact.decide"),
        sql_file("frontdoor/sql/restricted_then.sql"),
    ]
