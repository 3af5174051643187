import django.contrib.postgres.fields
import django.db.models.deletion
import kith.core.reference
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import guard, own_hand
from kith.sharing.tables import Tables


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0015_guard_views'),
        ('intake', '0008_hand_overs'),
        ('people', '0008_household_and_flags'),
        ('sharing', '0016_whole_area'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            migrations.CreateModel(
                name='HandOver',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted', models.BooleanField(default=False, editable=False)),
                    ('reference', models.CharField(default=kith.core.reference.new, max_length=12, unique=True)),
                    ('to_says', models.CharField(max_length=200)),
                    ('how', models.TextField(blank=True)),
                    ('because', models.TextField()),
                    ('siblings', models.JSONField(default=list)),
                    ('recorded_at', models.DateTimeField()), ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')), ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)), ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed', to='frontdoor.contact')), ('receipt', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.receipt')), ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')), ('to_partnership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.partnership')),
                ],
                options={'constraints': [models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='nobody_hands_a_child_over_without_saying_why'), models.CheckConstraint(condition=models.Q(('receipt', None), ('to_partnership__isnull', False), _connector='OR'), name='what_is_handed_over_in_kith_goes_to_a_partnership')], },
            ),
            migrations.CreateModel(
                name='HandOverAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted', models.BooleanField(default=False, editable=False)),
                    ('is_accepted', models.BooleanField()),
                    ('who', models.CharField(max_length=200)),
                    ('answered_at', models.DateTimeField()),
                    ('words', models.TextField(blank=True)),
                    ('recorded_at', models.DateTimeField()), ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')), ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)), ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_over_answers', to='frontdoor.contact')), ('hand_over', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='frontdoor.handover')), ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
                ],
                options={'constraints': [models.CheckConstraint(condition=models.Q(('who', ''), _negated=True), name='an_answer_to_a_hand_over_says_whose_it_is')], },
            ),
            migrations.CreateModel(
                name='PictureWhole',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted', models.BooleanField(default=False, editable=False)),
                    ('missing', models.TextField(blank=True)),
                    ('recorded_at', models.DateTimeField()), ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')), ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)), ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='whole', to='frontdoor.contact')), ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SignWeighed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted', models.BooleanField(default=False, editable=False)),
                    ('form', models.CharField(max_length=40)),
                    ('sentence', models.TextField()),
                    ('is_sign', models.BooleanField()),
                    ('recorded_at', models.DateTimeField()), ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')), ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)), ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weighed', to='frontdoor.contact')), ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
                ],
                options={
                    'abstract': False,
                },
            ),
        ),
        migrations.AlterField(
            model_name='contact',
            name='channel',
            field=models.CharField(choices=[('web', 'form'), ('api', 'notification'), ('public', 'public form'), ('phone', 'telephone'), ('paper', 'paper form'), ('file', 'file'), ('area', 'hand-over')], max_length=10),
        ),
        migrations.AlterField(
            model_name='progress',
            name='step',
            field=models.CharField(choices=[('in_hand', 'somebody has it in hand'), ('decided', 'decided'), ('again', 'being looked at again'), ('accepted', 'taken over by this area'), ('sent_back', 'sent back to the area that handed it over')], max_length=10),
        ),
        migrations.CreateModel(
            name='Considered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('because', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='considered', to='frontdoor.contact')), ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='considered', to='people.householdmember')), ('receipt', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.receipt')), ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
            ],
            options={'constraints': [models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='no_child_of_the_home_is_set_aside_without_why')], },
        ),
        guard("frontdoor_considered", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_considered"),
        guard("frontdoor_picturewhole", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_picturewhole"),
        guard("frontdoor_signweighed", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_signweighed"),
        guard("frontdoor_handover", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_handover"),
        guard("frontdoor_handoveranswer", read="contact.read", add="contact.decide"),
        own_hand("frontdoor_handoveranswer"),
    ]
