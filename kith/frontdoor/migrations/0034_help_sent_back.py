import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0033_each_other_child'),
        ('sharing', '0021_turns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpSentBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('recorded_at', models.DateTimeField()),
                ('because', models.TextField()),
                ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='frontdoor.helpoffer')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='early_help_is_sent_back_with_a_reason'),
                    models.UniqueConstraint(fields=('offer',), name='an_offer_is_sent_back_once'),
                ],
            },
        ),
        guard('frontdoor_helpsentback', read='help.read', add='contact.decide'),
        own_hand('frontdoor_helpsentback'),
    ]
