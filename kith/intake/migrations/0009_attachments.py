import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import kith.core.reference
from django.conf import settings
from django.db import migrations, models

from kith.sharing.guard import LetterGuard
from kith.sharing.operations import letter_guard, letter_guard_narrowed, own_guard, own_hand, secured, sql_file
from kith.sharing.tables import Tables

FILES = LetterGuard(read="receipt.read", add="contact.send", change="contact.land", whole="sent.read")


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0008_hand_overs'),
        ('sharing', '0018_sealed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted_subjects', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('reference', models.CharField(default=kith.core.reference.new, max_length=12, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('told_as', models.CharField(max_length=100)),
                    ('seen_as', models.CharField(blank=True, max_length=20)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('holds_place', models.CharField(choices=[('yes', 'holds a place'), ('no', 'holds no place'), ('not_known', 'may hold a place')], default='not_known', max_length=10)),
                    ('state', models.CharField(choices=[('waiting', 'waits for the scanner'), ('clean', 'scanned, nothing found'), ('not_scanned', 'not scanned: no scanner is set up here'), ('found', 'something harmful was found'), ('unreadable', 'could not be scanned')], default='waiting', max_length=12)),
                    ('found', models.CharField(blank=True, max_length=120)),
                    ('at', models.DateTimeField()),
                    ('tried_at', models.DateTimeField(null=True)),
                    ('checked_at', models.DateTimeField(null=True)),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.agency')),
                    ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                    ('by_worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.partnership')),
                    ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='intake.receipt')),
                ],
                options={'constraints': [models.UniqueConstraint(fields=('receipt', 'sha256'), name='a_file_is_attached_to_a_receipt_once')], 'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['state'], name='attachment_that_waits'), django.contrib.postgres.indexes.GinIndex(fields=['subjects'], name='attachment_by_subject')], },
            ),
            migrations.CreateModel(
                name='AttachedBytes',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted_subjects', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('raw', models.BinaryField()),
                    ('lines', models.JSONField(default=list)),
                    ('copy', models.BinaryField(default=bytes)),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.agency')),
                    ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.partnership')),
                    ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='bytes', to='intake.attachment')),
                ],
                options={
                    'verbose_name_plural': 'attached bytes',
                },
            ),
            migrations.CreateModel(
                name='AttachmentAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                    ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('restricted_subjects', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                    ('is_given_out', models.BooleanField()),
                    ('because', models.CharField(max_length=500)),
                    ('at', models.DateTimeField()),
                    ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.agency')),
                    ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='intake.attachment')),
                    ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                    ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.partnership')),
                ],
                options={'constraints': [models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='an_attachment_is_answered_for_a_reason')], },
            ),
            migrations.CreateModel(
                name='DraftAttachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(default=kith.core.reference.new, max_length=12, unique=True)),
                    ('name', models.CharField(max_length=200)),
                    ('told_as', models.CharField(max_length=100)),
                    ('size', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('raw', models.BinaryField()),
                    ('at', models.DateTimeField()),
                    ('taken_out_at', models.DateTimeField(null=True)),
                    ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='intake.draft')),
                ],
                options={'constraints': [models.CheckConstraint(condition=models.Q(('taken_out_at', None), ('raw', b''), _connector='OR'), name='what_was_taken_out_of_a_draft_is_gone')], },
            ),
        ),
        *[
            operation
            for table in ("intake_attachment", "intake_attachedbytes")
            for operation in (
                secured(table),
                letter_guard(table, read="receipt.read", add="contact.send", change="contact.land"),
                letter_guard_narrowed(table, FILES),
            )
        ],
        secured("intake_attachmentanswer"),
        letter_guard(
            "intake_attachmentanswer", read="receipt.read", add="contact.decide", change="contact.land"
        ),
        own_hand("intake_attachmentanswer"),
        secured("intake_draftattachment"),
        own_guard("intake_draftattachment", may="contact.send"),
        sql_file("intake/sql/attachments.sql"),
    ]
