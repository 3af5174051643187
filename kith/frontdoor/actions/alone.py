"""One at a time: what is told of one incident, and what is decided and added about one contact."""

from datetime import date

from django.db import connection


def with_reference(agency: int, sender_reference: str) -> None:
    """Two tellings under one reference of one agency land one after the other, so that the second finds the first."""
    _lock(5, f"{agency} {sender_reference}")


def with_contact(reference: str) -> None:
    """What is added lands before a decision, which then knows of it, or after it, and then waits for an answer.

    Taken before the contact's row is locked, by whoever locks it.
    """
    _lock(6, reference)


def with_incident(reference: str) -> None:
    """Two who write about one data incident do so one after the other: it is closed once, and nothing is added after that."""
    _lock(8, reference)


def with_thresholds(partnership: int) -> None:
    """Whoever puts, checks, signs or takes back a threshold document finds what the one before them did."""
    _lock(16, str(partnership))


def with_agreements(partnership: int) -> None:
    """Two workers who tell that an agreement ends do so one after the other: it is told once."""
    _lock(18, str(partnership))


def with_room(partnership: int, day: date) -> None:
    """Two who write down who was in the room on one day do so one after the other: the second is told of the first."""
    _lock(17, f"{partnership} {day}")


def _lock(kind: int, words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [kind, words])
