from django.db import migrations, models

from kith.sharing.operations import sql_file
from kith.sharing.tables import Tables


class Migration(migrations.Migration):
    dependencies = [("sharing", "0017_public")]

    operations = [
        Tables(
            migrations.CreateModel(
                name="SealedBranch",
                fields=[
                    ("level", models.SmallIntegerField()),
                    ("position", models.BigIntegerField()),
                    (
                        "pk",
                        models.CompositePrimaryKey(
                            "level", "position", blank=True, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("hash", models.BinaryField()),
                ],
            ),
            migrations.CreateModel(
                name="SealedEntry",
                fields=[
                    ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                    ("audit", models.BigIntegerField(unique=True)),
                    ("leaf", models.BinaryField()),
                    ("salt", models.BinaryField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name="SealedHead",
                fields=[
                    ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                    ("size", models.BigIntegerField()),
                    ("root", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    ("key", models.BinaryField()),
                    ("note", models.TextField()),
                ],
                options={"indexes": [models.Index(fields=["size"], name="sealed_head_by_size")]},
            ),
        ),
        sql_file("sharing/sql/sealed.sql"),
    ]
