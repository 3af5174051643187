"""What a message says.

A message is a reference and a link, never content: no name, no date of birth, no address, no word of what happened.
"""

import pytest

from kith.notify.models import Mailbox, Notice
from kith.notify.tasks import message
from kith.sharing.models import Partnership

NOTICE = Notice(
    reference="8KQ2M4TW7RHD", about="RV-KAYLEIGH", headline="Strategy discussion for Kayleigh Thackaberry, born 2 March 2012",
    words="She lives at 14 Withy Garth, RV1 4AB. Ring her nan on 07700 900111.", kind="decision_made",
)  # fmt: skip
MAILBOX = Mailbox(address="safeguarding@lanternfield.example", says="Lanternfield Academy")
AREA = Partnership(duty_says="the Ravenshire front door", duty_phone="01632 960110")


def whole():
    made = message(NOTICE, MAILBOX, AREA)
    return made, "\n".join([made.subject, made.body, str(made.message())])


@pytest.mark.parametrize(
    "word",
    [
        "Kayleigh",
        "Thackaberry",
        "2012",
        "Withy",
        "RV1 4AB",
        "900111",
        "Strategy discussion",
        "RV-KAYLEIGH",
        "decision_made",
    ],
)
def test_a_message_holds_no_word_about_a_child(word):
    assert word not in whole()[1]


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("OFFICIAL-SENSITIVE", id="its marking"),
        pytest.param("8KQ2M4TW7RHD", id="a reference"),
        pytest.param("/notices/8KQ2M4TW7RHD/", id="where to read it"),
        pytest.param("01632 960110", id="whom to ring"),
    ],
)
def test_a_message_says_that_something_waits_and_where(part):
    assert part in whole()[1]


def test_a_message_goes_to_the_verified_mailbox_and_to_nobody_else():
    made, _ = whole()
    assert made.recipients() == ["safeguarding@lanternfield.example"]
    assert made.attachments == []
