import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from kith.sharing.operations import letter_guard, own_guard, sql_file


def ids():
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(), default=list, size=None
    )


def filled_by_the_database():
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.BigIntegerField(), default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_guard"), ("sharing", "0005_letters")]

    operations = [
        *[
            migrations.AddField(model, name, field())
            for model in ("receipt", "landing")
            for name, field in (
                ("subjects", ids),
                ("partnerships", filled_by_the_database),
                ("restricted_subjects", filled_by_the_database),
            )
        ],
        migrations.AddField(
            "landing",
            "by_post",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sharing.post",
            ),
        ),
        sql_file("intake/sql/letters.sql"),
        migrations.AlterField(
            "landing",
            "by_post",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post"
            ),
        ),
        migrations.AddIndex(
            "receipt",
            django.contrib.postgres.indexes.GinIndex(fields=["subjects"], name="receipt_by_subject"),
        ),
        migrations.AddIndex(
            "landing",
            django.contrib.postgres.indexes.GinIndex(fields=["subjects"], name="landing_by_subject"),
        ),
        letter_guard("intake_receipt", read="receipt.read", add="contact.send", change="contact.land"),
        letter_guard("intake_landing", read="receipt.read", add="contact.land"),
        own_guard("intake_draft", may="contact.send"),
    ]
