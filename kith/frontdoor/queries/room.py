"""Who was in the room where a front door decides together, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kith.core import days
from kith.core.says import today_in_london
from kith.frontdoor.locally import listed
from kith.frontdoor.models import Attendance
from kith.frontdoor.rules import room as rules
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Partnership

DAYS_SHOWN = 10


@dataclass(frozen=True)
class Seat:
    """An agency that is expected, and what was last written down of it for a day; no `how` where nothing was."""

    pk: int
    agency: str
    says: str
    how: str = ""
    words: str = ""
    by: str = ""
    at: datetime | None = None
    entry: int = 0

    @property
    def how_says(self) -> str:
        return rules.SAYS[rules.Presence(self.how)] if self.how else ""


@dataclass(frozen=True)
class Day:
    """One working day: how many agencies were in the room, of how many that something was written down of."""

    day: date
    there: int
    said: int


@dataclass(frozen=True)
class Room:
    """A day’s attendance, and the days before it."""

    day: date
    seats: list[Seat]
    days: list[Day]

    @property
    def newest(self) -> int:
        """The latest of what was written down of this day: what is later was not shown."""
        return max((seat.entry for seat in self.seats), default=0)

    @property
    def there(self) -> int:
        return sum(seat.how in (rules.Presence.THERE, rules.Presence.DEPUTY) for seat in self.seats)

    @property
    def said(self) -> int:
        return sum(bool(seat.how) for seat in self.seats)


def room(day: date, *, actor: Actor | None, at: datetime) -> Room:
    """Who was there on a day, as it was last written down, and the working days before today."""
    by = gate.must(actor, "contact.decide")
    audit.write("frontdoor.attendance_shown", at=at, purpose="decide", detail={"day": day.isoformat()})
    return Room(day, seats(day, by=by), _days(today_in_london(at), by))


def seats(day: date, *, by: Actor) -> list[Seat]:
    """Every agency that is expected in the room on a day, social care first, with what was last written down of it."""
    area = by.partnerships[0]
    code = Partnership.objects.values_list("code", flat=True).get(pk=area)
    order = [entry.code for entry in listed("in_the_room", code).on(day)]
    last = _last(area, day, day)
    expected = Agency.objects.filter(partnerships=area, kind__in=order, starts_on__lte=day).exclude(
        ends_on__lt=day
    )
    return [
        Seat(agency.pk, agency.reference, agency.says)
        if (row := last.get((day, agency.pk))) is None
        else Seat(
            agency.pk,
            agency.reference,
            agency.says,
            row.presence,
            row.words,
            f"{row.by_worker}, {row.by_post}",
            row.recorded_at,
            row.pk,
        )
        for agency in sorted(expected, key=lambda agency: (order.index(agency.kind), agency.says))
    ]


def _days(today: date, by: Actor) -> list[Day]:
    shown: list[date] = []
    day = today
    while len(shown) < DAYS_SHOWN:
        if days.is_working_day(day):
            shown.append(day)
        day -= timedelta(days=1)
    last = _last(by.partnerships[0], shown[-1], today)
    of: dict[date, list[str]] = {day: [] for day in shown}
    for (on, _), row in last.items():
        of.setdefault(on, []).append(row.presence)
    return [
        Day(on, sum(how in (rules.Presence.THERE, rules.Presence.DEPUTY) for how in hows), len(hows))
        for on, hows in sorted(of.items(), reverse=True)
    ]


def _last(area: int, first: date, last: date) -> dict[tuple[date, int], Attendance]:
    rows = Attendance.objects.filter(partnership_id=area, day__gte=first, day__lte=last)
    rows = rows.select_related("by_worker", "by_post").order_by("day", "agency_id", "-id")
    return {(row.day, row.agency_id): row for row in rows.distinct("day", "agency_id")}
