"""Taking a contact over from whoever has it, and letting a claim lapse."""

from datetime import datetime

from django.db import connection, transaction

from kith.frontdoor import claims
from kith.frontdoor.actions.work import CannotDo, hold, open_undecided, tell_sender
from kith.frontdoor.models import Contact, Step, TakenOver
from kith.frontdoor.rules import day
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def take_over(*, contact: str, because: str, by: Actor, at: datetime) -> Contact:
    """Take over what another has. Whoever sits there is told by whom and why; nothing that they type is lost."""
    held = open_undecided(contact, by=by, at=at)
    had, stands = held.held_by_id, claims.stands(held, at)
    found = day.objections_to_taking_over(
        held_by=claims.holder_now(held, at), stands=stands, is_mine=had == by.post_id, because=because
    )
    if found:
        raise CannotDo(list(found.values()), found)
    if had is not None and stands:
        TakenOver.objects.create(
            subject_id=held.subject_id,
            contact=held,
            from_post_id=had,
            because=because.strip(),
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
    hold(held, post=by.post_id, at=at)
    tell_sender(held, Step.IN_HAND, at=at)
    ledger.write(
        "frontdoor.taken_over",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        post=by.post_says,
    )
    return held


@transaction.atomic
def lapse(*, by: Actor, at: datetime) -> int:
    """Let every claim lapse whose holder has let it rest. Returns how many; a contact that is being decided waits."""
    gate.must(by, "clock.run")
    since = at - day.minutes("claim_lapses", at.date())
    with connection.cursor() as cursor:
        cursor.execute("select reference, worked_at from kith.resting_claims(%s)", [since])
        resting = cursor.fetchall()
    return sum(_lapse(reference, since, worked, by, at) for reference, worked in resting)


def _lapse(reference: str, since: datetime, worked: datetime, by: Actor, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.lapse_claim(%s, %s, %s, %s)", [reference, since, day.lapses_at(worked), at]
        )
        subject = cursor.fetchone()[0]
    if subject is None:
        return False
    clocks.hold("contact", reference, post=None, at=at)
    ledger.write("frontdoor.claim_lapsed", subject=subject, by=by, at=at, about=reference)
    return True
