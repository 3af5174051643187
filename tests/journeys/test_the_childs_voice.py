"""Whoever tells of a child says whether somebody spoke with the child alone; nobody asks again what a child has told already."""

import copy
import re

import pytest

from kith.frontdoor.models import HelpOffer
from kith.protection.models import Trigger
from kith.web.api import examples
from tests.journeys.test_early_help import CALM
from tests.journeys.test_files import sends as sends_rows
from tests.journeys.test_front_door_together import HELPS
from tests.journeys.test_school_refers import CONSENT, HAPPENED, NO_ADULTS, TEODOR, begins, fills, sends
from tests.journeys.test_three_become_one import is_she
from tests.world import World, child, notification, telling

NOBODY_SAID = "Nobody said. Ask whether the child was offered time alone"


def page(world: World, who: str, address: str) -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def contact_of(world: World, name: str) -> str:
    return page(world, "amina", f"/contacts/{world.contact(name).reference}/")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"spoken_alone": "yes", "spoken_alone_who": "Mrs Ferris, on Monday"}, "Spoken with alone: Mrs Ferris, on Monday"),
        ({"spoken_alone": "offered"}, "Offered; the child did not want to"),
        ({"spoken_alone": "no"}, "Not spoken with alone"),
        ({"spoken_alone": "not_known"}, "Not known whether anybody spoke with the child alone"),
        ({}, NOBODY_SAID),
    ],
)  # fmt: skip
def test_a_school_says_whether_somebody_spoke_with_the_child_alone(
    world: World, said: dict[str, str], shown: str
) -> None:
    school = world.browser("keerthana")
    draft = begins(school)
    for step, answers in (
        ("child", TEODOR),
        ("happened", HAPPENED),
        ("adults", NO_ADULTS),
        ("consent", CONSENT),
    ):
        fills(school, draft, step, answers)
    asked = school.get(f"/refer/{draft}/words/").content.decode()
    assert "Did somebody speak with Teodor alone, or offer to?" in asked
    assert "emergency department" not in asked, "That is said to a health service."
    fills(school, draft, "words", {"words": "He said it was fine.", **said})
    assert sends(school, draft).status_code == 302
    world.run_jobs()
    assert shown in contact_of(world, "Teodor")


def test_an_answer_that_is_none_of_them_gets_a_sentence_and_keeps_what_was_typed(world: World) -> None:
    school = world.browser("keerthana")
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    said = {"words": "He said it was fine.", "spoken_alone": "perhaps", "spoken_alone_who": "Mrs Ferris"}
    answer = fills(school, draft, "words", said).content.decode()
    assert (
        "Choose one of them, or leave it empty" in answer
        and "He said it was fine." in answer
        and "Mrs Ferris" in answer
    )


def test_what_police_and_hospitals_say_of_it_lands_in_the_same_place(world: World) -> None:
    told = child("Maisie-Grace", spoken_to_alone="yes")
    silent = child("Finlay", spoken_to_alone="not_known")
    own = child("Wren", spoken_to_alone="no", spoken_alone="offered", spoken_alone_who="PC Attwater")
    world.police_notify(notification(told, silent, own))
    attendance = copy.deepcopy(examples.ATTENDANCE)
    world.tells("attendance", {**attendance, "seen_alone": "yes", "children": [child("Aurora")]})
    assert {
        name: world.contact(name).spoken_alone for name in ("Maisie-Grace", "Finlay", "Wren", "Aurora")
    } == {
        "Maisie-Grace": "yes",
        "Finlay": "",
        "Wren": "offered",
        "Aurora": "yes",
    }


@pytest.mark.parametrize(("written", "lands"), [("Offered", "offered"), ("not known", "not_known"), ("", "")])
def test_a_file_of_rows_says_it_too(world: World, written: str, lands: str) -> None:
    school = world.browser("keerthana")
    heads = "Your name,What happened,Given name,Family name,Seen alone,Who heard it"
    file = sends_rows(school, f"{heads}\nKeerthana,New phone,Teodor,Hallgarth,{written},Mrs Ferris\n")
    world.run_jobs()
    school.post(f"/files/{file}/", {"do": "send"})
    world.run_jobs()
    assert world.contact("Teodor").spoken_alone == lands


