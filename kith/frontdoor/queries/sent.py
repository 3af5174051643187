"""What an agency sent, for that agency: what came of each, in steps and times, and what it still has to tell."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from kith.core import clocks
from kith.core.says import today_in_london
from kith.frontdoor.models import Progress, Step
from kith.frontdoor.queries.referrals import open_receipt
from kith.frontdoor.reading import form
from kith.frontdoor.reading.telling import Telling
from kith.intake.models import Channel, Landing, Outcome, Receipt
from kith.intake.reading import CannotRead
from kith.notify.models import Notice
from kith.sharing.actor import Actor

RECEIVED, IN_HAND, DECIDED, UNREADABLE, ADDED = (
    "received",
    "in hand",
    "decided",
    "being read by a person",
    "added",
)
DECISION, FEEDBACK = "CLK-01", "CLK-03"


@dataclass(frozen=True)
class Line:
    """One referral in the list of one's own agency."""

    reference: str
    received_at: datetime
    names: list[str]
    post: str
    state: str
    state_at: datetime | None
    unread: list[Notice]
    due_at: datetime | None = None


@dataclass(frozen=True)
class Sent:
    """All that one's own agency sent, the latest first."""

    lines: list[Line]
    has_more: bool

    @property
    def open_count(self) -> int:
        return sum(line.state in {RECEIVED, IN_HAND, UNREADABLE} for line in self.lines)

    @property
    def unread(self) -> int:
        return sum(bool(line.unread) for line in self.lines)


@dataclass(frozen=True)
class Progressed:
    """How far one receipt has come, over all its children."""

    state: str
    in_hand_at: datetime | None = None
    decided_at: datetime | None = None
    in_hand: int = 0
    decided: int = 0


@dataclass(frozen=True)
class Receipted:
    """The proof that something came, and all that has become of it for its sender."""

    receipt: Receipt
    is_mine: bool
    progress: Progressed
    children: int
    decide_by: datetime
    tell_by: datetime
    notices: list[Notice]
    told: Telling | None
    missing: list[tuple[str, list[str]]] = field(default_factory=list)
    additions: list[Receipt] = field(default_factory=list)
    adds_to: Receipt | None = None
    sentences: list[str] = field(default_factory=list)

    @property
    def may_add(self) -> bool:
        return bool(self.is_mine and self.told and self.told.sender_reference and self.adds_to is None)


def sent_by_agency(*, actor: Actor, at: datetime, most: int) -> Sent:
    """The referrals of one's own agency. Names only of what one's own posts sent: nobody browses a colleague's."""
    if not actor.may("receipt.read"):
        return Sent([], False)
    rows = list(
        Receipt.objects.filter(agency_id=actor.agency_id, channel=Channel.WEB)
        .select_related("by_post")
        .order_by("-received_at", "-pk")[: most + 1]
    )
    shown = rows[:most]
    steps, landed = _steps(shown), _landings(shown)
    notices = defaultdict(list)
    for notice in Notice.objects.filter(
        agency_id=actor.agency_id, about__in=[r.reference for r in shown], opened_at=None
    ).order_by("pk"):
        notices[notice.about].append(notice)
    lines = []
    for receipt in shown:
        progress = _progress(steps[receipt.pk], landed.get(receipt.pk))
        lines.append(
            Line(
                reference=receipt.reference,
                received_at=receipt.received_at,
                names=names(receipt) if receipt.by_post_id in actor.posts else [],
                post=receipt.by_post.says,
                state=progress.state,
                state_at=progress.decided_at if progress.state == DECIDED else progress.in_hand_at,
                unread=notices[receipt.reference],
                due_at=due(DECISION, receipt) if progress.state in {RECEIVED, IN_HAND} else None,
            )
        )
    return Sent(lines, len(rows) > most)


def receipted(reference: str, *, actor: Actor | None, at: datetime) -> Receipted:
    """One receipt, opened and audited. Another agency's answers are for that agency."""
    receipt = open_receipt(reference, actor=actor, at=at)
    assert actor is not None
    is_mine = receipt.agency_id == actor.agency_id
    landing = _landings([receipt]).get(receipt.pk)
    told = telling(receipt) if is_mine else None
    return Receipted(
        receipt=receipt,
        is_mine=is_mine,
        progress=_progress(_steps([receipt])[receipt.pk], landing),
        children=len(names_of_all(receipt)),
        decide_by=due(DECISION, receipt),
        tell_by=due(FEEDBACK, receipt),
        notices=list(Notice.objects.filter(about=reference, agency_id=receipt.agency_id).order_by("pk"))
        if is_mine and actor.may("notice.read")
        else [],
        told=told,
        missing=_missing(told) if told else [],
        additions=[
            each.receipt
            for each in Landing.objects.filter(adds_to=receipt).select_related("receipt").order_by("pk")
        ],
        adds_to=landing.adds_to if landing else None,
        sentences=list(landing.sentences) if landing and is_mine else [],
    )


def due(code: str, receipt: Receipt) -> datetime:
    """When this is due, reckoned as the front door reckons it."""
    return clocks.due_at(clocks.rule(code, today_in_london(receipt.received_at)), receipt.received_at)


def telling(receipt: Receipt) -> Telling | None:
    """What one's own agency wrote in the form, read again; nothing where it cannot be read."""
    if receipt.channel != Channel.WEB:
        return None
    try:
        return form.read(bytes(receipt.raw))[0]
    except CannotRead:
        return None


def names(receipt: Receipt) -> list[str]:
    """Whom it is about, in the sender's own words."""
    return [name for name in names_of_all(receipt) if name]


def names_of_all(receipt: Receipt) -> list[str]:
    """One name for each child in what was sent, empty where none was given."""
    try:
        told = json.loads(bytes(receipt.raw))
        return [_name(child) for child in told["children"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def _name(child: dict[str, str]) -> str:
    return " ".join(part for part in (child.get("given_name"), child.get("family_name")) if part)


def _steps(receipts: Iterable[Receipt]) -> dict[int, list[Progress]]:
    found: dict[int, list[Progress]] = defaultdict(list)
    for step in Progress.objects.filter(receipt__in=list(receipts)).order_by("at"):
        found[step.receipt_id].append(step)
    return found


def _landings(receipts: Iterable[Receipt]) -> dict[int, Landing]:
    """The latest landing of each receipt."""
    rows = Landing.objects.filter(receipt__in=list(receipts)).select_related("adds_to").order_by("pk")
    return {landing.receipt_id: landing for landing in rows}


def _progress(steps: list[Progress], landing: Landing | None) -> Progressed:
    if landing is not None and landing.outcome == Outcome.QUARANTINED:
        return Progressed(UNREADABLE)
    if landing is not None and landing.outcome == Outcome.ADDITION:
        return Progressed(ADDED, in_hand_at=landing.at)
    many = Counter(step.step for step in steps)
    at = {step: [each.at for each in steps if each.step == step] for step in many}
    decided, in_hand = many[Step.DECIDED], len({each.contact for each in steps})
    state = DECIDED if decided else IN_HAND if in_hand else RECEIVED
    return Progressed(
        state,
        in_hand_at=min(at.get(Step.IN_HAND, []), default=None),
        decided_at=max(at.get(Step.DECIDED, []), default=None),
        in_hand=in_hand,
        decided=decided,
    )


def _missing(told: Telling) -> list[tuple[str, list[str]]]:
    """What each child's part still lacks, in the words of the front door."""
    found = []
    for child in told.children:
        if parts := told.missing_parts(child):
            found.append((child.known_as or child.given_name or "The child", parts))
    return found
