from django.db import migrations

from kith.sharing.guard import LetterGuard
from kith.sharing.operations import letter_guard, letter_guard_narrowed, own_hand, secured

TABLES = {
    "frontdoor_informationrequest": ("contact.decide", ""),
    "frontdoor_requestanswer": ("request.answer", "clock.run"),
    "frontdoor_answerweighed": ("contact.decide", ""),
    "frontdoor_chase": ("contact.decide", ""),
    "frontdoor_requestwithdrawn": ("contact.decide", ""),
    "frontdoor_requestclimbed": ("clock.run", ""),
}


def guarded(table, add, change):
    narrowed = LetterGuard(
        read="request.read", add=add, change=change, post="to_post_id", whole="sent.read"
    )
    return [
        secured(table),
        letter_guard(table, read="request.read", add=add, change=change, post="to_post_id"),
        letter_guard_narrowed(table, narrowed),
        own_hand(table),
    ]


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0012_requests"), ("sharing", "0016_whole_area")]

    operations = [
        operation
        for table, (add, change) in TABLES.items()
        for operation in guarded(table, add, change)
    ]
