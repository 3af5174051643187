"""Twins, brothers and sisters, who look the same on paper: who must not be chosen in haste. No database and no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kith.core import says
from kith.people.matching import names
from kith.people.matching.compare import Comparison
from kith.people.matching.model import feature
from kith.people.matching.record import Tidied

Kind = Literal["twin", "sibling", "none"]

FIELDS = {
    "given_name": "first name",
    "family_name": "last name",
    "date_of_birth": "birthday",
    "nhs_number": "NHS number",
    "upn": "UPN",
    "home": "home",
    "phone": "phone",
    "school": "school",
    "parent": "parent",
    "sex": "sex",
}


@dataclass(frozen=True)
class Guard:
    """Why this candidate must not be chosen in haste, in a sentence, and which other candidates it concerns."""

    kind: Kind
    says: str = ""
    of: tuple[int, ...] = ()


NONE = Guard("none")


def kinship(ones: Sequence[Tidied], others: Sequence[Tidied]) -> Kind:
    """Whether two people may be twins, or other children of one family, going by what all their records say.

    A first name that both use, in whatever form, says that they may as well be one child.
    """
    pairs = [(one, other) for one in ones for other in others if one.given_name and other.given_name]
    if not all(_another_first_name(one, other) for one, other in pairs):
        return "none"
    found = {_kin(one, other) for one, other in pairs}
    return "twin" if "twin" in found else "sibling" if "sibling" in found else "none"


def _kin(one: Tidied, other: Tidied) -> Kind:
    same_name = not set(_family(one)).isdisjoint(_family(other))
    same_home = _both(one.address_line, other.address_line) and _same_place(one, other)
    if one.date_of_birth and other.date_of_birth:
        apart = abs((one.date_of_birth - other.date_of_birth).days)
        if apart <= feature("guard.twin_days"):
            return "twin" if same_name or same_home else "none"
    same_parent = _both(one.parent_name, other.parent_name)
    same_phone = _both(one.phone, other.phone)
    return "sibling" if same_home or (same_name and (same_parent or same_phone)) else "none"


def beside_what_was_sent(kind: Kind, name: str, told: Comparison) -> Guard:
    """The guard on a candidate who may be a twin, a brother or a sister of the child that was sent."""
    same = says.people(_same(told))
    kin = "a twin" if kind == "twin" else "a brother or sister"
    return Guard(
        kind,
        f"{name} may be {kin} of the child who was sent: the same {same}, but another first name. "
        "Ask the sender before you choose.",
    )


def beside_each_other(kind: Kind, name: str, other: str, of: tuple[int, ...], told: Comparison) -> Guard:
    """The guard on a candidate who stands beside a twin, a brother or a sister."""
    both = f"{name} and {other} have the same {says.people(_same(told))}."
    apart = tells_apart(told)
    if not apart:
        return Guard(kind, f"{both} Ask the sender for a number or a middle name.", of)
    named = says.people([f"the {field}" for field in apart])
    return Guard(kind, f"{both} Only {named} {'tells' if len(apart) == 1 else 'tell'} them apart.", of)


def tells_apart(told: Comparison) -> tuple[str, ...]:
    """What the two records hold differently: the questions whose answer settles it."""
    return tuple(FIELDS[row.field] for row in told.rows if row.verdict == "differs")


def _same(told: Comparison) -> list[str]:
    kin = set(FIELDS) - {"given_name", "sex"}
    return [FIELDS[row.field] for row in told.rows if row.verdict == "agrees" and row.field in kin]


def _another_first_name(one: Tidied, other: Tidied) -> bool:
    """Two first names, neither a short, home, middle or differently written form of the other.

    Two children of one family may share a first name that is given for honour; then the next name tells.
    """
    if _goes_by(one).isdisjoint(_all_names(other)) and _goes_by(other).isdisjoint(_all_names(one)):
        return True
    after_mine = {*one.given_parts[1:], *one.middle_names}
    after_theirs = {*other.given_parts[1:], *other.middle_names}
    same_first = one.given_parts[0] == other.given_parts[0]
    return same_first and bool(after_mine and after_theirs) and after_mine.isdisjoint(after_theirs)


def _goes_by(who: Tidied) -> set[str]:
    return _forms({who.given_name, who.given_parts[0], *who.known_as})


def _all_names(who: Tidied) -> set[str]:
    """Middle names count only against a first name: twins often share a middle name."""
    return _goes_by(who) | {names.heard(part) for part in (*who.given_parts, *who.middle_names)}


def _forms(words: set[str]) -> set[str]:
    groups = {f"group {group}" for word in words for group in names.nickname_groups(word)}
    return {names.heard(word) for word in words} | groups


def _family(who: Tidied) -> tuple[str, ...]:
    return tuple(names.heard(core) for core in (*who.family_cores, *who.previous_family_cores))


def _same_place(one: Tidied, other: Tidied) -> bool:
    return not (one.postcode and other.postcode) or one.postcode == other.postcode


def _both(one: str, other: str) -> bool:
    return bool(one) and one == other
