"""The columns that the model compares: the same for one look-up and for Splink in bulk. No database and no clock."""

from datetime import date

from kith.people.matching import names
from kith.people.matching.record import Tidied

Value = str | date | tuple[str, ...] | None

TEXTS = (
    "given_name",
    "family_name",
    "sex",
    "address_line",
    "postcode",
    "outcode",
    "nhs_number",
    "upn",
    "phone",
    "school_urn",
    "parent_name",
)
LISTS = (
    "given_names",
    "given_firsts",
    "given_parts",
    "given_heard",
    "given_sounds",
    "nickname_groups",
    "family_names",
    "family_parts",
    "family_heard",
    "family_sounds",
    "postcodes",
    "parent_parts",
)
DAYS = ("date_of_birth",)
NAMES = (*TEXTS, *LISTS, *DAYS)


def columns(who: Tidied) -> dict[str, Value]:
    """One row for the model: a text or a day that is not held is None, a list that is not held is empty."""
    given_names = (*((who.given_name,) if who.given_name else ()), *who.known_as)
    given_parts = (*who.given_parts, *who.middle_names, *who.known_as)
    family_parts = (*who.family_parts, *who.previous_family_parts)
    cores = (*who.family_cores, *who.previous_family_cores)
    groups = {group for name in (*given_names, *who.given_parts[:1]) for group in names.nickname_groups(name)}
    row: dict[str, Value] = {field: getattr(who, field) or None for field in (*TEXTS, *DAYS)}
    row |= {
        "given_names": given_names,
        "given_firsts": (*given_names, *who.given_parts[:1]),
        "given_parts": given_parts,
        "given_heard": tuple(names.heard(name) for name in given_names),
        "given_sounds": tuple(names.sound(name) for name in given_names),
        "nickname_groups": tuple(sorted(groups)),
        "family_names": (*((who.family_name,) if who.family_name else ()), *who.previous_family_names),
        "family_parts": family_parts,
        "family_heard": tuple(names.heard(core) for core in cores),
        "family_sounds": tuple(names.sound(core) for core in cores),
        "postcodes": tuple(code for code in (who.postcode, *who.previous_postcodes) if code),
        "parent_parts": who.parent_parts,
    }
    return row
