"""What the front door's service watches: that what came adds up, that no source has fallen silent, and that the threshold
document is looked at again in time."""

from datetime import datetime, timedelta

from django.db import transaction

from kith.core.says import day, today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.models import ThresholdReminder
from kith.frontdoor.queries.balance import Source, balance, sources
from kith.frontdoor.queries.thresholds import Line, keeper_of, owing
from kith.frontdoor.rules import threshold_review as review
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
REMINDERS = {
    review.REVIEW: (
        "threshold_review",
        "The threshold document is to be reviewed",
        "{cited} is to be reviewed by {day}. Put a newer version in the register, or write down that it was reviewed and stays.",
    ),
    review.LAST_DAY: (
        "threshold_last_day",
        "The threshold document has come to its last day",
        "The last day of {cited} is {day}. Decisions go on and cite it, with a warning. Put a newer version in the register, and"
        " ask the council, health and the police to sign it.",
    ),
}


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


@transaction.atomic
def remind_keepers(*, by: Actor, at: datetime) -> None:
    """Whoever keeps a document in force is told once that its review is near, and once that its last day has come."""
    gate.must(by, "clock.run")
    today = today_in_london(at)
    for area in Partnership.objects.filter(pk__in=by.partnerships).order_by("pk"):
        if not any(_is_untold(line) for line in owing([area.pk], today)):
            continue
        # Two workers, or a worker and whoever signs a newer version at this moment, wait for each other here.
        alone.with_thresholds(area.pk)
        for line in owing([area.pk], today):
            if _is_untold(line):
                _remind(line, by=by, at=at)


def _is_untold(line: Line) -> bool:
    assert line.owes_by is not None
    return not ThresholdReminder.objects.filter(
        document_id=line.key, what=line.owes, day=line.owes_by
    ).exists()


def _remind(line: Line, *, by: Actor, at: datetime) -> None:
    assert line.owes_by is not None
    kind, headline, words = REMINDERS[line.owes]
    keeper = keeper_of(line, at)
    notice = owe(
        kind,
        agency=keeper.agency_id,
        post=keeper.pk,
        partnership=line.area,
        subject=None,
        about=line.reference,
        headline=headline,
        words=words.format(cited=line.cited, day=day(line.owes_by)),
        by=by,
        at=at,
    )
    ThresholdReminder.objects.create(
        document_id=line.key,
        what=line.owes,
        day=line.owes_by,
        to_post=keeper,
        notice=notice.reference,
        recorded_at=at,
    )
    audit.write("frontdoor.threshold_reminded", at=at, about=line.reference, detail={"what": line.owes})


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
