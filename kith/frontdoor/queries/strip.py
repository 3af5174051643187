"""The queues above a worklist, and which lines are asked for."""

from datetime import datetime

from kith.core import clocks as reckoning
from kith.frontdoor.queries.lines import ASKED, CLOSE, PARTS, QUEUES, Line, Queue
from kith.sharing.actor import Actor


def is_asked_for(line: Line, whose: str, queue: str) -> bool:
    """Whether this line belongs to the part of the list that is shown."""
    if whose == "mine" and not line.is_mine or whose == "unclaimed" and not line.unclaimed:
        return False
    if queue == ASKED:
        return any(child.is_asked_about for child in line.children)
    return not queue or queue == (line.rag if queue in PARTS else line.queue)


def strip(lines: list[Line], by: Actor, at: datetime) -> list[Queue]:
    """Each queue: how many, how many late, and how old the oldest is."""
    found = []
    for code, words in QUEUES.items():
        if code == CLOSE and not by.may("closing.agree"):
            continue
        theirs = [line for line in lines if line.queue == code]
        since = [
            began for line in theirs if (began := line.held_since if code == CLOSE else line.received_at)
        ]
        found.append(
            Queue(
                code=code,
                says=words,
                count=len(theirs),
                late=sum(line.due_at < at for line in theirs),
                oldest=reckoning.lasting(at - min(since), in_hours_to=48) if since else "",
            )
        )
    return found
