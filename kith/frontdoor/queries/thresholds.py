"""The threshold document that a decision cites, and the register of them. About no child."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Subquery

from kith.core.written import Given, once
from kith.frontdoor.models import (
    SignOff,
    ThresholdCriterion,
    ThresholdDocument,
    ThresholdInForce,
    ThresholdReview,
)
from kith.frontdoor.queries.answering import roles_that_may, sat_in
from kith.frontdoor.rules import threshold_review as review
from kith.frontdoor.rules import thresholds as rules
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Post


@once
def _in_force() -> QuerySet[ThresholdCriterion]:
    newest = ThresholdInForce.objects.filter(
        document__partnership_id=Given("partnership"), from_on__lte=Given("day")
    ).order_by("-from_on", "-id")
    return (
        ThresholdCriterion.objects.filter(document_id=Subquery(newest.values("document_id")[:1]))
        .select_related("document")
        .order_by("place")
    )


def cited(partnership: int, day: date) -> rules.Threshold:
    """What a decision on this day cites: the partnership's newest document in force, or the list that comes with Kith."""
    found = _in_force.rows(partnership=partnership, day=day)
    if not found:
        return rules.built_in(day)
    document = found[0].document
    return rules.Threshold(
        document.cited,
        rows_of(found),
        document.reference,
        document.pk,
        document.review_on,
        document.expires_on,
    )


def rows_of(found: list[ThresholdCriterion]) -> tuple[rules.Row, ...]:
    return tuple(rules.Row(row.level, row.code, row.says, row.hint) for row in found)


@dataclass(frozen=True)
class Signed:
    """One signature: for which agency, as which partner, by whom, when."""

    agency: str
    partner: str
    who: str
    post: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """A document as the register prints it."""

    reference: str
    key: int
    cited: str
    partnership: str
    starts_on: date
    review_on: date
    expires_on: date
    from_on: date | None
    replaced_on: date | None
    state: str
    is_review_near: bool
    is_review_late: bool
    owes: str
    owes_by: date | None
    area: int
    put_by: int
    waits_for: list[str]
    lacks: list[str]
    why_not: list[str]
    is_checked: bool


def register(*, actor: Actor, on: date) -> list[Line]:
    """The threshold documents of the actor's partnerships: newest first."""
    return _lines(
        ThresholdDocument.objects.filter(partnership_id__in=actor.partnerships),
        partnerships=actor.partnerships,
        on=on,
    )


def _lines(documents: QuerySet[ThresholdDocument], *, partnerships: Collection[int], on: date) -> list[Line]:
    found = list(
        documents.select_related("partnership", "in_force")
        .prefetch_related("signatures", "checks", "reviews")
        .order_by("partnership__says", "-starts_on", "-id")
    )
    begins = list(
        ThresholdInForce.objects.filter(document__partnership_id__in=partnerships)
        .order_by("from_on", "id")
        .values_list("document__partnership_id", "document_id", "from_on", "id")
    )
    return [_line(document, begins, on) for document in found]


def _line(document: ThresholdDocument, begins: list[tuple[int, int, date, int]], on: date) -> Line:
    own = getattr(document, "in_force", None)
    from_on = own.from_on if own else None
    later = [
        each[2]
        for each in begins
        if own and each[0] == document.partnership_id and (each[2], each[3]) > (own.from_on, own.pk)
    ]
    state = rules.state(
        is_taken_back=document.taken_back_at is not None,
        in_force_from=from_on,
        replaced_on=min(later, default=None),
        expires_on=document.expires_on,
        day=on,
    )
    answers = answers_of(document)
    counts = state in {"in force", "expired"}
    review_on = review_of(document)
    owed = review.owed(review_on=review_on, expires_on=document.expires_on, day=on)
    # Who has a newer version signed owes nothing for this one, also before that one begins.
    owes, owes_by = owed if owed and counts and not later else ("", None)
    return Line(
        reference=document.reference,
        key=document.pk,
        cited=document.cited,
        partnership=document.partnership.says,
        starts_on=document.starts_on,
        review_on=review_on,
        expires_on=document.expires_on,
        from_on=from_on,
        replaced_on=min(later, default=None),
        state=state,
        is_review_near=counts and review.is_near(review_on, on),
        is_review_late=counts and review_on < on,
        owes=owes,
        owes_by=owes_by,
        area=document.partnership_id,
        put_by=document.by_post_id,
        waits_for=rules.not_signed([each.partner for each in document.signatures.all()], on)
        if state == "not signed by all three"
        else [],
        lacks=rules.lacks(answers, on),
        why_not=[each.why_not for each in answers.values() if not each.is_there and each.why_not],
        is_checked=not rules.objections_to_checks(answers, on),
    )


