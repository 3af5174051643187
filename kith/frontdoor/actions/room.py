"""Writing down who was in the room, day by day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Attendance
from kith.frontdoor.queries import room as queries
from kith.frontdoor.rules import room as rules
from kith.sharing import audit, gate
from kith.sharing.actor import Actor


@transaction.atomic
def say_who_was_there(
    *,
    day: date,
    said: Mapping[str, rules.Presence | None],
    words: Mapping[str, str],
    shown: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Write down which agencies were in the room on a day, by their references; what stands so already is left. Returns how many.

    `shown` is the newest entry that the writer had before them: against what a colleague wrote since then nothing is written.
    """
    gate.must(by, "contact.decide")
    alone.with_room(by.partnerships[0], day)
    seats = {seat.agency: seat for seat in queries.seats(day, by=by)}
    found = rules.objections(
        day=day,
        today=today_in_london(at),
        said={name: how for name, how in said.items() if name in seats},
        words=words,
    )
    changes = {
        name: how
        for name, how in said.items()
        if how
        and name in seats
        and (how, words.get(name, "").strip()) != (seats[name].how, seats[name].words)
    }
    since = {} if shown is None else {name: seats[name] for name in changes if seats[name].entry > shown}
    found = found or {
        name: rules.written_since(seat.by, seat.how_says, seat.at, at)
        for name, seat in since.items()
        if seat.at
    }
    if found:
        raise CannotDo(list(found.values()), found)
    rows = [
        Attendance(
            agency_id=seats[name].pk,
            partnership_id=by.partnerships[0],
            day=day,
            presence=how,
            words=words.get(name, "").strip(),
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
        for name, how in changes.items()
    ]
    for row in rows:
        row.save(force_insert=True)
    audit.write(
        "frontdoor.attendance_said",
        at=at,
        purpose="decide",
        detail={"day": day.isoformat(), "agencies": len(rows)},
    )
    return len(rows)
