import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('frontdoor', '0032_attendance'),
    ]

    operations = [
        migrations.AddField(
            model_name='considered',
            name='child',
            field=models.CharField(blank=True, db_default='', max_length=12),
        ),
        migrations.AlterField(
            model_name='considered',
            name='member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='considered', to='people.householdmember'),
        ),
        migrations.AddConstraint(
            model_name='considered',
            constraint=models.CheckConstraint(condition=models.Q(('child', ''), ('member__isnull', False)) | models.Q(('member', None), models.Q(('child', ''), _negated=True)), name='one_other_child_is_considered_at_a_time'),
        ),
    ]
