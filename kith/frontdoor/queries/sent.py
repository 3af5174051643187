"""What an agency sent, for that agency: what came of each, in steps and times, and what it still has to tell."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, When

from kith.core import clocks
from kith.core.says import today_in_london
from kith.frontdoor.queries.progress import DECIDED, IN_HAND, RECEIVED, Progressed, landings, progress
from kith.frontdoor.queries.referrals import missing, open_receipt, reads, telling
from kith.frontdoor.reading.telling import Telling
from kith.intake.models import Channel, Landing, Receipt
from kith.notify.models import Notice
from kith.record.clocks import clocks_of, hours_of
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership

# What somebody at the front door keyed for an agency: its own all the same.
KEYED = {
    Channel.PHONE.value: "telephone, written down by {post}",
    Channel.PAPER.value: "paper, written down by {post}",
}
DECISION, FEEDBACK = "CLK-01", "CLK-03"


@dataclass(frozen=True)
class Line:
    """One referral in the list of one's own agency."""

    reference: str
    received_at: datetime
    names: list[str]
    sender_reference: str
    post: str
    progress: Progressed
    unread: list[Notice]
    due_at: datetime | None = None
    is_open: bool = True

    @property
    def state_at(self) -> datetime | None:
        return self.progress.decided_at if self.progress.state == DECIDED else self.progress.in_hand_at


@dataclass(frozen=True)
class Sent:
    """All that one's own agency sent, the latest first."""

    lines: list[Line]
    has_more: bool

    @property
    def open_count(self) -> int:
        return sum(line.progress.is_open for line in self.lines)

    @property
    def unread(self) -> int:
        return sum(bool(line.unread) for line in self.lines)


@dataclass(frozen=True)
class Receipted:
    """The proof that something came, and all that has become of it for its sender.

    `is_mine` is of one's own agency; `is_open`, one's own to read too: others of the agency see a reference, a state and a time.
    """

    receipt: Receipt
    is_mine: bool
    is_open: bool
    progress: Progressed
    children: int
    decide_by: datetime
    tell_by: datetime
    notices: list[Notice]
    told: Telling | None
    own: dict[str, Any] = field(default_factory=dict)
    missing: list[tuple[str, list[str]]] = field(default_factory=list)
    additions: list[Receipt] = field(default_factory=list)
    adds_to: Receipt | None = None
    sentences: list[str] = field(default_factory=list)

    @property
    def is_colleagues(self) -> bool:
        return self.is_mine and not self.is_open

    @property
    def may_withdraw(self) -> bool:
        """Whoever told it may say that they withdraw it; it is decided all the same."""
        return bool(self.is_mine and self.told and self.told.sender_reference and self.adds_to is None)

    @property
    def follows_in_writing(self) -> bool:
        """Told by telephone, and nothing in writing has come since."""
        return bool(self.receipt.channel == Channel.PHONE and self.may_withdraw and not self.additions)

    @property
    def may_add(self) -> bool:
        """What came by the form is added to by the form; a system sends again under its own reference."""
        by_form = self.receipt.channel != Channel.API
        return bool(
            by_form and self.is_mine and self.told and self.told.sender_reference and self.adds_to is None
        )


def sent_by_agency(*, actor: Actor, at: datetime, most: int) -> Sent:
    """The referrals of one's own agency. Names only of what one's own posts sent: nobody browses a colleague's."""
    if not actor.may("receipt.read"):
        return Sent([], False)
    rows = list(
        Receipt.objects.filter(agency_id=actor.agency_id)
        .select_related("by_post")
        .defer("raw")
        .annotate(own_words=Case(When(channel=Channel.WEB, by_post__in=actor.posts, then="raw")))
        .order_by("-received_at", "-pk")[: most + 1]
    )
    shown = rows[:most]
    landed = landings(shown)
    stands = progress(shown, landed)
    notices = defaultdict(list)
    for notice in Notice.objects.filter(
        agency_id=actor.agency_id, about__in=[r.reference for r in shown], opened_at=None, recalled_at=None
    ).order_by("pk"):
        notices[notice.about].append(notice)
    areas = areas_by_id()
    lines = []
    for receipt in shown:
        landing = landed.get(receipt.pk)
        is_waiting = stands[receipt.pk].state in {RECEIVED, IN_HAND}
        lines.append(
            Line(
                reference=receipt.reference,
                received_at=receipt.received_at,
                names=names(receipt.own_words) if receipt.own_words else [],
                # A force's system numbers what it sends, and its officers know it by that number.
                sender_reference=landing.sender_reference
                if landing and receipt.channel == Channel.API
                else "",
                post=KEYED.get(receipt.channel, "").format(post=receipt.by_post.says) or receipt.by_post.says,
                progress=stands[receipt.pk],
                unread=notices[receipt.reference],
                due_at=due(DECISION, receipt, areas) if is_waiting else None,
                is_open=reads(receipt, actor),
            )
        )
    return Sent(lines, len(rows) > most)


def receipted(reference: str, *, actor: Actor | None, at: datetime) -> Receipted:
    """One receipt, opened and audited. Another agency's answers are for that agency."""
    receipt = open_receipt(reference, actor=actor, at=at)
    assert actor is not None
    is_mine = receipt.agency_id == actor.agency_id
    landed = landings([receipt])
    landing = landed.get(receipt.pk)
    is_open = is_mine and reads(receipt, actor)
    told, own = telling(receipt) if is_open else (None, {})
    areas = areas_by_id()
    return Receipted(
        receipt=receipt,
        is_mine=is_mine,
        is_open=is_open,
        progress=progress([receipt], landed)[receipt.pk],
        children=len(names_of_all(receipt.raw)),
        decide_by=due(DECISION, receipt, areas),
        tell_by=due(FEEDBACK, receipt, areas),
        notices=list(
            Notice.objects.filter(about=reference, agency_id=receipt.agency_id, recalled_at=None).order_by(
                "pk"
            )
        )
        if is_open and actor.may("notice.read")
        else [],
        told=told,
        own=own,
        missing=missing(receipt, told, own),
        additions=[
            each.receipt
            for each in Landing.objects.filter(adds_to=receipt).select_related("receipt").order_by("pk")
        ],
        adds_to=landing.adds_to if landing else None,
        sentences=list(landing.sentences) if landing and is_open else [],
    )


def due(code: str, receipt: Receipt, areas: Mapping[int, str]) -> datetime:
    """When this is due, reckoned as the front door reckons it: by the clocks of the area, its own over those that come with
    Kith; where children of one telling live in two, the sooner.
    """
    day = today_in_london(receipt.received_at)
    codes = [areas[area] for area in receipt.partnerships or [receipt.partnership_id]]
    rules = [clocks.rule(code, day, clocks=clocks_of(area), hours=hours_of(area)) for area in codes]
    return min(clocks.due_at(rule, receipt.received_at) for rule in rules)


def areas_by_id() -> dict[int, str]:
    """The code of each area."""
    return dict(Partnership.objects.values_list("pk", "code"))


def names(raw: bytes | memoryview) -> list[str]:
    """Whom it is about, in the sender's own words."""
    return [name for name in names_of_all(raw) if name]


def names_of_all(raw: bytes | memoryview) -> list[str]:
    """One name for each child in what was sent, empty where none was given."""
    try:
        told = json.loads(bytes(raw))
        return [_name(child) for child in told["children"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def _name(child: dict[str, str]) -> str:
    return " ".join(part for part in (child.get("given_name"), child.get("family_name")) if part)
