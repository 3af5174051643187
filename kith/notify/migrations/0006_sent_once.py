from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notify", "0005_for_its_sender")]

    operations = [
        migrations.RemoveField("notice", "claimed_at"),
        migrations.RemoveField("notice", "attempts"),
    ]
