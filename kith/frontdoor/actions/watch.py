"""What the front door's service watches: that what came adds up, and that no source has fallen silent."""

from datetime import datetime, timedelta

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.queries.balance import Source, balance, sources
from kith.frontdoor.rules.balance import faults
from kith.notify.actions import owe
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership
from kith.sharing.queries.places import front_door_of

BALANCE, SILENT = "KITH-BALANCE", "KITH-SILENT"
KINDS = {BALANCE: "balance", SILENT: "source"}
# As far back as what came is looked at again each time.
LOOKED_AT = timedelta(days=28)


@transaction.atomic
def check_balance(*, by: Actor, at: datetime) -> None:
    """Everything received stands in one state, or the front door is told that it does not (security rule: nothing is lost)."""
    gate.must(by, "clock.run")
    today = today_in_london(at)
    for area in Partnership.objects.filter(pk__in=by.partnerships):
        found = faults(balance(area.pk, today - LOOKED_AT, today))
        if not found:
            _stop(BALANCE, area.code[:20], because="it adds up again", at=at)
        elif _start(BALANCE, area.code[:20], area.pk, by=by, at=at):
            number = sum(each.number for each in found)
            audit.write("frontdoor.balance_broken", at=at, about=area.code, detail={"number": number})


@transaction.atomic
def listen(*, by: Actor, at: datetime) -> None:
    """A source that sends regularly and has fallen silent is said once, to the front door and to the agency; until it speaks."""
    gate.must(by, "clock.run")
    for area in Partnership.objects.filter(pk__in=by.partnerships):
        there = {_about(each, area.pk): each for each in sources(area.pk, at)}
        for about, source in there.items():
            if source.is_silent and _start(SILENT, about, area.pk, by=by, at=at):
                _tell(source, area.pk, by=by, at=at)
        for clock in Clock.objects.filter(rule=SILENT, partnership_id=area.pk, stopped_at=None):
            heard = there.get(clock.about)
            if heard is None:
                _stop(SILENT, clock.about, because="its key has ended", at=at)
            elif heard.last_at > clock.started_at:
                _stop(SILENT, clock.about, because="it sends again", at=at)
                audit.write("frontdoor.source_speaks", at=at, about=heard.reference)


def _about(source: Source, area: int) -> str:
    return f"{source.reference}-{area}"[:20]


def _tell(source: Source, area: int, *, by: Actor, at: datetime) -> None:
    audit.write("frontdoor.source_silent", at=at, about=source.reference)
    owe(
        "source_silent",
        agency=source.agency,
        post=source.post,
        partnership=area,
        subject=None,
        about=source.reference,
        headline="Nothing has come from your system",
        words="Your system usually sends more often than this. See whether it still runs, and ring the front door about what"
        " has not been sent.",
        by=by,
        at=at,
    )


def _start(code: str, about: str, area: int, *, by: Actor, at: datetime) -> bool:
    """Start the clock of an alarm, unless it runs already."""
    if clocks.running(KINDS[code], about).exists():
        return False
    clocks.start(
        code,
        subject=None,
        partnership=area,
        about_kind=KINDS[code],
        about=about,
        team=front_door_of(area).pk,
        by=by,
        at=at,
    )
    return True


def _stop(code: str, about: str, *, because: str, at: datetime) -> None:
    clocks.stop(KINDS[code], about, codes=(code,), because=because, at=at)
