import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from kith.sharing.operations import guard, sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0004_clock_by_end'),
        ('sharing', '0004_part'),
    ]

    operations = [
        migrations.AddField(
            model_name='clock',
            name='recorded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='ClockHeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partnerships', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('agencies', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('restricted', models.BooleanField(default=False, editable=False)),
                ('recorded_at', models.DateTimeField()),
                ('clock', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.clock')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.post')),
                ('subject', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sharing.subject')),
            ],
            options={
                'indexes': [models.Index(fields=['clock', '-recorded_at', '-id'], name='clock_held_by_clock')],
            },
        ),
        sql_file("record/sql/whose.sql"),
        migrations.AlterField(
            model_name='clock',
            name='recorded_at',
            field=models.DateTimeField(),
        ),
        guard("record_clockheld", read="clock.read", add="clock.run"),
    ]
