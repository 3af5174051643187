from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether somebody spoke with the child alone, or offered to, and who and when; nothing where it was not asked yet."""

    dependencies = [
        ("frontdoor", "0037_words_asked"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="spoken_alone",
            field=models.CharField(blank=True, max_length=10, null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="spoken_alone_who",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
    ]
