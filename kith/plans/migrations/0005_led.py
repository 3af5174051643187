import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand, sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0004_leads_of'),
        ('sharing', '0007_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanLed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('because', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('by_worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
            ],
            options={
                'indexes': [models.Index(fields=['plan', '-recorded_at', '-id'], name='plan_led_by_plan')],
            },
        ),
        sql_file("plans/sql/led.sql"),
        guard("plans_planled", read="plan.read", add="plan.write"),
        own_hand("plans_planled"),
    ]
