import django.contrib.postgres.fields
import django.db.models.deletion
import kith.core.reference
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand
from kith.sharing.tables import Tables


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_joined'),
        ('sharing', '0016_whole_area'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            migrations.CreateModel(
                name='Flag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted', models.BooleanField(default=False, editable=False)),
                    ('reference', models.CharField(default=kith.core.reference.new, max_length=12, unique=True)),
                    ('code', models.CharField(max_length=40)),
                    ('says_who', models.CharField(max_length=200, verbose_name='who says so')),
                    ('because', models.TextField(blank=True)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                    ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ends', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ended_by', to='people.flag')),
                    ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
                ],
                options={
                    'indexes': [models.Index(fields=['subject'], name='flag_by_subject')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_flag_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('says_who', ''), _negated=True), name='a_flag_says_who_says_so')],
                },
            ),
            migrations.CreateModel(
                name='HouseholdMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted', models.BooleanField(default=False, editable=False)),
                    ('reference', models.CharField(default=kith.core.reference.new, max_length=12, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('date_of_birth', models.DateField(null=True)),
                    ('age', models.SmallIntegerField(null=True, verbose_name='age as it was told')),
                    ('relation', models.CharField(blank=True, max_length=200)),
                    ('is_child', models.CharField(max_length=10)),
                    ('lives_there', models.CharField(max_length=10)),
                    ('recorded_at', models.DateTimeField()),
                    ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='household', to='people.sourcerecord')),
                    ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
                ],
                options={
                    'indexes': [models.Index(fields=['record'], name='household_by_record')],
                },
            ),
        ),
        guard("people_householdmember", read="child.read", add="contact.land"),
        guard("people_flag", read="child.read", add="record.add"),
        own_hand("people_flag"),
    ]
