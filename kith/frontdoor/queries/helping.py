"""Offers of early help: the list with its counts, and one with all that became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kith.core.says import today_in_london
from kith.core.written import Given, once
from kith.frontdoor.models import (
    Decision,
    FamilyAnswer,
    HelpAllocated,
    HelpLooked,
    HelpOffer,
    HelpSentBack,
    HelpTry,
)
from kith.frontdoor.rules import helping as rules
from kith.frontdoor.rules.helping import Answer, Stands
from kith.people.queries import names
from kith.record.models import Clock
from kith.sharing.models import Post
from kith.sharing.queries.posts import holder_of

ABOUT = "help"
LEADS = ("family_help_lead_practitioner", "family_help_practitioner")
WORDS = {
    Stands.TO_ASK: "Family to be asked",
    Stands.TO_ALLOCATE: "Agreed, to be allocated",
    Stands.TO_MEET: "First meeting due",
    Stands.ACTIVE: "Active",
    Stands.BACK: "Came back: look again",
    Stands.STAYS: "Not taken up, the decision stays",
    Stands.DECIDED_AGAIN: "Decided again",
}
ANSWERS = {
    Answer.AGREED: "The family agrees",
    Answer.REFUSED: "The family said no",
    Answer.NOT_REACHED: "The family was not reached",
    Answer.NOT_NEEDED: "It goes on without the family’s agreement",
}
OFFERED, ACCEPTED, ACTIVE = "offered", "accepted", "active"


@dataclass(frozen=True)
class Offered:
    """One offer as a page shows it."""

    pk: int
    reference: str
    subject: int
    contact: str
    receipt: str
    name: str
    offered_at: datetime
    reasons: str
    stands: Stands
    due_at: datetime | None
    answers: tuple[dict[str, Any], ...]
    tries: tuple[dict[str, Any], ...]
    lead: str
    lead_post: str
    led_by: str
    sent_back: dict[str, Any] | None
    looked: dict[str, Any] | None

    @property
    def says(self) -> str:
        return WORDS[self.stands]

    @property
    def is_open(self) -> bool:
        return self.stands in rules.OPEN

    @property
    def is_accepted(self) -> bool:
        return any(each["answer"] == Answer.AGREED for each in self.answers)


def every(*, at: datetime) -> list[Offered]:
    """All offers that this post may read: what waits first, the first due first."""
    found = _shown(_all.rows(today=today_in_london(at)), at)
    return sorted(found, key=lambda each: (not each.is_open, each.due_at or each.offered_at))


def one(row: HelpOffer, *, at: datetime) -> Offered:
    """One offer that was opened."""
    return _shown(_one.rows(reference=row.reference, today=today_in_london(at)), at)[0]


def leads(partnership: int, at: datetime) -> list[tuple[str, str]]:
    """Who may lead early help in this area, and sits there today."""
    return [
        (post.reference, f"{post.holder}, {post.says}")  # type: ignore[attr-defined]
        for post in posts_that_lead(partnership, at)
    ]


def load(offers: Iterable[Offered]) -> Counter[str]:
    """How many families each post leads now, or is to meet, by the reference of the post."""
    return Counter(each.led_by for each in offers if each.stands in {Stands.TO_MEET, Stands.ACTIVE})


def posts_that_lead(partnership: int, at: datetime) -> QuerySet[Post]:
    day = today_in_london(at)
    found = Post.objects.filter(role__code__in=LEADS, partnerships=partnership, starts_on__lte=day)
    return (
        found.exclude(ends_on__lt=day)
        .annotate(holder=holder_of("pk", day))
        .exclude(holder=None)
        .select_related("team")
        .order_by("says", "id")
    )


@once
def _all() -> QuerySet[HelpOffer]:
    return _told(HelpOffer.objects.all()).order_by("-offered_at", "-id")[:500]


@once
def _one() -> QuerySet[HelpOffer]:
    return _told(HelpOffer.objects.filter(reference=Given("reference")))


def _told(rows: QuerySet[HelpOffer]) -> QuerySet[HelpOffer]:
    of = {"offer": OuterRef("pk")}
    last = HelpAllocated.objects.filter(**of).order_by("-id")
    due = Clock.objects.filter(about_kind=ABOUT, about=OuterRef("reference"), stopped_at=None)
    later = Decision.objects.filter(contact=OuterRef("contact"), decided_at__gt=OuterRef("offered_at"))
    return rows.select_related("contact", "decision").annotate(
        answers=_became(
            FamilyAnswer, "answer", "who", "how", "words", "because", "happened_at", by="by_worker__says",
            at="recorded_at",
        ),
        tries=_became(HelpTry, "is_met", "whom", "words", "happened_at", by="by_worker__says"),
        sent_back=_became(HelpSentBack, "because", by="by_worker__says", at="recorded_at"),
        looked=_became(HelpLooked, "is_anew", "because", by="by_worker__says", at="recorded_at"),
        lead_says=Subquery(last.values("to_post__says")[:1]),
        lead_reference=Subquery(last.values("to_post__reference")[:1]),
        lead_who=Subquery(last.annotate(who=holder_of("to_post", Given("today"))).values("who")[:1]),
        due_at=Subquery(due.order_by("due_at").values("due_at")[:1]),
        is_later=Exists(later),
    )  # fmt: skip


def _became(model: Any, *same: str, **named: str) -> ArraySubquery:
    rows = model.objects.filter(offer=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(told=JSONObject(**{name: name for name in same}, **named)))


def _shown(rows: list[Any], at: datetime) -> list[Offered]:
    known = names({row.subject_id for row in rows})
    return [_offered(row, known, at) for row in rows]


def _moments(told: dict[str, Any]) -> dict[str, Any]:
    dated = {key: datetime.fromisoformat(told[key]) for key in ("happened_at", "at") if told.get(key)}
    said = {"says": ANSWERS[Answer(told["answer"])]} if "answer" in told else {}
    return {**told, **dated, **said}


def _offered(row: Any, known: dict[int, Any], at: datetime) -> Offered:
    looked = _moments(row.looked[0]) if row.looked else None
    who = known.get(row.subject_id)
    return Offered(
        pk=row.pk,
        reference=row.reference,
        subject=row.subject_id,
        contact=row.contact.reference,
        receipt=row.contact.receipt_reference,
        name=who.name if who else "Name not known",
        offered_at=row.offered_at,
        reasons=row.decision.reasons,
        stands=rules.stands(
            answers=[each["answer"] for each in row.answers],
            is_allocated=bool(row.lead_says),
            tries=[each["is_met"] for each in row.tries],
            looked=("anew" if looked["is_anew"] else "stays") if looked else "",
            is_sent_back=bool(row.sent_back),
            is_decided_again=row.is_later or row.contact.state == "received",
            day=today_in_london(at),
        ),
        due_at=row.due_at,
        answers=tuple(_moments(each) for each in row.answers),
        tries=tuple(_moments(each) for each in row.tries),
        lead=row.lead_who or row.lead_says or "",
        lead_post=row.lead_says or "",
        led_by=row.lead_reference or "",
        sent_back=_moments(row.sent_back[0]) if row.sent_back else None,
        looked=looked,
    )
