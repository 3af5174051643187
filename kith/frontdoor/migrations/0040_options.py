from django.db import migrations, models


class Migration(migrations.Migration):
    """What else was thought of before a decision, and why it was not chosen."""

    dependencies = [
        ("frontdoor", "0039_hesitates"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="options",
            field=models.TextField(blank=True, db_default=""),
        ),
    ]
