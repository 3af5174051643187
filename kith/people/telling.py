"""What a sender tells of who somebody is. No database and no clock in here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kith.people.matching import Record


@dataclass(frozen=True)
class Adult:
    """An adult who may be a risk, as the sender told of them."""

    says: str
    allegation: str
    date_of_birth: date | None = None
    relation: str = ""
    why: str = ""
    restriction: str = ""
    restriction_ends_on: date | None = None
    restriction_source: str = ""
    safe_contact: str = ""
    is_home_contact_unsafe: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody of the home or the family, as the sender told of them."""

    name: str
    date_of_birth: date | None = None
    age: int | None = None
    relation: str = ""
    is_child: str = "not_known"
    lives_there: str = "yes"


@dataclass(frozen=True)
class Told:
    """What a sender said about who somebody is, beside the record that is matched."""

    record: Record
    expected_on: date | None = None
    school_says: str = ""
    practice_code: str = ""
    practice_says: str = ""
    source_id: str = ""
    characteristics: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    adults: tuple[Adult, ...] = ()
    household: tuple[Member, ...] = ()
