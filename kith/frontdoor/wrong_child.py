"""A contact was taken for another child's: what followed is recalled, corrected, ended or marked, in the act that parts the two."""

from datetime import datetime

from kith.core.says import moment
from kith.frontdoor.actions.asked import withdraw_request
from kith.frontdoor.models import Contact, DataIncident, DataIncidentLine, SafetyCheck
from kith.frontdoor.queries.wrong_child import Facts, Sent, facts
from kith.frontdoor.rules import wrong_child as rules
from kith.notify.actions import owe, recall
from kith.people.models import Link
from kith.people.queries import everyone
from kith.plans import actions as plans
from kith.plans.models import Plan
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject

HEADLINE = "What you were told was not about the child you think"
WORDS = (
    "A contact was taken for another child’s from {since} to {until}. What you read then does not belong to that child. Do not act "
    "on it, do not pass it on, and tell whoever has it from you. You are rung about it."
)


def settle(held: Contact, link: Link, because: str, *, by: Actor, at: datetime) -> DataIncident | None:
    """Put right all that followed, while the two are still one; and write the incident down, where it is one.

    UK GDPR, Article 33(5): every breach is documented, with its effects and what was done.
    """
    found = facts(held, link)
    found = _recall_or_correct(found, by=by, at=at)
    _withdraw(found, by=by, at=at)
    _put_plans_right(found, because, by=by, at=at)
    lines = found.lines()
    if not rules.is_incident(was_decided=bool(held.decided_at), lines=lines):
        return None
    return _write_down(held, link, lines, by=by, at=at)


def _recall_or_correct(found: Facts, *, by: Actor, at: datetime) -> Facts:
    unread = [each.notice.reference for each in found.sent if each.read_at is None]
    found = found.read_meanwhile([each for each in unread if not recall(notice=each, by=by, at=at)], at)
    for each in found.sent:
        if each.read_at:
            _correct(each, found, by=by, at=at)
    return found


def _correct(sent: Sent, found: Facts, *, by: Actor, at: datetime) -> None:
    notice = sent.notice
    owe(
        "wrong_child",
        agency=notice.agency_id,
        post=notice.for_post_id,
        partnership=notice.partnership_id,
        subject=notice.subjects[0],
        about=notice.about,
        headline=HEADLINE,
        words=WORDS.format(since=moment(found.since), until=moment(at)),
        by=by,
        at=at,
    )


def _withdraw(found: Facts, *, by: Actor, at: datetime) -> None:
    """Nobody opens a question any more that was asked about another child; what was answered stays with it."""
    for each in found.requests:
        if not each.is_answered:  # type: ignore[attr-defined]
            withdraw_request(request=each.reference, because=HEADLINE, is_shut=True, by=by, at=at)


def _put_plans_right(found: Facts, because: str, *, by: Actor, at: datetime) -> None:
    if found.opened:
        plans.close_in_error(plan=found.opened.reference, because=because, by=by, at=at)
    if found.joined:
        said = (
            f"what contact {found.contact.receipt_reference} added, decided {moment(found.decisions[-1].decided_at)}. "
            "It was not about this child."
        )
        plans.correct(plan=found.joined.reference, says=said, by=by, at=at)


def _write_down(
    held: Contact, link: Link, lines: list[rules.Followed], *, by: Actor, at: datetime
) -> DataIncident:
    is_disclosed = rules.is_disclosed(lines)
    theirs = {"agency_id": held.team.agency_id, "partnership_id": held.partnership_id}
    both = dict(
        Subject.objects.filter(pk__in=[held.subject_id, link.other_id]).values_list("pk", "reference")
    )
    made = DataIncident.objects.create(
        **theirs,
        contact=held.reference,
        receipt=held.receipt_reference,
        child=both[held.subject_id],
        other=both[link.other_id],
        joined_at=link.starts_at,
        joined_by_id=link.decision.by_worker_id,
        was_decided=bool(held.decided_at),
        is_disclosed=is_disclosed,
        ico_due_at=clocks.would_be_due(rules.ICO, partnership=held.partnership_id, at=at)
        if is_disclosed
        else None,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    DataIncidentLine.objects.bulk_create(
        DataIncidentLine(
            **theirs,
            incident=made,
            what=line.what,
            about=line.about,
            whom=line.whom,
            at=line.at,
            opened_at=line.opened_at,
            becomes=line.becomes.value,
        )
        for line in lines
    )
    if any(line.becomes is rules.Becomes.CORRECTED for line in lines):
        clocks.start(
            rules.CORRECT,
            subject=held.subject_id,
            partnership=held.partnership_id,
            about_kind="data_incident",
            about=made.reference,
            team=held.team_id,
            by=by,
            at=at,
        )
    for subject in (held.subject_id, link.other_id):
        _check_safety(held, made, subject, by=by, at=at)
        ledger.write(
            "frontdoor.wrong_child",
            subject=subject,
            by=by,
            at=at,
            about=held.reference,
            purpose="find",
            receipt=held.receipt_reference,
            since=moment(link.starts_at),
            until=moment(at),
        )
    return made


def _check_safety(held: Contact, made: DataIncident, subject: int, *, by: Actor, at: datetime) -> None:
    """Safety comes first: whoever leads for each of the two says at once whether somebody dangerous learnt an address."""
    own = subject == held.subject_id
    live = None if own else Plan.objects.filter(subject_id__in=everyone(subject), closed_at=None).first()
    lead = held.held_by if own else live.lead if live else None
    check = SafetyCheck.objects.create(
        subject_id=subject, incident=made.reference, asked_of=lead, asked_at=at
    )
    clocks.start(
        rules.SAFE,
        subject=subject,
        partnership=held.partnership_id,
        about_kind="safety_check",
        about=check.reference,
        team=lead.team_id if lead and lead.team_id else held.team_id,
        post=lead.pk if lead else None,
        by=by,
        at=at,
    )
