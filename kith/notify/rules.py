"""When a mailbox is asked again, and when nothing is sent to it any more. No database and no clock in here."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from kith.core import lists
from kith.core.says import today_in_london


class Turn(StrEnum):
    """What is to be done about a mailbox now."""

    NOTHING = "nothing"
    ASK = "ask"
    ASK_ONCE_MORE = "ask once more"
    GIVE_UP = "give up"


@cache
def times() -> lists.CodeList:
    return lists.beside(__file__, "mailboxes")


def days(code: str, on: date) -> timedelta:
    return timedelta(days=int(times().get(code, on).extra["days"]))


def ask_again_on(answered_at: datetime) -> date:
    """The day on which a mailbox that has answered is asked again (local: 90 days)."""
    on = today_in_london(answered_at)
    return on + days("answer_holds", on)


def given_up_at(asked_at: datetime) -> datetime:
    """From when nothing is sent to a mailbox that nobody answered for (local: 30 days)."""
    return asked_at + days("given_up", today_in_london(asked_at))


def turn(
    *, again_on: date | None, asked_at: datetime | None, asked_once_more_at: datetime | None, at: datetime
) -> Turn:
    """What is to be done about a mailbox that once answered: ask, once more after a week, give up after 30 days (local)."""
    if asked_at is None:
        return Turn.ASK if again_on is not None and again_on <= today_in_london(at) else Turn.NOTHING
    if at >= given_up_at(asked_at):
        return Turn.GIVE_UP
    if asked_once_more_at is None and at >= asked_at + days("asked_once_more", today_in_london(asked_at)):
        return Turn.ASK_ONCE_MORE
    return Turn.NOTHING
