"""Who has signed for what, until when, and when its end is told. No database and no clock in here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from kith.core import lists

# What whoever keeps agreements is told of, and then owes.
NEAR_END, LAST_DAY = "near", "last_day"


class State(StrEnum):
    """How an agency stands to one class of what is held, for one purpose."""

    SIGNED = "signed"
    NEAR = "near"
    LATER = "later"
    ENDED = "ended"
    NONE = "none"


IN_FORCE = {State.SIGNED, State.NEAR}


@dataclass(frozen=True)
class Spell:
    """From when to when one agreement binds one agency, both days included."""

    first: date
    last: date


@dataclass(frozen=True)
class Standing:
    """Where an agency stands, and the day that goes with it: the last day, the first day to come, or the day it ended."""

    state: State
    day: date | None = None


@cache
def times() -> lists.CodeList:
    return lists.beside(__file__, "agreement_times")


@cache
def needs() -> lists.CodeList:
    """Whom a front door needs to share with (local)."""
    return lists.beside(__file__, "front_door_needs")


def _days(code: str, day: date) -> timedelta:
    return timedelta(days=int(times().get(code, day).extra["days"]))


def near_days(day: date) -> int:
    return _days("near", day).days


def until(spells: Iterable[Spell], day: date) -> date | None:
    """The last day on which what is in force today goes on without a gap; None where nothing is in force.

    A renewal that begins on the day after carries on what it renews.
    """
    last: date | None = None
    for spell in sorted(spells, key=lambda each: each.first):
        if spell.last < day or spell.last < spell.first:
            continue
        if spell.first <= day or (last is not None and spell.first <= last + timedelta(days=1)):
            last = max(last or spell.last, spell.last)
    return last


def stands(spells: Iterable[Spell], day: date) -> Standing:
    """Signed, near its end (within 90 days, local), not begun, ended, or never signed."""
    known = [spell for spell in spells if spell.first <= spell.last]
    if last := until(known, day):
        return Standing(State.NEAR if last - day <= _days("near", day) else State.SIGNED, last)
    if later := [spell.first for spell in known if spell.first > day]:
        return Standing(State.LATER, min(later))
    if known:
        return Standing(State.ENDED, max(spell.last for spell in known))
    return Standing(State.NONE)


def owed(*, ends_on: date, is_followed: bool, day: date) -> str:
    """What whoever keeps agreements owes: one that follows, from 90 days before the last day until 28 days after it (local).

    It is told once when each of the two begins: near its end, and its last day. Nothing is owed where others follow it.
    """
    if is_followed or not ends_on - _days("near", day) <= day <= ends_on + _days("after", day):
        return ""
    return LAST_DAY if day >= ends_on else NEAR_END
