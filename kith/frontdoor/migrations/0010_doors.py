import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand, sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0009_added'),
        ('intake', '0006_doors'),
        ('sharing', '0017_public'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='led_by',
            field=models.CharField(blank=True, db_default='', max_length=200),
        ),
        migrations.AddField(
            model_name='contact',
            name='written_by',
            field=models.CharField(blank=True, db_default='', max_length=200),
        ),
        migrations.AlterField(
            model_name='contact',
            name='channel',
            field=models.CharField(choices=[('web', 'form'), ('api', 'notification'), ('public', 'public form'), ('phone', 'telephone'), ('paper', 'paper form')], max_length=10),
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('receipt_reference', models.CharField(blank=True, max_length=16)),
                ('rang', models.CharField(blank=True, max_length=200)),
                ('rang_at', models.DateTimeField(null=True)),
                ('words', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='frontdoor.contact')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('receipt_reference', ''), ('rang', ''), _connector='XOR'), name='it_was_chased_or_it_came')],
            },
        ),
        guard("frontdoor_followup", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_followup"),
        sql_file("frontdoor/sql/public_status.sql"),
    ]
