import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand


class Migration(migrations.Migration):
    """That the front door asked the family itself, whom and what they said, or why it did not."""

    dependencies = [
        ("frontdoor", "0041_restrictions_checked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partnerships", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ("agencies", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ("restricted", models.BooleanField(default=False, editable=False)),
                ("outcome", models.CharField(max_length=20)),
                ("asked_of", models.CharField(blank=True, db_default="", max_length=200)),
                ("asked_on", models.DateField(null=True)),
                ("not_asked_because", models.CharField(blank=True, db_default="", max_length=40)),
                ("is_informed", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True, db_default="")),
                ("recorded_at", models.DateTimeField()),
                ("by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post")),
                ("by_worker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="family_asked", to="frontdoor.contact")),
                ("subject", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.subject")),
            ],
            options={"constraints": [models.CheckConstraint(condition=(models.Q(outcome="not_asked", asked_of="", asked_on=None) & ~models.Q(not_asked_because="")) | (models.Q(outcome__in=["agreed", "said_no"], not_asked_because="") & ~models.Q(asked_of="")), name="a_family_was_asked_or_it_says_why_not")]},
        ),
        guard("frontdoor_familyasked", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_familyasked"),
    ]
