import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import agency_guard, sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0005_drafts_end'),
        ('sharing', '0017_public'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='receipt',
            name='recorded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='receipt',
            name='channel',
            field=models.CharField(choices=[('web', 'form'), ('api', 'notification'), ('public', 'public form'), ('phone', 'telephone'), ('paper', 'paper form')], max_length=10),
        ),
        migrations.CreateModel(
            name='PaperNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, unique=True)),
                ('printed_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.agency')),
                ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.partnership')),
                ('receipt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.receipt')),
            ],
            options={
                'indexes': [models.Index(fields=['partnership', '-printed_at'], name='paper_by_area')],
            },
        ),
        agency_guard(
            "intake_papernumber", read="contact.decide", add="contact.decide", change="contact.decide"
        ),
        sql_file("intake/sql/doors.sql"),
    ]
