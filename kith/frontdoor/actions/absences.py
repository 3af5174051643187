"""Saying that one is away, and giving the work of a post that has no one to another."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from kith.core.says import LONDON, today_in_london
from kith.frontdoor.actions.work import CannotDo, hold, open_undecided
from kith.frontdoor.models import Away, Contact
from kith.frontdoor.queries.absences import may_hold
from kith.frontdoor.rules import absences as rules
from kith.record import ledger
from kith.sharing import audit, gate
from kith.sharing.actor import Actor


@transaction.atomic
def say_away(*, starts_on: date, ends_on: date, by: Actor, at: datetime) -> Away:
    """Say that one is away in this post, both days included. A deputy is named by whoever keeps posts."""
    gate.must(by, "clock.run")
    found = rules.objections(starts_on=starts_on, ends_on=ends_on, today=today_in_london(at))
    if found:
        raise CannotDo(list(found.values()), found)
    made = Away.objects.create(
        agency_id=by.agency_id,
        partnership_id=by.partnerships[0],
        post_id=by.post_id,
        starts_at=datetime.combine(starts_on, time(0), tzinfo=LONDON),
        ends_at=datetime.combine(ends_on + timedelta(days=1), time(0), tzinfo=LONDON),
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    audit.write("frontdoor.away_said", at=at, purpose="operate", about=by.post_reference)
    return made


@transaction.atomic
def give_to(*, contact: str, to: str, by: Actor, at: datetime) -> Contact:
    """Give a contact to a post of this front door that somebody sits in, or with none named back to its queue."""
    held = open_undecided(contact, by=by, at=at)
    posts = {post.reference: post for post in may_hold(by, at)}
    if to and to not in posts:
        said = "Choose somebody who is at this front door today, or the queue."
        raise CannotDo([said], {"to": said})
    hold(held, post=posts[to].pk if to else None, at=at)
    ledger.write(
        "frontdoor.given_to",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        post=posts[to].says if to else "the queue",
    )
    return held
