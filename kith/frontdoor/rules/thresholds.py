"""Threshold documents: what one must hold, who signs it, from when it is in force. No database and no clock in here."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from kith.core import lists
from kith.core.says import people

HERE = __file__.replace("/rules/", "/")
# The outcomes and the views of agencies speak of these; a document gives each its own words.
LEVELS = ("1", "2", "3", "4")
MOST_ROWS = 200


@dataclass(frozen=True)
class Row:
    """A level (its code is the level) or one criterion of it."""

    level: str
    code: str
    says: str
    hint: str = ""

    @property
    def is_level(self) -> bool:
        return self.code == self.level


@dataclass(frozen=True)
class Threshold:
    """What a decision chooses from, and under which name it is cited."""

    document: str
    rows: tuple[Row, ...]
    reference: str = ""
    key: int | None = None
    review_on: date | None = None
    expires_on: date | None = None

    @property
    def is_signed(self) -> bool:
        """Whether it is a partnership's own, and not the list that comes with Kith."""
        return self.key is not None

    @property
    def levels(self) -> list[Row]:
        return [row for row in self.rows if row.is_level]

    def criteria(self, level: str) -> list[Row]:
        return [row for row in self.rows if row.level == level and not row.is_level]

    def words(self, codes: Iterable[str]) -> dict[str, str]:
        """These codes in its words, as a decision keeps them."""
        known = {row.code: row.says for row in self.rows}
        return {code: known[code] for code in codes if code in known}

    def is_over(self, day: date) -> bool:
        return self.expires_on is not None and self.expires_on < day

    def warning(self, day: date) -> str:
        """What whoever decides by it should know, in one sentence; nothing where all is well."""
        if not self.is_signed:
            return (
                "This partnership has no threshold document in force here: these are the levels and criteria that come with"
                " Kith. Decisions go on."
            )
        if self.is_over(day):
            return f"{self.document} expired on {self.expires_on:%-d %B %Y}. Decisions go on, and cite it, until another is signed."
        return ""


@cache
def listed() -> lists.CodeList:
    return lists.beside(HERE, "thresholds")


@cache
def partners() -> lists.CodeList:
    return lists.beside(HERE, "safeguarding_partners")


@cache
def checklist() -> lists.CodeList:
    return lists.beside(HERE, "threshold_checklist")


def built_in(day: date) -> Threshold:
    """The list that comes with Kith, where no document of the partnership is in force."""
    rows = [
        Row(entry.extra.get("level", entry.code), entry.code, entry.says, entry.extra.get("hint", ""))
        for entry in listed().on(day)
    ]
    named = next((entry.extra["document"] for entry in listed().on(day)), "")
    return Threshold(named, tuple(rows))


def partner_of(kind: str, day: date) -> str:
    """Which safeguarding partner an agency of this kind is (Children Act 2004 s.16E); none for another agency."""
    return next((entry.code for entry in partners().on(day) if kind in entry.extra["kinds"]), "")


def not_signed(signed: Collection[str], day: date) -> list[str]:
    """Which safeguarding partners have not signed yet, in words."""
    return [entry.says for entry in partners().on(day) if entry.code not in signed]


def in_force_from(starts_on: date, signed: Mapping[str, date], day: date) -> date | None:
    """Its own first day, or the day of the third signature where that is later; none before all three have signed."""
    if not_signed(signed, day):
        return None
    return max(starts_on, *(signed[entry.code] for entry in partners().on(day)))


