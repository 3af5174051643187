"""What a table declares about itself: who may reach its rows, what each role may do, how it is scrubbed."""

from dataclasses import dataclass, field

GUARD_COLUMNS = ("partnerships", "agencies", "restricted")


@dataclass(frozen=True)
class Only:
    """Rows of one kind (`when`, in SQL) are added and changed only with a further permission; `name` is the policy's."""

    name: str
    when: str
    permission: str


@dataclass(frozen=True)
class Guard:
    """Row security of a table that hangs on a subject.

    `read`, `add` and `change` name permissions; a missing `change` means that rows are never changed.
    `beside` names a column of other subjects' ids: a conflict with any of them hides the row too.
    `own_hand` means that nobody writes a row in another's name.
    """

    read: str
    add: str
    change: str = ""
    subject: str = "subject_id"
    beside: str = ""
    own_hand: bool = False
    only: tuple[Only, ...] = ()


@dataclass(frozen=True)
class AgencyGuard:
    """Row security of a table that belongs to the agency which sent or receives it."""

    read: str
    add: str
    change: str = ""


@dataclass(frozen=True)
class LetterGuard:
    """Row security of what passes between an agency and the front doors: see `sharing.models.Letter`.

    Its agency reads it, and the posts with the permission in the areas of the children whom it is about; nobody who is
    in conflict with one of them; and where one of them is restricted, only named readers and the agency's own `post`.
    With `whole`, only those of its agency read it who do the work of `post`, who share its team, or who have that permission.
    """

    read: str
    add: str
    change: str = ""
    post: str = "by_post_id"
    whole: str = ""
    own_hand: bool = False


@dataclass(frozen=True)
class OwnGuard:
    """Row security of what is nobody's business but the post's that writes it: `by_post_id`."""

    may: str


@dataclass(frozen=True)
class Register:
    """Row security of a table that everybody reads and only posts with one permission write."""

    change: str


@dataclass(frozen=True)
class Rights:
    """What the database roles may do with a table. `changes` lists the columns that may be updated."""

    app: str = "select insert"
    worker: str = "select insert"
    changes: tuple[str, ...] = ()
    sealer: str = ""


@dataclass(frozen=True)
class Scrub:
    """How a table is made safe to leave the building: `keep`, or what is done to each named column."""

    how: str
    columns: dict[str, str] = field(default_factory=dict)


# Accounts, posts and code lists hold no child; what is left is staff data.
STAFF = Scrub("staff names and addresses are replaced", {})
KEEP = Scrub("keep")
DROP = Scrub("all rows are dropped")
