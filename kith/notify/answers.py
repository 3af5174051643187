"""What `notify` answers to those below it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from kith.core import reference as references
from kith.core import says
from kith.notify import tasks
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor
from kith.sharing.questions import emergency_opened

KIND = "emergency_opened"
HEADLINE = "A child’s record was opened in an emergency"


@emergency_opened.answered_by
def by_its_reference_alone(
    *, emergency: str, posts: Sequence[int], due_at: datetime, by: Actor, at: datetime
) -> list[str]:
    """A notice to each of these posts, in the deed’s own transaction, with neither the child nor the worker in it."""
    owed = [references.new() for _ in posts]
    words = (
        f"Emergency opening {references.shown(emergency)}. Whoever checks for that agency reviews it by "
        f"{says.moment(due_at)}: in Kith, “Emergency openings”. This message names nobody."
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.owe_of_emergency(%s, %s::bigint[], %s::text[], %s, %s, %s, %s)",
            [emergency, list(posts), owed, KIND, HEADLINE, words, at],
        )
    for notice in owed:
        audit.write("notify.owed", at=at, about=notice, detail={"kind": KIND})
        jobs.defer(tasks.send, notice=notice)
    return owed
