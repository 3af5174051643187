"""Who is this? A person chooses with a reason; the page warns of twins and never chooses."""

from datetime import timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import timezone

from kith.people.models import IdentityDecision, Link
from tests import databases
from tests.world import World, child, telling

AOIFE = {
    "family_name": "Ní Dhómhnaill-Carrick",
    "address_line": "22 Tarbarrel Lane",
    "date_of_birth": "2013-03-12",
}


def known(world: World, given_name: str, **said: object) -> str:
    """A child who was referred and decided on before; her reference."""
    world.school_refers(given_name, **said)
    world.front_door_decides(given_name, lead=world.county.posts["rhiannon"].reference)
    with world.as_("amina"):
        return world.contact(given_name).subject.reference


def restricted(world: World, given_name: str) -> None:
    """Huw keeps her record to the service manager."""
    world.keeps(world.contact(given_name).subject_id, reader="morwenna")


def asks(world: World, given_name: str, who: str = "amina"):  # type: ignore[no-untyped-def]
    """The page that asks who this is, and where it is."""
    address = f"/contacts/{world.contact(given_name).reference}/who/"
    browser = world.browser(who)
    return browser, address, browser.get(address)


def test_what_was_sent_stands_beside_what_is_held_and_says_what_differs(world: World) -> None:
    known(world, "Aoife", **AOIFE)
    world.school_refers("Aoife", **{**AOIFE, "family_name": "Ni Dhomnaill", "date_of_birth": "2013-12-03"})
    _, _, page = asks(world, "Aoife")
    told = page.content.decode()
    assert "agrees: accents and second part left out" in told
    assert "day and month swapped" in told
    assert "Plan live since" in told
    assert "None of these: new to us" in told and "I cannot tell yet" in told


def test_twins_are_shown_side_by_side_with_a_warning(world: World) -> None:
    known(world, "Aoife", **AOIFE)
    known(world, "Niamh", **AOIFE)
    world.school_refers("Aoife", **AOIFE)
    _, _, page = asks(world, "Aoife")
    told = page.content.decode()
    assert "Do not choose in haste" in told
    assert "Aoife and Niamh have the same" in told


def test_choosing_a_known_child_joins_the_two_and_goes_on_to_the_decision(world: World) -> None:
    subject = known(world, "Aoife", **AOIFE)
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife")
    answer = browser.post(
        address,
        {"who": subject, "because": "The nurse confirmed the class", "shown": page.context["was_shown"]},
    )
    assert answer.headers["Location"] == address.replace("/who/", "/decide/")
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1
        assert IdentityDecision.objects.order_by("-id")[0].shown != []
    assert (
        "Everything that is known of both now stands together"
        in browser.get(address.replace("who/", "")).content.decode()
    )


def test_not_being_able_to_tell_joins_nothing_and_the_contact_goes_on(world: World) -> None:
    known(world, "Aoife", **AOIFE)
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife")
    browser.post(address, {"who": "unsure", "because": "Ring the nurse", "shown": page.context["was_shown"]})
    with world.as_("amina"):
        assert Link.objects.count() == 0
    assert world.contact("Aoife").identified_at is not None


def test_without_a_reason_nothing_is_saved_and_the_choice_stays(world: World) -> None:
    subject = known(world, "Aoife", **AOIFE)
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife")
    again = browser.post(address, {"who": subject, "because": " ", "shown": page.context["was_shown"]})
    told = again.content.decode()
    assert "Say what makes you sure, or what would settle it" in told
    assert f'value="{subject}" checked' in told
    with world.as_("amina"):
        assert Link.objects.count() == 0


def test_somebody_who_was_not_on_the_page_cannot_be_chosen(world: World) -> None:
    known(world, "Aoife", **AOIFE)
    other = known(
        world, "Idris", family_name="Quillfeather", date_of_birth="2009-01-01", address_line="", postcode=""
    )
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife")
    answer = browser.post(address, {"who": other, "because": "Mistake", "shown": page.context["was_shown"]})
    assert "Choose one of those shown" in answer.content.decode()
    with world.as_("amina"):
        assert Link.objects.count() == 0


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param("", id="the child who was shown"),
        pytest.param("new", id="new to us"),
        pytest.param("unsure", id="cannot tell yet"),
    ],
)
def test_what_is_saved_from_a_page_that_was_open_too_long_is_not_saved_and_says_so(
    world: World, choice: str
) -> None:
    subject = known(world, "Aoife", **AOIFE)
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife")
    said = {
        "who": choice or subject,
        "because": "The nurse rang back",
        "shown": page.context["was_shown"],
    }
    with world.as_("amina"):
        before = IdentityDecision.objects.count()
    with time_machine.travel(timezone.now() + timedelta(hours=10, minutes=1)):
        again = world.browser("amina").post(address, said)
    told = again.content.decode()
    assert "This page was open too long. Look again, then save." in told
    assert "The nurse rang back" in told and f'value="{said["who"]}" checked' in told
    with world.as_("amina"):
        assert (Link.objects.count(), IdentityDecision.objects.count()) == (0, before)
    saved = browser.post(address, {**said, "shown": again.context["was_shown"]})
    assert saved.status_code == 302
    with world.as_("amina"):
        assert IdentityDecision.objects.order_by("-id")[0].shown != []


def test_a_restricted_record_that_may_match_is_known_to_be_there_and_whom_to_ask(world: World) -> None:
    known(world, "Aoife", **AOIFE)
    restricted(world, "Aoife")
    world.school_refers("Aoife", **AOIFE)
    _, _, page = asks(world, "Aoife")
    told = page.content.decode()
    assert "A restricted record may match" in told and "Service manager" in told
    assert "Nobody whom this post may see is like what was sent" in told


@pytest.mark.parametrize(
    "ask, says",
    [
        pytest.param([("Team manager, MASH", "01632 960001", "")], "A restricted record may match", id="one"),
        pytest.param(
            [("Team manager, MASH", "01632 960001", ""), ("Service manager", "01632 960002", "ABCDEFGH2345")],
            "Restricted records may match",
            id="two",
        ),
    ],
)
def test_whom_to_ask_is_named_as_the_post_is_for_one_record_and_for_more(
    ask: list[tuple[str, str, str]], says: str
) -> None:
    told = render_to_string("find/_restricted.html", {"ask": ask})
    assert says in told and all(post in told and phone in told for post, phone, _ in ask)
    assert told.count("open it in an emergency") == sum(bool(child) for *_, child in ask)


def test_the_look_up_is_written_in_the_audit_with_who_was_shown(world: World) -> None:
    known(world, "Aoife", **AOIFE)
    world.school_refers("Aoife", **AOIFE)
    asks(world, "Aoife")
    with databases.as_role("owner"):
        found = world.sql("select subjects from sharing_auditevent where action = 'people.looked_up'")
    assert len(found[-1][0]) == 1


def test_a_child_with_a_name_of_a_hundred_letters_fits_on_the_page(world: World) -> None:
    world.refers(
        "keerthana", telling(child("Oluwaseyifunmi" * 7, family_name="Adébáyọ̀-Featherstonehaugh" * 3))
    )
    _, _, page = asks(world, "Oluwaseyifunmi" * 7)
    assert page.status_code == 200
