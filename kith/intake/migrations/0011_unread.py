from django.db import migrations, models


class Migration(migrations.Migration):
    """What nobody has read yet is found among all that ever came."""

    dependencies = [
        ("intake", "0010_turns"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                fields=["partnership"], condition=models.Q(subjects=[]), name="receipt_about_nobody_yet"
            ),
        ),
    ]
