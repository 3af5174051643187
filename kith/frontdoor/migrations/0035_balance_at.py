import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kith.sharing.operations import register, sql_file
from kith.sharing.tables import Tables


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0034_help_sent_back'),
        ('sharing', '0021_turns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        sql_file("frontdoor/sql/balance_at.sql"),
        Tables(
            migrations.CreateModel(
                name='ThresholdReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.TextField()),
                    ('next_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('by_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                    ('by_worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='frontdoor.thresholddocument')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='nobody_reviews_without_saying_what')],
                },
            ),
            migrations.CreateModel(
                name='ThresholdReminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=10)),
                    ('day', models.DateField()),
                    ('notice', models.CharField(max_length=12)),
                    ('recorded_at', models.DateTimeField()),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='frontdoor.thresholddocument')),
                    ('to_post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('document', 'what', 'day'), name='a_day_is_reminded_of_once')],
                },
            ),
        ),
        register("frontdoor_thresholdreview", change="threshold.keep"),
        register("frontdoor_thresholdreminder", change="clock.run"),
        sql_file("frontdoor/sql/threshold_review.sql"),
    ]
