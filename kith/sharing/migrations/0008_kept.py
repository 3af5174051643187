import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand, sql_file
from kith.sharing.tables import Tables


def about_a_subject() -> list[tuple[str, models.Field]]:
    """The columns that every guarded table has."""
    subject = models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.subject"
    )
    return [
        (
            "id",
            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
        ),
        ("partnerships", ArrayField(models.BigIntegerField(), default=list, editable=False)),
        ("agencies", ArrayField(models.BigIntegerField(), default=list, editable=False)),
        ("restricted", models.BooleanField(default=False, editable=False)),
        ("subject", subject),
    ]


def to(table: str, related_name: str = "+", **more: bool) -> models.Field:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=table, **more
    )


class Migration(migrations.Migration):
    dependencies = [("sharing", "0007_keys")]

    operations = [
        migrations.AddField(
            "restriction", "kind", models.CharField(blank=True, default="", db_default="", max_length=20)
        ),
        migrations.AddField(
            "conflict", "kind", models.CharField(blank=True, default="", db_default="", max_length=20)
        ),
        migrations.AddField(
            "conflict",
            "ended_because",
            models.CharField(blank=True, default="", db_default="", max_length=300),
        ),
        migrations.AddField("conflict", "ended_by_post", to("sharing.post", null=True)),
        Tables(
            migrations.CreateModel(
                "LiftAsk",
                [
                    *about_a_subject(),
                    ("because", models.TextField()),
                    ("asked_at", models.DateTimeField()),
                    ("by_post", to("sharing.post")),
                    ("by_worker", to("sharing.worker")),
                ],
                options={"abstract": False},
            ),
            migrations.CreateModel(
                "LiftAnswer",
                [
                    *about_a_subject(),
                    ("is_agreed", models.BooleanField()),
                    ("because", models.TextField()),
                    ("recorded_at", models.DateTimeField()),
                    ("ask", to("sharing.liftask", "answers")),
                    ("by_post", to("sharing.post")),
                    ("by_worker", to("sharing.worker")),
                ],
                options={"abstract": False},
            ),
        ),
        guard("sharing_liftask", read="grant.read", add="record.restrict"),
        guard("sharing_liftanswer", read="grant.read", add="record.restrict"),
        own_hand("sharing_liftask"),
        own_hand("sharing_liftanswer"),
        # From now on a restriction is ended by a second person's answer and by nothing else.
        migrations.RunSQL("drop policy changes on sharing_restriction", migrations.RunSQL.noop),
        sql_file("sharing/sql/kept.sql"),
    ]
