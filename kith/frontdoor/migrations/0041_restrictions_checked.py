import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand


class Migration(migrations.Migration):
    """That somebody looked for what restricts the adults around a child: where, and what they found."""

    dependencies = [
        ("frontdoor", "0040_options"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RestrictionsChecked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("partnerships", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ("agencies", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ("restricted", models.BooleanField(default=False, editable=False)),
                ("places", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ("found", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("by_post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post")),
                ("by_worker", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="restrictions_checked", to="frontdoor.contact")),
                ("subject", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.subject")),
            ],
            options={"constraints": [models.CheckConstraint(condition=~models.Q(places=[]) & ~models.Q(found=""), name="a_check_says_where_and_what_was_found")]},
        ),
        guard("frontdoor_restrictionschecked", read="adult.read", add="contact.decide"),
        own_hand("frontdoor_restrictionschecked"),
    ]
