"""Finding a school or a GP practice in the register by what somebody typed. No database and no clock in here."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kith.core import identifiers, says

SCHOOL, PRACTICE = "school", "practice"
MOST_SHOWN = 10
# Words that half of all names have: they narrow nothing, and people leave them out or add them.
COMMON = {
    SCHOOL: frozenset("a and at college for of school the".split()),
    PRACTICE: frozenset("a and at centre doctors dr gp health medical of practice surgery the".split()),
}
SAME = {"saint": "st", "saints": "st", "street": "st", "road": "rd", "doctor": "dr"}
CODES = {SCHOOL: identifiers.urn, PRACTICE: identifiers.practice_code}
CODE_SAYS = {SCHOOL: "URN", PRACTICE: "Practice code"}


@dataclass(frozen=True)
class Line:
    """A school or a practice, as the register has it now."""

    kind: str
    code: str
    name: str
    town: str = ""
    postcode: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    is_shut: bool = False

    def closed(self, on: date) -> str:
        """“closed since 31 August 2024”, “opens 1 September 2026”, or nothing while it is open."""
        if self.closed_on and self.closed_on <= on:
            return f"closed since {says.day(self.closed_on)}"
        if self.is_shut:
            return "closed"
        if self.opened_on and self.opened_on > on:
            return f"opens {says.day(self.opened_on)}"
        return ""

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.name, self.town) if part)

    def says(self, on: date) -> str:
        """“Withy Lane Primary, Saltwell, URN 999014, open”."""
        return f"{self.place}, {CODE_SAYS[self.kind]} {self.code}, {self.closed(on) or 'open'}"


@dataclass(frozen=True)
class Asked:
    """What somebody typed: a number, or words that must all be there."""

    kind: str
    code: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.code and not self.words


def folded(text: str) -> str:
    """Words to compare by: no capitals, accents or signs; a postcode is one word."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[’'`]", "", plain).replace("&", " and ")
    plain = re.sub(r"\b([a-z]{1,2}\d[a-z\d]?)\s+(\d[a-z]{2})\b", r"\1\2", plain)
    return " ".join(SAME.get(word, word) for word in re.findall(r"[a-z0-9]+", plain))


def words_of(name: str, town: str, postcode: str) -> str:
    """What a line of the register is found by: each word with a gap before it."""
    return f" {folded(f'{name} {town} {postcode}')}"


def asked(kind: str, text: str, code: str = "") -> Asked:
    """What was typed as a name, with what was typed as a number beside it. A name counts before a number."""
    for said in (text, code):
        if not said.strip():
            continue
        try:
            return Asked(kind, code=CODES[kind](said))
        except ValueError:
            found = folded(said).split()
            rare = [word for word in found if word not in COMMON[kind]]
            return Asked(kind, words=tuple(dict.fromkeys(rare or found))[:8])
    return Asked(kind)


def as_sent(kind: str, text: str, code: str) -> Iterator[Asked]:
    """What to look by, with nobody typing: all that was sent as the name, then one last word fewer each time (“Year 4”), then the number."""
    by_name = asked(kind, text)
    if by_name.code:
        yield by_name
    for most in range(len(by_name.words), 0, -1):
        yield Asked(kind, words=by_name.words[:most])
    if code.strip():
        yield asked(kind, code)


def ordered(found: Iterable[Line], what: Asked, on: date) -> list[Line]:
    """Open ones before closed ones; then those whose name begins as was typed; then by name, town and number."""
    first = what.words[0] if what.words else ""

    def place(line: Line) -> tuple[bool, bool, bool, str, str, str]:
        words = [word for word in folded(line.name).split() if word not in COMMON[what.kind]]
        named = all(any(word.startswith(typed) for word in words) for typed in what.words)
        begins = bool(words) and bool(first) and words[0].startswith(first)
        return bool(line.closed(on)), not named, not begins, folded(line.name), folded(line.town), line.code

    return sorted(found, key=place)


def nothing_found(what: Asked) -> str:
    """What to do where the register has none, in a sentence."""
    thing = {SCHOOL: "school", PRACTICE: "practice"}[what.kind]
    if what.is_empty:
        return f"Type a part of the {thing}’s name, its town, its postcode or its number, and look again."
    if what.code:
        return (
            f"No {thing} in the register has the number {what.code}. Check each digit, or look for its name."
            " What you typed is kept."
        )
    return (
        f"No {thing} in the register has all of these words. Check how they are spelt, or type fewer."
        " What you typed is kept."
    )
