"""Told without an account, by telephone and on paper: a hotel, a surgery, and an evening when nothing worked."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from kith.county.acting import as_the_public
from kith.county.stories.children import asked, forms
from kith.county.stories.stage import MOMENT, Stage
from kith.county.stories.times import soon
from kith.frontdoor.models import Contact
from kith.intake.actions import Keyed, key_in, print_forms, receive_public
from kith.intake.models import Channel
from kith.sharing import jobs
from kith.sharing.models import Post


def canonical(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def _public(stage: Stage, at: datetime, name: str, told: dict[str, Any]) -> None:
    def does(at: datetime) -> None:
        with as_the_public("ravenshire") as by:
            number = receive_public(raw=canonical(told), by=by, at=at).number
        _lands(stage, at, name, number)

    stage.then(at, does)


def _lands(stage: Stage, at: datetime, name: str, number: str) -> None:
    jobs.run_waiting(at + MOMENT)
    with stage.as_("amina"):
        landed = Contact.objects.select_related("record", "subject").get(receipt_reference=number)
    stage.contacts[name], stage.receipts[name] = landed, number


def a_night_porter(stage: Stage) -> None:
    """A night porter tells of a girl in room 12, and gives no name and no number. Noor has taken it on."""
    came = stage.moments.decision_on_time(3, 40)
    told = {
        "sender_name": "Somebody who gave no name",
        "source_code": "8",
        "sub_source": "hotel",
        "what_happened": "A man in his thirties paid cash for two nights. A girl is with him, I would say 15. Other men come "
        "and go after midnight. She asked me for a charger and looked frightened.\n\nWhere: Saltmarket Lodge, Skarhaven, RV2\n"
        "The child’s age: about 15",
        "in_danger": "not_known",
        "led_by": "A briefing or training: the one for hotels in September",
        "children": [{}],
    }
    _public(stage, came, "A girl in room 12", told)
    stage.claims("noor", soon(came, stage.until, 14), "A girl in room 12")


def a_surgery_rings(stage: Stage) -> None:
    """A school nurse rang yesterday. It is decided, and what she will write has not come yet."""
    m = stage.moments
    rang = m.ago(minutes=20 * 60)
    told: dict[str, Any] = {
        "sender_name": "Jude Farquhar-Lim, school nurse",
        "sender_contact": "01632 960133",
        "sender_reference": "CALL-0001",
        "source_code": "3C",
        "what_happened": "Came to the drop-in with a new phone. Says that a friend’s cousin bought it, so that she can mind a "
        "bag at weekends. She has stopped swimming.",
        "in_danger": "no",
        "adults_answer": "none_known",
        "children": [
            {
                "given_name": "Ottilie",
                "family_name": "Sandgrain-Mbeki",
                "date_of_birth": m.born(14, 2, 9).isoformat(),
                "postcode": "RV3 2QD",
                "risk": "That she is asked to carry more than a bag.",
                "words": "It’s just minding it.",
                "words_heard": "To the nurse, alone",
                "forms": forms(m.today, seen={"criminal": "Minds a bag for a friend’s cousin"}),
                "consent": asked("Her mum", by="the school nurse", at=rang),
            }
        ],
    }
    _keyed(stage, rang, rang + timedelta(minutes=18), "Ottilie", "trust", Channel.PHONE, told)
    stage.says_new(
        "amina", rang + timedelta(minutes=50), "Ottilie", because="Nobody of this name or birthday is known."
    )
    stage.asks_views("amina", rang + timedelta(minutes=55), "Ottilie", level="3", section_47="not_met", outcome="early_help",
                     reasons="A bag and a phone from somebody she will not name. Her mum asked for a mentor, and so did she.")  # fmt: skip
    stage.gives_view("olu", rang + timedelta(minutes=80), "Ottilie", agrees="yes",
                     because="The number in her phone is not known to us. We ask again if the bag comes back.")  # fmt: skip
    stage.gives_view("beatrix", rang + timedelta(minutes=95), "Ottilie", agrees="yes",
                     because="She spoke freely with the nurse and will see her again on Friday.")  # fmt: skip
    stage.decides(
        "amina",
        rang + timedelta(minutes=110),
        "Ottilie",
        level="3",
        criteria=["3.1"],
        section_47="not_met",
        section_47_why="One sign, told early, and her mum has put the bag in the boot of her car.",
        outcome="early_help",
        reasons="A bag and a phone from somebody she will not name. Her mum asked for a mentor, and so did she.",
        against="What is in the bag is not known. If it is more than clothes this is level 4.",
        feedback="Please send us in writing what you told us by phone, with the day on which she stopped swimming.",
    )


def an_evening_on_paper(stage: Stage) -> None:
    """Five forms were printed in good time. One was filled in when the line was down, and keyed the next morning."""
    m = stage.moments
    name = "A boy at the bus stop"
    told = {
        "sender_name": "Somebody who gave no name",
        "source_code": "1B",
        "sub_source": "neighbour",
        "what_happened": "A boy of perhaps 11 sits at the stop by the mill until nine, most evenings this week. He says that "
        "he waits for somebody. No bus stops there after six.",
        "in_danger": "no",
        "led_by": "A poster, card or sticker: in the chemist’s",
        "children": [{}],
    }

    def prints(at: datetime) -> None:
        with stage.as_("huw") as by:
            area = stage.county.partnerships["ravenshire"].pk
            first, *_ = print_forms(partnership=area, count=5, by=by, at=at)
        numbers.append(first.number)

    numbers: list[str] = []
    stage.then(m.day(12, 10), prints)
    _keyed(stage, m.day(9, 16, 25), m.day(8, 8, 5), name, "", Channel.PAPER, told, numbers)
    stage.claims("noor", m.day(8, 8, 30), name)
    stage.cannot_tell(
        "noor", m.day(8, 9, 15), name, because="No name. The community officer will look out for him."
    )
    stage.decides(
        "noor",
        m.day(7, 10, 40),
        name,
        level="1",
        criteria=[],
        section_47="not_met",
        section_47_why="The officer met him twice: he waits for his mum, whose shift at the mill ends at nine.",
        outcome="advice",
        reasons="No harm and no sign was seen on either evening. The library opens for him until nine, and his mum knows.",
        against="We have his first name only.",
        not_asked_why="Whoever wrote it gave no number to ring.",
    )


def _keyed(
    stage: Stage,
    came: datetime,
    at: datetime,
    name: str,
    agency: str,
    channel: Channel,
    told: dict[str, Any],
    numbers: Sequence[str] = (),
) -> None:
    """Amina writes down what came to the front door by telephone or on paper."""

    def does(at: datetime) -> None:
        with stage.as_("amina") as by:
            area = stage.county.partnerships["ravenshire"]
            whose = (
                stage.county.agencies[agency] if agency else Post.objects.get(code="public_ravenshire").agency
            )
            keyed = Keyed(channel, whose.pk, area.pk, came, *numbers)
            raw = canonical({**told, "written_by": f"{by.name}, {by.post_says}"})
            number = key_in(keyed=keyed, key=name, raw=raw, by=by, at=at).reference
        _lands(stage, at, name, number)

    stage.then(at, does)
