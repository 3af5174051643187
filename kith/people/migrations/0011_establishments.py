from django.db import migrations, models

from kith.sharing.operations import register


class Migration(migrations.Migration):
    dependencies = [("people", "0010_kin"), ("sharing", "0020_reviews")]

    operations = [
        migrations.AddField(
            model_name="sourcerecord",
            name="practice_code",
            field=models.CharField(blank=True, db_default="", max_length=10),
        ),
        migrations.AddField(
            model_name="sourcerecord",
            name="practice_says",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.CreateModel(
            name="Establishment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("school", "a school"), ("practice", "a GP practice")], max_length=10)),
                ("code", models.CharField(max_length=6)),
                ("name", models.CharField(max_length=200)),
                ("town", models.CharField(blank=True, max_length=100)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("opened_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("is_shut", models.BooleanField(default=False)),
                ("words", models.TextField(verbose_name="what it is found by")),
                ("read_on", models.DateField()),
                ("read_from", models.CharField(max_length=200, verbose_name="file")),
                ("replaced_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_on", None)),
                        fields=("kind", "code"),
                        name="one_line_of_an_establishment_stands",
                    )
                ],
            },
        ),
        register("people_establishment", change="partnership.manage"),
    ]
