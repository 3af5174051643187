from django.db import migrations, models

from kith.sharing.operations import changes


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0018_guard_day")]

    operations = [
        migrations.AddField("view", "passed_on_at", models.DateTimeField(null=True)),
        # What was given before went into the ledger in the deed's own transaction.
        migrations.RunSQL("update frontdoor_view set passed_on_at = recorded_at;", migrations.RunSQL.noop),
        changes("frontdoor_view", change="clock.run"),
    ]
