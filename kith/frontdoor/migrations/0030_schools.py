import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand


class Migration(migrations.Migration):
    dependencies = [
        ("frontdoor", "0029_waiting_at_size"),
        ("people", "0011_establishments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SchoolSaid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partnerships", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ("agencies", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ("restricted", models.BooleanField(default=False, editable=False)),
                ("school_urn", models.CharField(blank=True, max_length=6)),
                ("because", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post")),
                ("by_worker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="schools_said", to="frontdoor.contact")),
                ("subject", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.subject")),
            ],
            options={
                "indexes": [models.Index(fields=["contact"], name="school_said_by_contact")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("school_urn", ""), _negated=True), models.Q(("because", ""), _negated=True), _connector="OR"),
                        name="a_school_is_named_or_why_there_is_none",
                    )
                ],
            },
        ),
        guard("frontdoor_schoolsaid", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_schoolsaid"),
    ]
