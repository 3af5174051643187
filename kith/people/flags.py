"""Flags on a record: put up with who says so, seen by everybody who opens it, and taken down with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kith.core.among import Among
from kith.core.written import Given, once
from kith.people.models import Flag
from kith.people.rules import flags


@dataclass(frozen=True)
class Flying:
    """A flag that stands today, in words."""

    reference: str
    says: str
    warns: bool
    says_who: str
    because: str
    starts_on: date
    ends_on: date | None
    by: str


def flying(subjects: Iterable[int], *, on: date) -> list[Flying]:
    """The flags of this person that stand on a day, those that warn first."""
    return sorted(
        (_flying(flag) for flag in _standing.rows(subjects=list(subjects), on=on)),
        key=lambda each: not each.warns,
    )


@once
def _standing() -> QuerySet[Flag]:
    ended = Flag.objects.filter(ends=OuterRef("pk"), starts_on__lte=Given("on"))
    return (
        Flag.objects.filter(Among("subject_id", Given("subjects")), ~Exists(ended), ends=None)
        .filter(Q(ends_on=None) | Q(ends_on__gte=Given("on")), starts_on__lte=Given("on"))
        .select_related("by_worker")
        .order_by("starts_on", "id")
    )


def _flying(flag: Flag) -> Flying:
    entry = flags().nearest(flag.code, flag.starts_on)
    return Flying(
        reference=flag.reference,
        says=entry.says if entry else flag.code.replace("_", " "),
        warns=bool(entry and entry.extra.get("warns")),
        says_who=flag.says_who,
        because=flag.because,
        starts_on=flag.starts_on,
        ends_on=flag.ends_on,
        by=flag.by_worker.says,
    )
