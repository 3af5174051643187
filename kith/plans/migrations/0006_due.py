import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_led"), ("sharing", "0002_guard")]

    operations = [
        migrations.AlterField(model_name="version", name="changed", field=models.TextField()),
        migrations.AddField(
            model_name="plan",
            name="closed_because",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddField(
            model_name="plan",
            name="closed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sharing.post"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="joined_to",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="carried_from",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.action"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_because", ""), ("closed_by", None))
                | (
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False))
                    & ~models.Q(("closed_because", ""))
                ),
                name="whoever_closes_a_plan_says_why",
            ),
        ),
    ]
