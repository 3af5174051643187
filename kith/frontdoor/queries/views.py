"""What others think of a contact, for its pages: how each was asked, what they said, and whose silence was passed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from kith.core import codes, says
from kith.core.among import Among
from kith.core.lists import Entry
from kith.core.written import Given, once
from kith.frontdoor.models import ViewAsked
from kith.frontdoor.rules import decide
from kith.frontdoor.rules import together as rules
from kith.frontdoor.rules.together import Proposal, Said
from kith.sharing.queries.posts import holder_of


@dataclass(frozen=True)
class Voice:
    """One question to one of them, with its answer if there is one."""

    reference: str
    voice: str
    says: str
    of: str
    is_view: bool
    question: str
    asks: str
    forms: tuple[str, ...]
    proposal: Proposal
    asked_by: str
    proposed: dict[str, Any]
    by_post: int
    asked_at: datetime
    due_at: datetime
    is_over: bool
    chased_at: datetime | None
    is_given: bool
    is_agreed: bool | None
    view: Proposal
    because: str
    by: str
    by_answerer: int
    at: datetime | None
    sees: str

    @property
    def stands(self) -> str:
        """In two or three words."""
        if self.is_given:
            return ("Agrees" if self.is_agreed else "Differs") if self.is_view else "Advised"
        if not self.of:
            return "Nobody to ask"
        return "Not answered" if self.is_over else "Asked"


def history(contact: int, *, at: datetime) -> list[Voice]:
    """All that was asked of others about one contact, the earliest first."""
    today = says.today_in_london(at)
    return [voice(ask, at) for ask in _asked.rows(contact=contact, today=today)]


@once
def _asked() -> QuerySet[ViewAsked]:
    found = ViewAsked.objects.filter(contact_id=Given("contact"))
    return (
        found.select_related("view__by_worker", "view__by_post", "by_worker", "post__agency", "chased")
        .annotate(holder=holder_of("post", Given("today")))
        .order_by("id")
    )


def voice(ask: ViewAsked, at: datetime) -> Voice:
    """One question as its row tells it; `holder` is who sits in the post today."""
    day = says.today_in_london(ask.asked_at)
    view = getattr(ask, "view", None)
    chased = getattr(ask, "chased", None)
    proposal = Proposal(ask.level, ask.section_47, ask.outcome)
    seen = Proposal(view.level, view.section_47, view.outcome) if view else Proposal("", "", "")
    holder = getattr(ask, "holder", None)
    forms = codes.of("exploitation_forms")
    return Voice(
        reference=ask.reference,
        voice=ask.voice,
        says=rules.says(ask.voice, day),
        of=f"{holder or 'nobody just now'}, {ask.post.says}, {ask.post.agency.says}" if ask.post else "",
        is_view=bool(ask.outcome),
        question=ask.words,
        asks=in_words(proposal, day),
        forms=tuple(forms.words(code, day) for code in ask.forms),
        proposal=proposal,
        asked_by=str(ask.by_worker),
        proposed=ask.proposed,
        by_post=ask.by_post_id,
        asked_at=ask.asked_at,
        due_at=ask.due_at,
        is_over=ask.due_at <= at,
        chased_at=chased.recorded_at if chased else None,
        is_given=view is not None,
        is_agreed=view.is_agreed if view else None,
        view=seen,
        because=view.because if view else "",
        by=f"{view.by_worker}, {view.by_post}" if view else "",
        by_answerer=view.by_post_id if view else 0,
        at=view.recorded_at if view else None,
        sees=in_words(seen, day),
    )


SECTION_47 = {"met": "section 47 met", "not_met": "section 47 not met", "unclear": "section 47 not clear yet"}


def in_words(what: Proposal, day: date) -> str:
    """“Level 2, section 47 not met: Early help, if the family agrees”."""
    if not what.outcome:
        return ""
    test = SECTION_47.get(what.section_47, what.section_47)
    return f"Level {what.level}, {test}: {decide.outcomes().words(what.outcome, day)}"


def asked_since(every: Sequence[Voice], moments: Sequence[datetime | None]) -> list[Voice]:
    """Those that were asked after the latest of these moments: what was said before it was about something else."""
    known = [at for at in moments if at]
    return [each for each in every if not known or each.asked_at > max(known)]


def standing(every: Sequence[Voice], *, day: date) -> list[Said]:
    """How police and health stand, of these."""
    last = {each.voice: each for each in every if each.is_view}
    return [
        Said(
            code,
            is_asked=code in last,
            is_over=code in last and last[code].is_over,
            is_given=code in last and last[code].is_given,
            is_agreed=code in last and bool(last[code].is_agreed),
            view=last[code].view if code in last and last[code].is_given else None,
        )
        for code in rules.asked_for_a_view(day)
    ]


@dataclass(frozen=True)
class Table:
    """What each agency thinks, for the head of a decision: whether it is owed, by which rule, and who is awaited."""

    owed: list[Entry]
    because: str
    voices: list[Voice]
    said: list[Said]
    unasked: list[str]
    awaited: list[str]
    silent: list[str]
    day: date

    @property
    def may_ask(self) -> bool:
        return bool(self.unasked)

    @property
    def whom(self) -> str:
        return rules.named(self.unasked, self.day).lower()


def table(
    every: Sequence[Voice],
    *,
    facts: decide.Facts,
    rag: str,
    section_47: str,
    since: Sequence[datetime | None],
    day: date,
) -> Table:
    """What each agency thinks now, and whether three views are owed."""
    now = asked_since(every, since)
    said = standing(now, day=day)
    owed = rules.owed(
        facts,
        rag=rag,
        section_47=section_47,
        is_disputed=any(each.is_given and not each.is_agreed for each in said),
        day=day,
    )
    return Table(
        owed=owed,
        because=rules.because(owed),
        voices=now,
        said=said,
        unasked=[each.voice for each in said if not each.is_asked],
        awaited=[each.voice for each in said if each.is_asked and not each.is_given and not each.is_over],
        silent=[each.voice for each in said if each.is_asked and not each.is_given and each.is_over],
        day=day,
    )


def waiting(posts: Sequence[int], *, at: datetime) -> list[tuple[ViewAsked, Voice]]:
    """What these posts were asked and have not answered, on contacts that still wait, the earliest due first."""
    today = says.today_in_london(at)
    return [(ask, voice(ask, at)) for ask in _waiting.rows(posts=list(posts), today=today)]


@once
def _waiting() -> QuerySet[ViewAsked]:
    found = ViewAsked.objects.filter(Q(view=None), Among("post_id", Given("posts")), contact__decided_at=None)
    return (
        found.select_related("contact__record", "contact__from_agency", "by_worker", "post__agency", "chased")
        .annotate(holder=holder_of("post", Given("today")))
        .order_by("due_at", "id")
    )
