from django.db import migrations

from kith.sharing.guard import LetterGuard
from kith.sharing.operations import letter_guard, letter_guard_narrowed, own_hand, secured

TABLES = {
    "frontdoor_challenge": "challenge.make",
    "frontdoor_challengestage": "clock.run",
    "frontdoor_challengeanswer": "challenge.answer",
    "frontdoor_challengereply": "challenge.make",
    "frontdoor_challengecarried": "contact.decide",
}


def guarded(table, add):
    narrowed = LetterGuard(read="challenge.read", add=add, post="from_post_id", whole="sent.read")
    found = [
        secured(table),
        letter_guard(table, read="challenge.read", add=add, post="from_post_id"),
        letter_guard_narrowed(table, narrowed),
    ]
    return found if add == "clock.run" else [*found, own_hand(table)]


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0025_challenges"), ("sharing", "0016_whole_area")]

    operations = [operation for table, add in TABLES.items() for operation in guarded(table, add)]
