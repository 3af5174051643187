import django.db.models.deletion
from django.db import migrations, models

from kith.sharing.operations import register
from kith.sharing.tables import Tables


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0006_sent_once'),
        ('sharing', '0018_sealed'),
    ]

    operations = [
        Tables(
            migrations.CreateModel(
                name='Witness',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.CharField(blank=True, max_length=300)),
                    ('since', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.agency')),
                ],
                options={'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('agency',), name='an_agency_is_one_witness')],
                    'verbose_name_plural': 'witnesses',
                },
            ),
            migrations.CreateModel(
                name='WitnessedHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('size', models.BigIntegerField()),
                    ('sent_at', models.DateTimeField()),
                    ('outcome', models.CharField(max_length=10)),
                    ('witness', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='notify.witness')),
                ],
                options={'indexes': [models.Index(fields=['witness', '-sent_at'], name='witnessed_lately')], },
            ),
        ),
        register("notify_witness", change="witness.name"),
    ]