def test_a_word_in_a_file_that_is_no_answer_gets_a_sentence(world: World) -> None:
    school = world.browser("keerthana")
    heads = "Your name,What happened,Given name,Family name,Seen alone"
    file = sends_rows(school, f"{heads}\nKeerthana,New phone,Teodor,Hallgarth,perhaps\n")
    world.run_jobs()
    shown = school.get(f"/files/{file}/").content.decode()
    assert "1 to put right" in shown and "Write one of: Yes; It was offered" in shown


def test_whoever_asks_an_agency_is_shown_first_what_the_child_has_told_already(world: World) -> None:
    world.refers(
        "keerthana", telling(child("Kayleigh", words="He waits at the gate.", words_heard="To Mrs Ferris"))
    )
    world.refers("keerthana", telling(child("Finlay", words="")))
    asking = f"/contacts/{world.contact('Kayleigh').reference}/ask/"
    shown = page(world, "amina", asking)
    assert "Read what Kayleigh Thackaberry has already told" in shown and "To Mrs Ferris" in shown
    assert "He waits at the gate." not in shown, (
        "The words are read where they stand, and that is written down."
    )
    assert "has already told" not in page(
        world, "amina", f"/contacts/{world.contact('Finlay').reference}/ask/"
    )
    assert world.browser("keerthana").get(asking).status_code == 404


HEARD = "To Mrs Ferris"
TOLD = {"words": "He waits at the gate.", "words_heard": HEARD}


def told_before(world: World, who: str, address: str) -> bool:
    """Whether this page says first what the child has told already, and each of its links opens what they said."""
    shown = page(world, who, address)
    box = re.search(r'aria-labelledby="has-told".*?</section>', shown, re.DOTALL)
    if box is None:
        return False
    assert HEARD in box[0] and TOLD["words"] not in box[0]
    assert all(
        TOLD["words"] in page(world, who, found) for found in re.findall(r'href="([^"#]+)#risk', box[0])
    )
    return True


def views_asked(world: World, name: str, **said: str) -> str:
    """The address of a contact on which Amina has asked for views."""
    world.school_refers(name, **said)
    world.is_new(name)
    contact = f"/contacts/{world.contact(name).reference}/"
    assert world.browser("amina").post(f"{contact}decide/", {**HELPS, "ask_views": "1"}).status_code == 302
    return contact


def test_whoever_gives_a_view_is_shown_first_what_the_child_told_in_another_contact(world: World) -> None:
    contact = views_asked(world, "Kayleigh", **TOLD)
    assert not told_before(world, "beatrix", f"{contact}view/"), "The words of this contact stand beside it."
    world.refers("keerthana", telling(child("Kay", **TOLD)))
    world.is_new("Kay")
    later = views_asked(world, "Kaylee", words="")
    is_she(world, "Kaylee", "Kay", who="amina")
    assert told_before(world, "beatrix", f"{later}view/")


def test_whoever_asks_or_meets_a_family_about_early_help_is_shown_first_what_the_child_told(
    world: World,
) -> None:
    world.school_refers("Kayleigh", forms=[], **TOLD)
    world.front_door_decides("Kayleigh", "early_help", **CALM)
    with world.as_("amina"):
        offer = f"/help-offers/{HelpOffer.objects.get().reference}/"
    assert told_before(world, "amina", offer)


def test_whoever_writes_down_a_strategy_discussion_is_shown_first_what_the_child_told(world: World) -> None:
    world.school_refers("Kayleigh", **TOLD)
    world.front_door_decides("Kayleigh", "strategy_discussion")
    with world.as_("amina"):
        discussion = f"/discussions/{Trigger.objects.get().reference}/held/"
    assert told_before(world, "rhiannon", discussion)
