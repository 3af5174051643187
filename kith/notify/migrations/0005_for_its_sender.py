from django.db import migrations

from kith.sharing.guard import LetterGuard
from kith.sharing.operations import letter_guard_narrowed


class Migration(migrations.Migration):
    dependencies = [("notify", "0004_asked_again"), ("sharing", "0011_team_posts")]

    operations = [
        letter_guard_narrowed(
            "notify_notice",
            LetterGuard(
                read="notice.read",
                add="notice.send",
                change="notice.read",
                post="for_post_id",
                whole="sent.read",
            ),
        )
    ]
