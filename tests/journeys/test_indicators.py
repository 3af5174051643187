"""Words of a contact that may be a sign are shown in their sentence; a person says yes or no, and nothing is known before."""

import re
from typing import Any

from kith.frontdoor.models import Contact, FormAnswer, SignWeighed
from kith.record.models import Clock
from tests.world import World, child, notification, telling

TOLD = "He has two phones and owes money. There was no sign of a knife."


def told(world: World, **said: Any) -> str:
    world.refers(
        "keerthana",
        telling(
            child("Finlay", forms=[], risk="", words="They picked me up. I stayed out.", **said),
            what_happened=TOLD,
        ),
    )
    return f"/contacts/{world.contact('Finlay').reference}/"


def page(world: World, address: str, who: str = "amina") -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def asked(world: World, address: str) -> dict[str, str]:
    """The sentences on the page, by the name of their question."""
    shown = page(world, f"{address}signs/")
    return dict.fromkeys(re.findall(r'name="([0-9a-f]{12})"', shown), "")


def seen(world: World) -> list[str]:
    with world.as_("amina"):
        return sorted(FormAnswer.objects.filter(answer="seen").values_list("form", flat=True))


def test_nothing_is_known_until_a_person_says_yes_and_then_with_the_sentence_and_the_name(
    world: World,
) -> None:
    address = told(world)
    shown = page(world, address)
    assert "may be a sign" in shown and seen(world) == []
    shown = page(world, f"{address}signs/")
    assert "He has two phones and owes money." in shown and "The child’s own words" in shown
    assert "knife" not in shown
    first, *others = asked(world, address)
    answer = world.browser("amina").post(f"{address}signs/", {first: "yes", others[0]: "no"})
    assert answer.status_code == 302
    assert seen(world) == ["criminal"]
    shown = page(world, address)
    assert "The text of the contact, confirmed by Amina Yusuf-Brandt" in shown
    with world.as_("amina"):
        assert Clock.objects.filter(rule="CLK-04-amber", stopped_at=None).exists()
        assert SignWeighed.objects.count() == 2
        assert Contact.objects.get().childs_words == "They picked me up. I stayed out."
    assert first not in asked(world, address) and others[0] not in asked(world, address)


def test_an_empty_answer_and_one_that_a_colleague_gave_meanwhile_are_refused_with_a_sentence(
    world: World,
) -> None:
    address = told(world)
    first = next(iter(asked(world, address)))
    browser = world.browser("noor")
    assert "Say of at least one" in browser.post(f"{address}signs/", {}).content.decode()
    world.browser("amina").post(f"{address}signs/", {first: "no"})
    world.browser("amina").post(f"{address}signs/", {first: "yes"})
    assert seen(world) == []


def test_what_was_added_is_read_too_and_a_form_with_a_sign_is_not_asked_again(world: World) -> None:
    calm = {"forms": [{"form": "criminal", "answer": "seen", "what": "Cash"}], "words": ""}
    world.police_notify(notification(child("Ann", **calm), circumstances="She has two phones."))
    address = f"/contacts/{world.contact('Ann').reference}/"
    assert "Nothing is left to weigh" in page(world, f"{address}signs/")
    world.police_notify(notification(child("Ann", **calm), circumstances="She was out overnight."))
    assert "She was out overnight." in page(world, f"{address}signs/")


def test_who_may_not_decide_weighs_nothing(world: World) -> None:
    address = told(world)
    first = next(iter(asked(world, address)))
    for stranger in ("rhiannon", "keerthana", "silas"):
        assert world.browser(stranger).get(f"{address}signs/").status_code == 404
        assert world.browser(stranger).post(f"{address}signs/", {first: "yes"}).status_code == 404
    assert seen(world) == []