def read_rows(text: str) -> tuple[list[Row], list[str]]:
    """Levels and criteria from rows of level, code, words and perhaps a hint; what cannot be read is said line by line."""
    found: list[Row] = []
    wrong: list[str] = []
    lines = list(csv.reader(io.StringIO(text.strip())))
    for number, cells in enumerate(lines, start=1):
        told = [cell.strip() for cell in cells]
        if not any(told) or (number == 1 and told[0].lower() == "level"):
            continue
        if len(told) not in (3, 4):
            wrong.append(
                f"Line {number} has {len(told)} parts. Give level, code and words; put words with a comma in quotation marks."
            )
            continue
        row = Row(*told)
        if row.level not in LEVELS:
            wrong.append(f"Line {number}: “{row.level}” is no level. Write 1, 2, 3 or 4.")
        elif not row.code or not row.says:
            wrong.append(f"Line {number} has no {'words' if row.code else 'code'}. Every row has both.")
        elif len(row.code) > 10 or len(row.says) > 300 or len(row.hint) > 200:
            wrong.append(
                f"Line {number} is too long: 10 characters for the code, 300 for the words, 200 for the hint."
            )
        elif any(row.code == other.code for other in found):
            wrong.append(f"Line {number}: the code {row.code} stands twice. Give each row its own.")
        elif row.code in LEVELS and not row.is_level:
            wrong.append(
                f"Line {number}: {row.code} is the code of a level. Give the criterion another, such as {row.level}.1."
            )
        else:
            found.append(row)
    return in_order(found), wrong


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Each level before its criteria; criteria as they were written."""
    return sorted(rows, key=lambda row: (row.level, not row.is_level))


def objections_to_put(
    *,
    title: str,
    version: str,
    starts_on: date | None,
    review_on: date | None,
    expires_on: date | None,
    rows: Sequence[Row],
    unread: Sequence[str],
    versions: Collection[str],
) -> dict[str, str]:
    """Why this document cannot be put in the register yet."""
    found = {}
    if not title.strip():
        found["title"] = "Give the document’s title, as on its first page."
    if not version.strip():
        found["version"] = "Give its version."
    elif version.strip() in versions:
        found["version"] = f"Version {version.strip()} is in the register. Give this one a number of its own."
    if starts_on is None:
        found["starts_on"] = "Enter its first day."
    if review_on is None:
        found["review_on"] = "Enter the day on which it is reviewed."
    elif starts_on and review_on <= starts_on:
        found["review_on"] = "It is reviewed after it begins. Choose a later day."
    if expires_on is None:
        found["expires_on"] = "Enter its last day."
    elif review_on and expires_on < review_on:
        found["expires_on"] = "It would expire before it is reviewed. Choose a later day."
    if missing := [level for level in LEVELS if not any(row.code == level for row in rows)]:
        found["rows"] = f"Give level {people(missing)} a row of its own, with the level as its code."
    elif not any(not row.is_level for row in rows):
        found["rows"] = "Give at least one criterion."
    if len(rows) > MOST_ROWS:
        found["rows"] = f"There are {len(rows)} rows. Give at most {MOST_ROWS}."
    if unread:
        found["rows"] = " ".join(unread[:5])
    return found


@dataclass(frozen=True)
class Checked:
    """What somebody answered about one thing that a document must name."""

    is_there: bool
    where: str = ""
    why_not: str = ""


def objections_to_checks(answers: Mapping[str, Checked], day: date) -> dict[str, str]:
    """Why these answers to the checklist cannot stand yet."""
    found = {}
    for entry in checklist().on(day):
        said = answers.get(entry.code)
        if said is None:
            found[entry.code] = f"Say whether the document names this: {entry.says}."
        elif said.is_there and not said.where.strip():
            found[f"{entry.code}_where"] = "Say where in the document: the page or the section."
        elif not said.is_there and entry.extra.get("reason_needed") and not said.why_not.strip():
            found[f"{entry.code}_why_not"] = (
                "Say why it is signed without this. What you write stands on the register."
            )
    return found


def lacks(answers: Mapping[str, Checked], day: date) -> list[str]:
    """What the document does not name, in words."""
    return [
        entry.says
        for entry in checklist().on(day)
        if entry.code in answers and not answers[entry.code].is_there
    ]


def objections_to_sign(
    *, answers: Mapping[str, Checked], has_signed: bool, is_taken_back: bool, expires_on: date, day: date
) -> list[str]:
    """Why this agency cannot sign this document now."""
    if is_taken_back:
        return ["This draft was taken back. Sign the version that came after it."]
    if has_signed:
        return ["Your agency has signed this document already."]
    if expires_on < day:
        return ["This document has expired. Ask for a new version, and sign that."]
    if objections_to_checks(answers, day):
        return [
            "Nobody has checked yet what this document names. Whoever keeps the register answers the checklist first;"
            " where harm outside the home or criminal exploitation is missing, with a reason."
        ]
    return []


@dataclass(frozen=True)
class Change:
    """How one row of a document stands against the earlier version: added, removed, or reworded."""

    kind: str
    code: str
    before: str
    after: str


def changes(earlier: Iterable[Row], later: Iterable[Row]) -> list[Change]:
    """What a new version adds, removes and rewords, row by row, by its codes."""
    was, now = ({row.code: row for row in rows} for rows in (earlier, later))
    found = []
    for code in sorted({*was, *now}):
        before, after = was.get(code), now.get(code)
        if before is None and after is not None:
            found.append(Change("added", code, "", after.says))
        elif before is not None and after is None:
            found.append(Change("removed", code, before.says, ""))
        elif (
            before
            and after
            and (before.says, before.level, before.hint) != (after.says, after.level, after.hint)
        ):
            found.append(Change("reworded", code, _whole(before, after), _whole(after, before)))
    return found


def _whole(row: Row, other: Row) -> str:
    """The words of a row, with its level and its hint where those differ."""
    parts = [
        row.says,
        f"level {row.level}" if row.level != other.level else "",
        row.hint if row.hint != other.hint else "",
    ]
    return "; ".join(part for part in parts if part)


def state(
    *,
    is_taken_back: bool,
    in_force_from: date | None,
    replaced_on: date | None,
    expires_on: date,
    day: date,
) -> str:
    """How a document stands on a day. A newer version ends the earlier one; an expired one is still cited until then."""
    if is_taken_back:
        return "taken back"
    if in_force_from is None:
        return "not signed by all three"
    if in_force_from > day:
        return "signed, not begun"
    if replaced_on is not None and replaced_on <= day:
        return "replaced"
    return "expired" if expires_on < day else "in force"


def by_level(rows: Sequence[Row]) -> list[tuple[Row, list[Row]]]:
    """Each level with its criteria, to print."""
    return [
        (level, [row for row in theirs if not row.is_level])
        for _, each in groupby(in_order(rows), key=lambda row: row.level)
        for theirs in [list(each)]
        for level in theirs[:1]
    ]
