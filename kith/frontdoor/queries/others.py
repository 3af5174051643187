"""The other children whom a decision thinks of one by one: of the home as it was told, and of the family as a person wrote it down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kith.frontdoor.models import Considered
from kith.frontdoor.queries.household import Member, household
from kith.people.kin import Kin


@dataclass(frozen=True)
class Other:
    """Another child of whom nobody has said on this contact whether they need one of their own. `field` names the question."""

    field: str
    name: str
    facts: str
    is_kept: bool = False
    member: str = ""
    kin: Kin | None = None


def to_think_of(contact: Any, kin: Iterable[Kin], *, today: date) -> list[Other]:
    """All whom a decision on this contact thinks of: of the home, then brothers, sisters and who shares a home."""
    home = household(contact.record_id, today).members
    told = [
        Other(f"home_{each.reference}", each.name, each.facts, member=each.reference)
        for each in home
        if each.is_open
    ]
    return told + family(contact, kin, home=home)


def family(contact: Any, kin: Iterable[Kin], *, home: Iterable[Member] = ()) -> list[Other]:
    """The brothers, sisters and who shares a home: not those who stand beside with a decision of their own, nor those of
    whom it was said on this contact already, nor those who were told of in the home by the same name and age."""
    named = {(each.name.casefold(), each.facts.partition(",")[0]) for each in home}
    beside = set(contact.beside)
    near = [
        each
        for each in kin
        if each.is_together and not beside & set(each.them) and (each.name.casefold(), each.age) not in named
    ]
    if not near:
        return []
    said = Considered.objects.filter(contact=contact.pk, child__in=[each.child for each in near])
    answered = set(said.values_list("child", flat=True))
    return [
        Other(f"kin_{each.child}", each.name, f"{each.age}, {each.says.lower()}", each.is_kept, kin=each)
        for each in near
        if each.child not in answered
    ]