def owing(partnerships: Collection[int], on: date) -> list[Line]:
    """The documents in force of these partnerships that are to be reviewed soon, or whose last day has come."""
    documents = ThresholdDocument.objects.filter(partnership_id__in=partnerships, in_force__isnull=False)
    return [line for line in _lines(documents, partnerships=partnerships, on=on) if line.owes]


def keeper_of(line: Line, at: datetime) -> Post:
    """Who keeps a document: the post that put it in; where nobody sits there any more, another that keeps documents here."""
    able = sat_in(at).filter(partnerships=line.area, role__in=roles_that_may("threshold.keep"))
    own = Post.objects.select_related("agency").get(pk=line.put_by)
    return able.filter(pk=own.pk).first() or able.order_by("id").first() or own


def review_of(document: ThresholdDocument) -> date:
    """When a document is reviewed next: as somebody said who reviewed it last, or as it says itself."""
    done = sorted(document.reviews.all(), key=lambda each: each.pk)
    return done[-1].next_on if done else document.review_on


def answers_of(document: ThresholdDocument) -> dict[str, rules.Checked]:
    """The last answer to each item of the checklist."""
    return {
        each.item: rules.Checked(each.is_there, each.where, each.why_not)
        for each in sorted(document.checks.all(), key=lambda check: check.pk)
    }


def own_document(reference: str, *, actor: Actor) -> ThresholdDocument:
    """A document of one of the actor's partnerships; not there and another's are the same answer."""
    found = (
        ThresholdDocument.objects.filter(reference=reference, partnership_id__in=actor.partnerships)
        .select_related("partnership", "by_post", "by_worker", "in_force")
        .prefetch_related("checks")
        .first()
    )
    if found is None:
        raise gate.NotYours("frontdoor.thresholddocument", "agreement.read")
    return found


@dataclass(frozen=True)
class Shown:
    """One document with all that its page says."""

    document: ThresholdDocument
    line: Line
    levels: list[tuple[rules.Row, list[rules.Row]]]
    signed: list[Signed]
    reviews: list[ThresholdReview]
    answers: dict[str, rules.Checked]
    earlier: ThresholdDocument | None
    changes: list[rules.Change]
    has_signed: bool


def shown(reference: str, *, actor: Actor, on: date) -> Shown:
    """A document, its signatures, and what it changes against the version before it."""
    document = own_document(reference, actor=actor)
    (line,) = _lines(
        ThresholdDocument.objects.filter(pk=document.pk), partnerships=[document.partnership_id], on=on
    )
    rows = _rows(document)
    earlier = _earlier(document)
    signatures = (
        SignOff.objects.filter(document=document)
        .select_related("agency", "by_post", "by_worker")
        .order_by("id")
    )
    agency = SignOff.objects.filter(document=document, agency_id=actor.agency_id)
    return Shown(
        document=document,
        line=line,
        levels=rules.by_level(rows),
        signed=[
            Signed(
                each.agency.says,
                rules.partners().words(each.partner, on) if each.partner else "",
                str(each.by_worker),
                each.by_post.says,
                each.signed_at,
            )
            for each in signatures
        ],
        reviews=list(document.reviews.select_related("by_post", "by_worker").order_by("-id")),
        answers=answers_of(document),
        earlier=earlier,
        changes=rules.changes(_rows(earlier), rows) if earlier else [],
        has_signed=agency.exists(),
    )


def _rows(document: ThresholdDocument) -> tuple[rules.Row, ...]:
    return rows_of(list(ThresholdCriterion.objects.filter(document=document).order_by("place")))


def _earlier(document: ThresholdDocument) -> ThresholdDocument | None:
    """The version that this one follows: the last that was put in the register before it and not taken back."""
    before = ThresholdDocument.objects.filter(partnership=document.partnership_id, pk__lt=document.pk)
    return before.filter(taken_back_at=None).order_by("-id").first()
