"""What demands a decision on a strategy discussion: something that was decided, or somebody who asks."""

from datetime import datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.people.queries import everyone
from kith.protection import rules
from kith.protection.due import DISCUSSION, start_for
from kith.protection.models import Trigger
from kith.protection.opened import CannotProtect
from kith.record import ledger
from kith.record.models import Clock
from kith.sharing import audit, gate, jobs, rows
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from kith.sharing.rules import reaches


@transaction.atomic
def ask(*, child: str, because: str, by: Actor, at: datetime) -> Trigger:
    """Ask for a strategy discussion about a child whom one works with; a manager answers with a date."""
    gate.person(by)
    subject = gate.open_record(
        Subject.objects.exclude(kind="adult"), child, actor=by, needs="discussion.ask", purpose="plan", at=at
    )
    if found := rules.objections_to_asking(because=because):
        raise CannotProtect(found)
    return trigger("asked", subject=subject.pk, because=because.strip(), about="", by=by, at=at)


@transaction.atomic
def trigger(code: str, *, subject: int, because: str, about: str, by: Actor, at: datetime) -> Trigger:
    """Something demands a strategy discussion: from now on a manager owes a dated answer, and the child a discussion."""
    gate.must(by, "discussion.ask")
    made = Trigger(
        subject_id=subject,
        code=code,
        about=about,
        because=because,
        triggered_at=at,
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
    )
    # Who asks may not read what others asked for.
    rows.add(made)
    if _runs_clocks(subject, by=by):
        _begin(Trigger.objects.select_related("by_post__agency").get(reference=made.reference), by=by, at=at)
    else:
        audit.write("protection.asked", at=at, purpose="plan", subjects=[subject], about=made.reference)
        jobs.defer(begin, trigger=made.reference)
    return made


def _runs_clocks(subject: int, *, by: Actor) -> bool:
    """Whether whoever asks may say themselves what is due for this child; else a service does."""
    row = Subject.objects.filter(pk=subject).first()
    return row is not None and reaches(by.reach, "clock.run", gate.standing(row))


@jobs.task("protection.begin", acts_as="service_intake")
def begin(*, trigger: str, by: Actor, at: datetime) -> None:
    """What a practitioner asked who runs no clocks themselves is due from the moment at which they asked."""
    found = Trigger.objects.select_related("by_post__agency").get(reference=trigger)
    if not Clock.objects.filter(about_kind=DISCUSSION, about=trigger).exists():
        _begin(found, by=by, at=at)


def _begin(found: Trigger, *, by: Actor, at: datetime) -> None:
    subjects = everyone(found.subject_id)
    for rule in (rules.UNDECIDED, rules.HOLD):
        start_for(found, rule, subjects=subjects, by=by, at=at)
    ledger.write(
        "protection.triggered",
        subject=found.subject_id,
        by=by,
        at=at,
        occurred_at=found.triggered_at,
        about=found.reference,
        purpose="plan",
        agency=found.by_post.agency.says,
        says=rules.triggers().words(found.code, today_in_london(found.triggered_at)),
    )
