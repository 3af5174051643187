"""Whoever keeps agreements is told in time that one ends."""

from datetime import datetime

from django.db import transaction

from kith.core.says import day, people, today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.queries.answering import roles_that_may, sat_in
from kith.notify.actions import owe
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import AgreementReminder, Partnership, Post
from kith.sharing.queries.signed import Ending, ending
from kith.sharing.signed import LAST_DAY, NEAR_END

REMINDERS = {
    NEAR_END: (
        "agreement_near",
        "An agreement ends soon",
        "The last day of “{says}” is {day}, and no other covers the same for {who}. See who signs again, and enter the new one.",
    ),
    LAST_DAY: (
        "agreement_last_day",
        "An agreement has come to its last day",
        "The last day of “{says}” is {day}. From the day after, what it covers is closed to {who}, unless a new one is entered. A"
        " named person may still share one record, and danger never waits for paper.",
    ),
}


@transaction.atomic
def tell_of_ends(*, by: Actor, at: datetime) -> None:
    """Whoever keeps agreements is told once that one ends soon and none follows, and once on its last day (S1-075)."""
    gate.must(by, "clock.run")
    today = today_in_london(at)
    for area in Partnership.objects.filter(pk__in=by.partnerships).order_by("pk"):
        if all(map(_is_told, ending([area.pk], today))):
            continue
        # Two workers wait for each other here, and the second finds that it is told.
        alone.with_agreements(area.pk)
        for line in ending([area.pk], today):
            if not _is_told(line) and (keeper := keeper_of(area.pk, at)):
                _tell(line, keeper, by=by, at=at)


def _is_told(line: Ending) -> bool:
    told = AgreementReminder.objects.filter(agreement_id=line.key, what=line.owes, day=line.ends_on)
    return told.exists()


def keeper_of(partnership: int, at: datetime) -> Post | None:
    """Who keeps a partnership's agreements: its manager; where nobody sits there, whoever may at the front door."""
    able = sat_in(at).filter(partnerships=partnership, role__in=roles_that_may("agreement.sign"))
    able = able.order_by("id")
    return able.exclude(team__does="front_door").first() or able.first()


def _tell(line: Ending, keeper: Post, *, by: Actor, at: datetime) -> None:
    kind, headline, words = REMINDERS[line.owes]
    notice = owe(
        kind,
        agency=keeper.agency_id,
        post=keeper.pk,
        partnership=line.area,
        subject=None,
        about=line.reference,
        headline=headline,
        words=words.format(says=line.says, day=day(line.ends_on), who=people(list(line.not_followed))),
        by=by,
        at=at,
    )
    AgreementReminder.objects.create(
        agreement_id=line.key,
        what=line.owes,
        day=line.ends_on,
        to_post=keeper,
        notice=notice.reference,
        recorded_at=at,
    )
    audit.write("frontdoor.agreement_reminded", at=at, about=line.reference, detail={"what": line.owes})
