import django.db.models.deletion
import kith.core.reference
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import closed, sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0009_restricted'),
        ('sharing', '0020_reviews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=kith.core.reference.new, max_length=12, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('since', models.DateField(verbose_name='known since')),
                ('says_who', models.CharField(max_length=200, verbose_name='who told it, or how it is known')),
                ('receipt', models.CharField(blank=True, max_length=20, verbose_name='the receipt that told it')),
                ('recorded_at', models.DateTimeField()),
                ('ended_how', models.CharField(blank=True, max_length=10)),
                ('ended_because', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
            ],
            options={
                'indexes': [models.Index(fields=['other'], name='relation_by_other')],
                'constraints': [models.CheckConstraint(condition=models.Q(('subject', models.F('other')), _negated=True), name='nobody_belongs_with_themselves'), models.CheckConstraint(condition=models.Q(('says_who', ''), _negated=True), name='a_relation_says_who_knows_it'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_because', '')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='a_relation_that_ended_says_why_and_by_whom')],
            },
        ),
        closed("people_relation"),
        sql_file("people/sql/kin.sql"),
    ]
