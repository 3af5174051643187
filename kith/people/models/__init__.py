"""What is known of who somebody is, who belongs together, and the register of schools and practices."""

from kith.people.models.establishments import Establishment
from kith.people.models.records import (
    Address,
    Characteristic,
    Flag,
    HouseholdMember,
    IdentityDecision,
    Link,
    LinkedAdult,
    MatchKey,
    Relation,
    SourceRecord,
    Verdict,
)

__all__ = [
    "Address",
    "Characteristic",
    "Establishment",
    "Flag",
    "HouseholdMember",
    "IdentityDecision",
    "Link",
    "LinkedAdult",
    "MatchKey",
    "Relation",
    "SourceRecord",
    "Verdict",
]
