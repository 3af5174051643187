from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notify", "0003_letters")]

    operations = [
        migrations.AddField("mailbox", name, models.DateTimeField(null=True))
        for name in ("asked_at", "asked_once_more_at", "given_up_at")
    ]
