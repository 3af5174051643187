"""When a source that sends regularly has fallen silent. No database and no clock in here."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from math import log

from kith.core import lists
from kith.core.says import in_london

HOUR = timedelta(hours=1)
Spoke = Mapping[datetime, int]  # by the full hour in which something came, how many


@cache
def rules() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "silence")


def _most(code: str, on: date) -> int:
    return int(rules().get(code, on).extra["most"])


def chance(on: date) -> int:
    """Once in how many times chance alone would say that a source is silent (local: 1,000)."""
    return _most("by_chance", on)


def looked_back(on: date) -> timedelta:
    """How far back what is usual is learnt (local: four weeks)."""
    return timedelta(weeks=int(rules().get("looked_back", on).extra["weeks"]))


def before_silence(spoke: Spoke, last_at: datetime) -> Spoke:
    """What a source sent in the weeks up to when it last spoke: a long silence does not become usual."""
    since = last_at - looked_back(last_at.date())
    return {hour: number for hour, number in spoke.items() if since < hour <= last_at}


def is_regular(spoke: Spoke, last_at: datetime) -> bool:
    """Whether a source sends often enough for its silence to say anything (local: 20 times in four weeks)."""
    return sum(before_silence(spoke, last_at).values()) >= _most("regular", last_at.date())


def expected(spoke: Spoke, last_at: datetime, at: datetime) -> float:
    """How many would usually have come since it last spoke: as many as in the same hours of the same days of the weeks before."""
    weeks = looked_back(last_at.date()) / timedelta(weeks=1)
    usual: dict[tuple[int, int], float] = {}
    for hour, number in before_silence(spoke, last_at).items():
        usual[_slot(hour)] = usual.get(_slot(hour), 0) + number / weeks
    found, now = 0.0, last_at
    while now < at:
        ends = min(now.replace(minute=0, second=0, microsecond=0) + HOUR, at)
        found += usual.get(_slot(now), 0) * ((ends - now) / HOUR)
        now = ends
    return found


def is_silent(spoke: Spoke, last_at: datetime, at: datetime) -> bool:
    """Whether chance would hardly explain it: where so many are usual, none comes with a chance of e to the minus so many
    (Poisson; local: once in 1,000 times, which is 6.9 that should have come)."""
    return is_regular(spoke, last_at) and expected(spoke, last_at, at) >= log(
        _most("by_chance", last_at.date())
    )


def _slot(moment: datetime) -> tuple[int, int]:
    there = in_london(moment)
    return there.weekday(), there.hour
