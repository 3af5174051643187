import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.guard import LetterGuard
from kith.sharing.operations import letter_guard, letter_guard_narrowed, own_hand, secured

TABLE = "frontdoor_hesitated"
GUARD = LetterGuard(
    read="request.read", add="request.answer", change="clock.run", post="to_post_id", whole="sent.read"
)


def to(table, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table, **more)


def ids(**more):
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(), default=list, size=None, **more
    )


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0038_spoken_alone"), ("sharing", "0021_turns")]

    operations = [
        migrations.CreateModel(
            name="Hesitated",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subjects", ids()),
                ("partnerships", ids(editable=False)),
                ("restricted_subjects", ids(editable=False)),
                ("recorded_at", models.DateTimeField()),
                ("because", models.TextField()),
                ("agency", to("sharing.agency")),
                ("by_post", to("sharing.post")),
                ("by_worker", to(settings.AUTH_USER_MODEL, null=True)),
                ("partnership", to("sharing.partnership")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s",
                        to="frontdoor.informationrequest",
                    ),
                ),
                ("to_post", to("sharing.post")),
                ("told_here", to("sharing.post", null=True)),
                ("told_there", to("sharing.post", null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["subjects"], name="hesitated_by_subject"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True),
                        name="nobody_hesitates_without_saying_why",
                    ),
                    models.UniqueConstraint(fields=("request",), name="an_agency_hesitates_once"),
                ],
            },
        ),
        secured(TABLE),
        letter_guard(TABLE, read="request.read", add="request.answer", change="clock.run", post="to_post_id"),
        letter_guard_narrowed(TABLE, GUARD),
        own_hand(TABLE),
    ]
