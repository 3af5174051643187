import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from kith.sharing.operations import letter_guard, sql_file


class Migration(migrations.Migration):
    dependencies = [("notify", "0002_guard"), ("intake", "0003_letters"), ("sharing", "0005_letters")]

    operations = [
        migrations.AddField(
            "notice",
            "subjects",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        *[
            migrations.AddField(
                "notice",
                name,
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, editable=False, size=None
                ),
            )
            for name in ("partnerships", "restricted_subjects")
        ],
        migrations.AlterField(
            "notice",
            "agency",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.agency"
            ),
        ),
        migrations.AddField(
            "notice",
            "for_post",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sharing.post",
            ),
        ),
        sql_file("notify/sql/letters.sql"),
        migrations.AlterField(
            "notice",
            "for_post",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post"
            ),
        ),
        migrations.AddIndex(
            "notice",
            django.contrib.postgres.indexes.GinIndex(fields=["subjects"], name="notice_by_subject"),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(
                fields=["partnership"],
                condition=models.Q(opened_at=None, kind="decision_made"),
                name="notice_not_known",
            ),
        ),
        letter_guard(
            "notify_notice",
            read="notice.read",
            add="notice.send",
            change="notice.read",
            post="for_post_id",
        ),
    ]
