"""The register of information-sharing agreements, and the words that it is written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kith.core import lists, says
from kith.sharing.actor import Actor
from kith.sharing.models import Agreement, AgreementEnd, AgreementItem, Purpose


@cache
def data_classes() -> lists.CodeList:
    """The classes of data that agreements cover."""
    return lists.beside(__file__.replace("/queries/", "/"), "data_classes")


@cache
def reasons(
    name: Literal[
        "agreement_ends_because",
        "part_ends_because",
        "restricted_because",
        "conflict_because",
        "readers_last",
    ],
) -> lists.CodeList:
    """Why an agreement or a part ends early, a record is kept to readers, or a worker and a child must not meet; how long a
    reader is one."""
    return lists.beside(__file__.replace("/queries/", "/"), name)


def class_says(code: str, on: date) -> str:
    return data_classes().get(code, on).says if data_classes().has(code, on) else code


def purposes() -> dict[str, str]:
    """Why a record may be opened, in words."""
    return dict(Purpose.objects.order_by("says").values_list("code", "says"))


@dataclass(frozen=True)
class Party:
    """An agency that signed."""

    agency: str
    joined_on: date
    left_on: date | None


@dataclass(frozen=True)
class AgreementLine:
    """One agreement as the register prints it."""

    reference: str
    says: str
    partnership: str
    starts_on: date
    ends_on: date
    review_on: date
    state: str
    is_review_late: bool
    parties: tuple[Party, ...]
    covers: tuple[tuple[str, tuple[str, ...]], ...]


def agreements_at(as_at: datetime) -> QuerySet[Agreement]:
    """The agreements as they were known at a moment: `last_day` is what was signed, or said since, by then."""
    said_later = AgreementEnd.objects.filter(agreement=OuterRef("pk"), recorded_at__gt=as_at)
    before = said_later.order_by("recorded_at", "pk").values("ended_on")[:1]
    return Agreement.objects.filter(recorded_at__lte=as_at).annotate(
        last_day=Coalesce(Subquery(before), F("ends_on"))
    )


def agreements(*, actor: Actor, on: date, as_at: datetime | None = None) -> list[AgreementLine]:
    """The register of the actor's partnerships: in force first, then not begun, then over; as it is, or as it was known."""
    words = purposes()
    known = agreements_at(as_at) if as_at else Agreement.objects.annotate(last_day=F("ends_on"))
    found = (
        known.filter(partnership_id__in=actor.partnerships)
        .select_related("partnership")
        .prefetch_related("parties__agency", "items")
        .order_by("says", "-starts_on")
    )
    lines = [_agreement(agreement, words, on) for agreement in found]
    return sorted(lines, key=lambda line: ("in force", "not begun", "over").index(line.state))


def _agreement(agreement: Any, words: dict[str, str], on: date) -> AgreementLine:
    state = "in force" if agreement.starts_on <= on else "not begun"
    if agreement.last_day < on:
        state = "over"
    items = sorted(agreement.items.all(), key=lambda item: item.data_class)
    return AgreementLine(
        reference=agreement.reference,
        says=agreement.says,
        partnership=agreement.partnership.says,
        starts_on=agreement.starts_on,
        ends_on=agreement.last_day,
        review_on=agreement.review_on,
        state=state,
        is_review_late=state == "in force" and agreement.review_on < on,
        parties=tuple(
            Party(party.agency.says, party.joined_on, party.left_on)
            for party in sorted(agreement.parties.all(), key=lambda party: party.agency.says)
        ),
        covers=_covers(items, words, on),
    )


def _covers(
    items: Iterable[AgreementItem], words: dict[str, str], on: date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is covered and for what; classes that are shared for the same purposes stand together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        purposes = tuple(words.get(code, code) for code in item.purposes)
        together.setdefault(purposes, []).append(class_says(item.data_class, on))
    return tuple(
        (says.people([classes[0], *(name[0].lower() + name[1:] for name in classes[1:])]), purposes)
        for purposes, classes in together.items()
    )
