from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which words of the language check stood in what was told, and in what was decided."""

    dependencies = [
        ("frontdoor", "0036_own_parts_once"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="words_asked",
            field=ArrayField(base_field=models.CharField(max_length=40), null=True, size=None),
        )
        for name in ("contact", "decision")
    ]
