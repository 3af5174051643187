"""One at a time: who is one child with whom, and what only one of them may have."""

from django.db import connection

from kith.people.queries import everyone


def with_child(*subjects: int) -> list[int]:
    """Everyone whom these were decided to be. Who decides on any of them after this waits, and then sees what was decided.

    Somebody may make one child of more while this waits: so it looks again until it holds all of them.
    """
    held: set[int] = set()
    while more := {one for subject in subjects for one in everyone(subject)} - held:
        with connection.cursor() as cursor:
            for each in sorted(more):
                cursor.execute("select pg_advisory_xact_lock(1, %s)", [each % 2**31])
        held |= more
    return sorted(held)
