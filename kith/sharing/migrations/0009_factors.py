import django.db.models.deletion
from django.db import migrations, models

import kith.core.reference
from kith.sharing.operations import register, sql_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0008_kept")]

    operations = [
        migrations.AddField("worker", "signed_out_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="LostFactor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(default=kith.core.reference.new, max_length=12, unique=True),
                ),
                ("because", models.CharField(max_length=20)),
                ("known_by", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                *(
                    (
                        name,
                        models.ForeignKey(
                            null=name.startswith("agreed"),
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=f"sharing.{kind}",
                        ),
                    )
                    for name, kind in (
                        ("agency", "agency"),
                        ("worker", "worker"),
                        ("asked_by", "worker"),
                        ("agreed_by", "worker"),
                        ("asked_by_post", "post"),
                        ("agreed_by_post", "post"),
                    )
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agreed_at", None), ("ended_at", None)),
                        fields=("worker",),
                        name="one_open_question_about_a_lost_factor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by", models.F("worker")), _negated=True),
                            models.Q(
                                ("agreed_by", None),
                                models.Q(("agreed_by", models.F("worker")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="nobody_takes_away_their_own_factor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by", None),
                            models.Q(("agreed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_lost_factor_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at", None), ("agreed_by", None), ("agreed_by_post", None)),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("agreed_by__isnull", False),
                                ("agreed_by_post__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="who_agreed_stands_beside_when",
                    ),
                ],
            },
        ),
        register("sharing_lostfactor", change="post.manage"),
        sql_file("sharing/sql/factors.sql"),
        sql_file("sharing/sql/wide_roles.sql"),
    ]
