import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand, policies, sql_file

WHO = {
    "by_post": models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post"
    ),
    "by_worker": models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    ),
}


def anew(table, names, **declared):
    """These policies of a table once more, as they are declared now."""
    made = policies(table, declared["read"], declared["add"], "", "subject_id", declared.get("beside", ""))
    kept = [each for each in made if each.split()[2] in names]
    return migrations.RunSQL(
        [f"drop policy {name} on {table};" for name in names] + [f"{each};" for each in kept],
        migrations.RunSQL.noop,
    )


def added(model, name, field):
    return migrations.AddField(model_name=model, name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [
        ("frontdoor", "0008_held"),
        ("sharing", "0007_keys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("formanswer", "each_form_is_answered_once_in_a_contact"),
        added("formanswer", "said_by", models.CharField(blank=True, db_default="", max_length=200)),
        added("formanswer", "by_post", WHO["by_post"]),
        added("formanswer", "by_worker", WHO["by_worker"]),
        added("formanswer", "recorded_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "formanswer",
            models.UniqueConstraint(
                condition=models.Q(recorded_at=None),
                fields=("contact", "form"),
                name="each_form_is_answered_once_in_what_was_sent",
            ),
        ),
        anew("frontdoor_formanswer", ["adds"], read="contact.read", add="record.add"),
        own_hand("frontdoor_formanswer"),
        added("addition", "recorded_at", models.DateTimeField(null=True)),
        added("addition", "police", models.JSONField(db_default={}, default=dict)),
        added("addition", "in_danger", models.CharField(blank=True, db_default="", max_length=12)),
        added("addition", "rag", models.CharField(blank=True, db_default="", max_length=5)),
        added(
            "addition",
            "beside",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), db_default=[], default=list, size=None
            ),
        ),
        anew(
            "frontdoor_addition", ["no_conflict"], read="contact.read", add="contact.land", beside="beside"
        ),
        sql_file("frontdoor/sql/added.sql"),
        migrations.CreateModel(
            name="LookedAgain",
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
                ("is_anew", models.BooleanField()),
                ("because", models.TextField()),
                (
                    "additions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post"
                    ),
                ),
                (
                    "by_worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looked_again",
                        to="frontdoor.contact",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True),
                        name="nobody_looks_again_without_saying_why",
                    )
                ],
            },
        ),
        guard("frontdoor_lookedagain", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_lookedagain"),
        migrations.RemoveConstraint("progress", "each_step_is_told_once_for_a_contact"),
        migrations.AlterField(
            "progress",
            "step",
            models.CharField(
                choices=[
                    ("in_hand", "somebody has it in hand"),
                    ("decided", "decided"),
                    ("again", "being looked at again"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex("progress", models.Index(fields=["contact"], name="progress_by_contact")),
        added("decision", "not_asked_why", models.TextField(blank=True, db_default="")),
    ]
