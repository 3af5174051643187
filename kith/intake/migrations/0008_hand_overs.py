from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0007_files'),
    ]

    operations = [
        migrations.AlterField(
            model_name='receipt',
            name='channel',
            field=models.CharField(choices=[('web', 'form'), ('api', 'notification'), ('public', 'public form'), ('phone', 'telephone'), ('paper', 'paper form'), ('file', 'file'), ('area', 'hand-over')], max_length=10),
        ),
    ]
