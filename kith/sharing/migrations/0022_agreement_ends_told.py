import django.db.models.deletion
from django.db import migrations, models

from kith.sharing.operations import register


class Migration(migrations.Migration):
    dependencies = [("sharing", "0021_turns")]

    operations = [
        migrations.CreateModel(
            name="AgreementReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=10)),
                ("day", models.DateField()),
                ("notice", models.CharField(max_length=12)),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="sharing.agreement",
                    ),
                ),
                (
                    "to_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "what", "day"), name="an_agreements_end_is_told_once"
                    )
                ],
            },
        ),
        register("sharing_agreementreminder", change="clock.run"),
    ]
