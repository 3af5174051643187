"""What a source says about who somebody is, and the one way in which it is tidied. No database and no clock in here."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kith.core import identifiers
from kith.people.matching import names


@dataclass(frozen=True)
class Record:
    """Who somebody is, as one source wrote it; empty where the source does not hold it.

    `verified` names the identifiers that have been traced to this person (NHS Data Dictionary, NHS number status 01).
    `not_shown` names the lines of the comparison that are kept from whoever looks: their values are not in here.
    Before birth, `date_of_birth` is the date on which the child is expected, and there is no first name.
    """

    given_name: str = ""
    middle_names: str = ""
    family_name: str = ""
    known_as: str = ""
    previous_family_names: tuple[str, ...] = ()
    sex: str = ""
    date_of_birth: date | None = None
    address_line: str = ""
    postcode: str = ""
    previous_postcodes: tuple[str, ...] = ()
    nhs_number: str = ""
    upn: str = ""
    phone: str = ""
    school_urn: str = ""
    parent_name: str = ""
    verified: frozenset[str] = frozenset()
    not_shown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tidied:
    """A record as matching reads it. What failed a check stands in `not_valid` only, as it was written, with why."""

    given_name: str
    given_parts: tuple[str, ...]
    middle_names: tuple[str, ...]
    known_as: tuple[str, ...]
    family_name: str
    family_parts: tuple[str, ...]
    family_cores: tuple[str, ...]
    previous_family_names: tuple[str, ...]
    previous_family_parts: tuple[str, ...]
    previous_family_cores: tuple[str, ...]
    sex: str
    date_of_birth: date | None
    address_line: str
    postcode: str
    outcode: str
    previous_postcodes: tuple[str, ...]
    nhs_number: str
    upn: str
    phone: str
    school_urn: str
    parent_name: str
    parent_parts: tuple[str, ...]
    not_valid: tuple[tuple[str, str, str], ...]

    def why_not_valid(self, field: str) -> str:
        """Why what was written in this field is not used; nothing when it is."""
        return next((why for name, _, why in self.not_valid if name == field), "")


def tidy(record: Record) -> Tidied:
    """The one reading of a record that keys, comparison and guards all use."""
    refused: list[tuple[str, str, str]] = []

    def checked(field: str, text: str, check: Callable[[str], str]) -> str:
        if not text.strip():
            return ""
        try:
            return check(text)
        except ValueError as why:
            refused.append((field, text.strip(), str(why)))
            return ""

    def home(text: str) -> str:
        known = not text.upper().replace(" ", "").startswith(names.placeholders("postcodes"))
        return checked("postcode", text, identifiers.postcode) if known else ""

    given = _given(record.given_name) or _given(record.known_as)
    family = _name(record.family_name)
    girl_or_boy = names.placeholders("girl-or-boy")
    previous = tuple(
        found for text in record.previous_family_names if (found := _name(text)) and found != family
    )
    postcode = home(record.postcode)
    parent = _name(record.parent_name)
    return Tidied(
        given_name=given.replace(" ", ""),
        given_parts=tuple(given.split()),
        middle_names=tuple(word for word in _name(record.middle_names).split() if word not in girl_or_boy),
        known_as=_distinct(_given(text).replace(" ", "") for text in re.split(r"[,;/]", record.known_as)),
        family_name=family.replace(" ", ""),
        family_parts=names.parts(family),
        family_cores=names.cores(family),
        previous_family_names=_distinct(name.replace(" ", "") for name in previous),
        previous_family_parts=_distinct(part for name in previous for part in names.parts(name)),
        previous_family_cores=_distinct(core for name in previous for core in names.cores(name)),
        sex=_sex(record.sex),
        date_of_birth=_birthday(record.date_of_birth),
        address_line=_address(record.address_line),
        postcode=postcode,
        outcode=postcode.partition(" ")[0],
        previous_postcodes=_distinct(
            found for text in record.previous_postcodes if (found := home(text)) != postcode
        ),
        nhs_number=checked("nhs_number", record.nhs_number, _nhs_number),
        upn=checked("upn", record.upn, identifiers.upn),
        phone=checked("phone", record.phone, identifiers.phone),
        school_urn=checked("school_urn", record.school_urn, identifiers.urn),
        parent_name=parent.replace(" ", ""),
        parent_parts=tuple(parent.split()),
        not_valid=tuple(refused),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _name(text: str) -> str:
    folded = names.fold(text)
    return "" if folded in names.placeholders("names") else folded


def _given(text: str) -> str:
    text = _name(text)
    first, _, rest = text.partition(" ")
    if first in names.placeholders("first-names-before") or text in names.placeholders("first-names"):
        return ""
    return rest if rest and first in names.placeholders("girl-or-boy") else f"{first} {rest}".strip()


def _nhs_number(text: str) -> str:
    number = identifiers.nhs_number(text)
    if len(set(number)) == 1:
        raise ValueError("Ten equal digits stand for a number that nobody knew. Ask for the NHS number.")
    return number


def _birthday(day: date | None) -> date | None:
    return None if day in names.placeholders("days") else day


def _sex(text: str) -> str:
    """M or F (DfE and NHS codes 1 and 2); anything else is not known, as it is for an unborn child."""
    word = names.fold(text)
    if word in {"m", "male", "boy", "man", "1"}:
        return "M"
    return "F" if word in {"f", "female", "girl", "woman", "2"} else ""


_STREET_WORDS = {
    "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "cres": "crescent", "cresc": "crescent",
    "dr": "drive", "gdns": "gardens", "ct": "court", "crt": "court", "terr": "terrace", "tce": "terrace", "pl": "place",
    "sq": "square", "grn": "green", "gr": "grove", "pk": "park", "apt": "flat", "apartment": "flat", "no": "",
}  # fmt: skip


def _address(text: str) -> str:
    """House and street in small letters, with the street word written out; “St” is a street only at the end."""
    first_line = text.split(",")[0]
    folded = names.fold(first_line if re.search(r"[0-9].*\s", first_line) else text)
    if folded in names.placeholders("addresses"):
        return ""
    words = [_STREET_WORDS.get(word, word) for word in folded.split()]
    if words and words[-1] == "st":
        words[-1] = "street"
    return " ".join(word for word in words if word)
