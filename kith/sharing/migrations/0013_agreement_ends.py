import django.db.models.deletion
from django.db import migrations, models

from kith.sharing.operations import register


class Migration(migrations.Migration):
    dependencies = [("sharing", "0012_seated")]

    operations = [
        migrations.CreateModel(
            name="AgreementEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ended_on", models.DateField(verbose_name="last day before")),
                ("ends_on", models.DateField(verbose_name="last day now")),
                ("because", models.CharField(max_length=40)),
                ("recorded_at", models.DateTimeField()),
                *(
                    (
                        name,
                        models.ForeignKey(
                            null=name == "by_worker",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name=related,
                            to=f"sharing.{kind}",
                        ),
                    )
                    for name, related, kind in (
                        ("agreement", "ends", "agreement"),
                        ("by_post", "+", "post"),
                        ("by_worker", "+", "worker"),
                    )
                ),
            ],
        ),
        register("sharing_agreementend", change="agreement.sign"),
        migrations.RunSQL(
            "create trigger own_partnership after insert on sharing_agreementend"
            " for each row when (current_user in ('kith_app', 'kith_worker'))"
            " execute function kith.only_own_partnership()",
            migrations.RunSQL.noop,
        ),
    ]
