"""When a mailbox is asked again.

A role's mailbox is handed on and forgotten. What once answered is asked again, by itself, and where nobody answers any more
nothing is sent there: somebody rings instead.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from kith.notify.models import Mailbox
from kith.notify.rules import Turn, ask_again_on, given_up_at, turn
from kith.notify.tasks import question
from kith.sharing.models import Agency

ANSWERED = datetime(2026, 8, 3, 9, 30, tzinfo=UTC)
ASKED = datetime(2026, 11, 1, 8, 11, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    "answered, again_on",
    [
        pytest.param(ANSWERED, date(2026, 11, 1), id="answered on 3 August: asked again from 1 November"),
        pytest.param(datetime(2026, 8, 3, 23, 30, tzinfo=UTC), date(2026, 11, 2), id="at half past midnight in London: a day later"),
    ],
)  # fmt: skip
def test_an_answer_holds_for_ninety_days(answered, again_on):
    assert ask_again_on(answered) == again_on


@pytest.mark.parametrize(
    "asked, once_more, at, wanted",
    [
        pytest.param(None, None, ASKED - timedelta(days=1), Turn.NOTHING, id="the day before: nothing"),
        pytest.param(None, None, ASKED, Turn.ASK, id="on the day: it is asked"),
        pytest.param(ASKED, None, ASKED + timedelta(days=6), Turn.NOTHING, id="six days later: it is left in peace"),
        pytest.param(ASKED, None, ASKED + WEEK, Turn.ASK_ONCE_MORE, id="a week later: it is asked once more"),
        pytest.param(ASKED, ASKED + WEEK, ASKED + 2 * WEEK, Turn.NOTHING, id="two weeks later: and never a third time"),
        pytest.param(ASKED, ASKED + WEEK, ASKED + timedelta(days=29), Turn.NOTHING, id="29 days later: notices still go there"),
        pytest.param(ASKED, ASKED + WEEK, ASKED + timedelta(days=30), Turn.GIVE_UP, id="30 days later: nothing is sent there any more"),
        pytest.param(ASKED, None, ASKED + timedelta(days=40), Turn.GIVE_UP, id="nobody was at work for a month: it is over all the same"),
    ],
)  # fmt: skip
def test_a_mailbox_is_asked_then_once_more_then_given_up(asked, once_more, at, wanted):
    again_on = ask_again_on(ANSWERED)
    assert turn(again_on=again_on, asked_at=asked, asked_once_more_at=once_more, at=at) is wanted


def test_a_mailbox_that_never_answered_is_not_asked_by_itself():
    assert turn(again_on=None, asked_at=None, asked_once_more_at=None, at=ASKED) is Turn.NOTHING


def test_the_message_that_asks_holds_a_link_and_the_day_and_nothing_else():
    asked = Mailbox(
        pk=1,
        agency=Agency(says="Lanternfield Academy"),
        address="safeguarding@lanternfield.example",
        says="Safeguarding lead",
        verified_at=ANSWERED,
        asked_at=ASKED,
    )
    made = question(asked, ASKED)
    assert "/mailboxes/" in made.body
    assert "If nobody answers by 1 December 2026, safeguarding notices may stop coming here." in made.body
    assert given_up_at(ASKED).date() == date(2026, 12, 1)
    assert made.recipients() == ["safeguarding@lanternfield.example"]
    assert "child" not in made.body
