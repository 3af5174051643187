"""The shapes of a worklist: its lines, its queues, and what it says at its head."""

from dataclasses import dataclass, field
from datetime import datetime

from kith.frontdoor.rules.contact import whom

DECIDE, NEW, WHO, CLOSE, TELL, UNREAD = "decide", "new", "who", "close", "tell", "unread"
TO_COME = "to_come"
QUEUES = {
    DECIDE: "To decide",
    NEW: "New since the decision",
    WHO: "Who is this?",
    CLOSE: "Your view on closing",
    TELL: "Tell the referrer",
    UNREAD: "Could not be read",
    TO_COME: "To come in writing",
}
ASKED = "asked"
# Parts of the list that cut across its queues.
PARTS = {"red": "Red", "amber": "Amber", "green": "Green", ASKED: "Agencies asked, not yet answered"}


@dataclass(frozen=True)
class Child:
    """A child of a line: the contact to open, and what is said beside the name."""

    contact: str
    name: str
    age: str
    marks: tuple[str, ...] = ()
    is_identified: bool = False
    is_home_unsafe: bool = False
    is_adult: bool = False
    is_asked_about: bool = False


@dataclass(frozen=True)
class Line:
    """One thing to do: an incident with its children, something that could not be read, or a restricted record."""

    due_at: datetime
    what: str
    rag: str = ""
    children: tuple[Child, ...] = ()
    says: str = ""
    sender: str = ""
    received_at: datetime | None = None
    receipt: str = ""
    held_by: str = ""
    held_since: datetime | None = None
    is_mine: bool = False
    lapses_at: datetime | None = None
    lapsed_at: datetime | None = None
    unclaimed: tuple[str, ...] = ()
    ask: str = ""
    phone: str = ""
    tells: str = ""
    rings: str = ""
    asked_by: str = ""
    is_news: bool = False
    is_to_come: bool = False
    is_unopened: bool = False
    is_rung: bool = False

    @property
    def is_restricted(self) -> bool:
        return bool(self.ask)

    @property
    def is_unreadable(self) -> bool:
        return not self.children and not self.ask and not self.tells

    @property
    def whom(self) -> str:
        """“2 children”: whom an incident is about."""
        adults = sum(child.is_adult for child in self.children)
        return whom(len(self.children) - adults, adults)

    @property
    def claims(self) -> str:
        return self.unclaimed[0] if self.unclaimed else ""

    @property
    def also_claims(self) -> tuple[str, ...]:
        return self.unclaimed[1:]

    @property
    def queue(self) -> str:
        if self.is_unreadable:
            return UNREAD
        if self.tells:
            return TELL
        if self.asked_by:
            return CLOSE
        if self.is_news:
            return NEW
        if self.is_to_come:
            return TO_COME
        return DECIDE if all(child.is_identified for child in self.children) else WHO


@dataclass(frozen=True)
class Answer:
    """A manager's answer to what this post asked, on a contact that still waits for its decision."""

    contact: str
    name: str
    is_agreed: bool
    by: str
    at: datetime
    because: str


@dataclass(frozen=True)
class Undone:
    """A decision about who a contact is, which somebody else took back."""

    contact: str
    by: str
    at: datetime
    because: str


@dataclass(frozen=True)
class Taken:
    """A contact of this post that somebody else took over, and why."""

    contact: str
    by: str
    at: datetime
    because: str


@dataclass(frozen=True)
class Queue:
    """One queue in the strip: how many, how many late, and how old the oldest is."""

    code: str
    says: str
    count: int
    late: int
    oldest: str


@dataclass(frozen=True)
class Worklist:
    """All that waits at this front door, as at a moment."""

    at: datetime
    late: list[Line]
    today: list[Line]
    on_time: list[Line]
    queues: list[Queue]
    answers: list[Answer]
    undone: list[Undone]
    taken: list[Taken]
    counts: dict[str, int]
    challenged: list[datetime] = field(default_factory=list)
    help_back: list[datetime] = field(default_factory=list)
    alert: Line | None = None
    red_unclaimed: int = 0
    red_newest: datetime | None = None
    red_unopened: list[Line] = field(default_factory=list)
    came_today: int = 0
    whose: str = "everyone"
    queue: str = ""
    door: str = "Front door"

    @property
    def lines(self) -> list[Line]:
        return [*self.late, *self.today, *self.on_time]

    @property
    def heading(self) -> str:
        """“Front door: 3 late, 5 due today”, under the name that the area gives its hub."""
        if self.queue == TELL:
            return f"Tell the referrer: {len(self.lines) or 'nobody'} to ring"
        part = (QUEUES | PARTS).get(self.queue) or {"mine": "Yours", "unclaimed": "Unclaimed"}.get(
            self.whose, self.door
        )
        return f"{part.rstrip('?')}: {len(self.late) or 'nothing'} late, {len(self.today) or 'nothing'} due today"
