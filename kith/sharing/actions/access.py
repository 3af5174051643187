"""Opening a subject, and who may reach it: grants, agreements, disclosure decisions."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest

from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import (
    Agency,
    Agreement,
    AgreementItem,
    AgreementParty,
    DisclosureDecision,
    Grant,
    Partnership,
    Post,
    Subject,
    Team,
)
from kith.sharing.models.access import Relationship
from kith.sharing.questions import same_person


class CannotShare(Exception):
    """Why a disclosure decision cannot stand yet: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


def everyone(subject: int) -> list[int]:
    """This subject and all that have been decided to be the same person."""
    return sorted({subject, *(other for answer in same_person.ask(subject=subject) for other in answer)})


@transaction.atomic(savepoint=False)
def open_subject(*, kind: str, partnerships: Iterable[int], by: Actor, at: datetime) -> Subject:
    """A record about somebody new: an id and no name."""
    gate.must(by, "subject.open")
    made = Subject.objects.create(kind=kind, partnerships=sorted(partnerships), opened_at=at)
    audit.write("sharing.subject_opened", at=at, subjects=[made.pk], about=made.reference)
    return made


@transaction.atomic
def grant(
    *,
    subject: int,
    relationship: Relationship,
    because: str,
    by: Actor,
    at: datetime,
    post: Post | None = None,
    team: Team | None = None,
    agency: Agency | None = None,
    permission: str = "",
    ends_at: datetime | None = None,
) -> list[Grant]:
    """Bring a post, a team or an agency to a child, under every subject that is this child.

    It is given to `subject`; the others have it from there, for as long as they are the same person.
    """
    gate.must(by, "grant.give")
    subjects = everyone(subject)
    made: list[Grant] = []
    for each in [subject, *(other for other in subjects if other != subject)]:
        made.append(
            Grant.objects.create(
                subject_id=each,
                relationship=relationship.value,
                post=post,
                team=team,
                agency=agency,
                permission=permission,
                starts_at=at,
                ends_at=ends_at,
                because=because,
                derived_from=made[0] if made else None,
                by_post_id=by.post_id,
                recorded_at=at,
            )
        )
    audit.write("sharing.granted", at=at, subjects=subjects, detail={"relationship": relationship.value})
    return made


@transaction.atomic
def end_grant(*, grants: Iterable[Grant], by: Actor, at: datetime, ends_at: datetime | None = None) -> None:
    """End these grants, now or at a later moment. The next request after it no longer reaches the child through them."""
    gate.must(by, "grant.give")
    ended = list(grants)
    then = ends_at or at
    live = Grant.objects.filter(pk__in=[g.pk for g in ended]).filter(Q(ends_at=None) | Q(ends_at__gt=then))
    live.update(ends_at=Greatest("starts_at", Value(then)))
    audit.write("sharing.grant_ended", at=at, subjects={g.subject_id for g in ended})


@transaction.atomic
def sign_agreement(
    *,
    says: str,
    partnership: Partnership,
    agencies: Iterable[Agency],
    items: dict[str, list[str]],
    starts_on: date,
    ends_on: date,
    review_on: date,
    by: Actor,
    at: datetime,
) -> Agreement:
    """Enter an information-sharing agreement: `items` maps a class of data to the purposes it is shared for."""
    gate.must(by, "agreement.sign")
    if partnership.pk not in by.reach.partnerships and not by.may("agency.found"):
        raise gate.NotYours("sharing.partnership", "agreement.sign")
    made = Agreement.objects.create(
        says=says,
        partnership=partnership,
        starts_on=starts_on,
        ends_on=ends_on,
        review_on=review_on,
        recorded_at=at,
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=made, agency=agency, joined_on=starts_on) for agency in agencies
    )
    AgreementItem.objects.bulk_create(
        AgreementItem(agreement=made, data_class=data_class, purposes=purposes)
        for data_class, purposes in items.items()
    )
    audit.write("sharing.agreement_signed", at=at, purpose="operate", about=made.reference)
    return made


@transaction.atomic
def disclose(
    *,
    subject: str,
    permission: str,
    to_post: Post,
    is_shared: bool,
    helps_with: str,
    harm_weighed: str,
    because: str,
    until: datetime | None,
    by: Actor,
    at: datetime,
) -> DisclosureDecision:
    """Share one record with one post, or refuse to, by a named person's decision (Children Act 2004 s.16LA)."""
    opened = gate.open_record(
        Subject.objects.all(), subject, actor=by, needs="disclosure.decide", purpose="share", at=at
    )
    objections = {}
    if not helps_with.strip():
        objections["helps_with"] = "Say what this would let the other agency do for the child."
    if not harm_weighed.strip():
        objections["harm_weighed"] = (
            "Say whether sharing would harm the child more than not sharing, and why."
        )
    if is_shared and until is None:
        objections["until"] = "Say until when the other agency may read it."
    elif is_shared and until is not None and until <= at:
        objections["until"] = "That day is over. Choose today or a later day."
    if not because.strip():
        objections["because"] = "Say why you decided so."
    if objections:
        raise CannotShare(objections)
    made = DisclosureDecision.objects.create(
        subject=opened,
        permission=permission,
        to_post=to_post,
        is_shared=is_shared,
        helps_with=helps_with,
        harm_weighed=harm_weighed,
        because=because,
        until=until,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    if is_shared:
        grant(
            subject=opened.pk,
            relationship=Relationship.DISCLOSED,
            permission=permission,
            post=to_post,
            because="Disclosure decision",
            ends_at=until,
            by=by,
            at=at,
        )
    audit.write(
        "sharing.disclosed" if is_shared else "sharing.disclosure_refused",
        at=at,
        purpose="share",
        subjects=[opened.pk],
        about=to_post.reference,
    )
    return made
