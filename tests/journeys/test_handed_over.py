"""A child who lives in another area is handed to its front door; until it is accepted, whoever hands over answers."""

from typing import Any

from kith.frontdoor.models import Contact
from kith.frontdoor.queries.handed import state_of
from kith.notify.models import Notice
from kith.record.models import Clock
from tests.world import World, child, notification, telling

MAEVE = {"name": "Maeve Thackaberry", "date_of_birth": "2017-01-09", "relation": "sister", "is_child": "yes"}
BEN = {"name": "Ben Thackaberry", "age": 16, "relation": "brother", "is_child": "yes", "lives_there": "no"}
DEAN = {"name_or_description": "Dean Orrick-Vale", "allegation": "convicted", "home_contact_unsafe": True}


def told(world: World, *home: dict[str, Any]) -> str:
    world.refers(
        "keerthana",
        telling(child("Kayleigh", household=list(home), adults=[DEAN]), adults_answer="yes", in_danger="yes"),
    )
    world.is_new("Kayleigh")
    return f"/contacts/{world.contact('Kayleigh').reference}/"


def page(world: World, address: str, who: str = "amina") -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def hands_over(world: World, address: str, to: str = "kelderdale", who: str = "amina", **said: Any) -> Any:
    told = {"to": to, "to_says": "", "how": "", "because": "They moved to Kelderby on Sunday.", **said}
    answer = world.browser(who).post(f"{address}hand-over/", told)
    world.run_jobs()
    return answer


def there(world: World, name: str = "Kayleigh") -> str:
    return f"/contacts/{world.contact(name, 'silas').reference}/"


def answers(world: World, answer: str, words: str = "", name: str = "Kayleigh", who: str = "silas") -> Any:
    return world.browser(who).post(
        f"{there(world, name)}hand-over/answer/", {"answer": answer, "words": words}
    )


def decides(world: World, **said: Any) -> Any:
    contact = world.contact("Kayleigh")
    made = {
        "level": "4", "criteria_4": ["4.2"], "section_47": "met", "section_47_why": "Adults move her.",
        "outcome": "handed_over", "reasons": "She lives in Kelderby.", "against": "", "feedback": "", "lead": "", "read": "0",
    }  # fmt: skip
    return world.browser("amina").post(f"/contacts/{contact.reference}/decide/", made | said)


def test_a_child_is_handed_over_accepted_and_the_sender_hears_where_it_went(world: World) -> None:
    address = told(world)
    assert "Hand over to another area" in page(world, address)
    assert (
        "No other area has accepted" in decides(world).content.decode()
        or "Choose one of these" in decides(world).content.decode()
    )
    assert hands_over(world, address).status_code == 302
    shown = page(world, address)
    assert "not accepted yet" in shown and "You answer for the child until they accept" in shown
    with world.as_("amina"):
        assert Clock.objects.filter(rule="KITH-HANDED", stopped_at=None).count() == 1
        assert state_of(world_contact(world)) == "waits"
    # There.
    shown = page(world, there(world), "silas")
    assert "hands this child over to you" in shown and "They moved to Kelderby on Sunday." in shown
    assert "It’s never one time." in shown and "Dean Orrick-Vale" in shown and "Harm seen" in shown
    assert answers(world, "accepted").status_code == 302
    assert "Taken over from" in page(world, there(world), "silas")
    # Here.
    assert "has accepted this child" in page(world, address)
    assert decides(world).status_code == 302
    with world.as_("keerthana"):
        heard = Notice.objects.get(kind="decision_made")
        assert heard.headline == "Handed over to the area where the child lives"
    with world.as_("amina"):
        assert not Clock.objects.filter(rule="KITH-HANDED", stopped_at=None).exists()


def world_contact(world: World) -> Contact:
    return Contact.objects.filter(record__given_name="Kayleigh", from_agency__kind="school").latest("id")


def test_what_is_sent_back_says_why_and_whoever_handed_over_answers_for_the_child(world: World) -> None:
    address = told(world)
    hands_over(world, address)
    refused = answers(world, "sent_back")
    assert refused.status_code == 200 and "Say why it is sent back" in refused.content.decode()
    where = there(world)
    assert answers(world, "sent_back", "They stayed one night. Home is Withy Garth.").status_code == 302
    shown = page(world, address)
    assert "has sent this back" in shown and "They stayed one night. Home is Withy Garth." in shown
    assert "Sent back to" in page(world, where, "silas")
    assert "Kayleigh" not in page(world, "/worklist/", "silas")
    assert decides(world).status_code == 200
    assert hands_over(world, address, because="Moved for good now").status_code == 302


def test_each_other_child_of_the_home_is_named_and_goes_or_stays_with_why(world: World) -> None:
    address = told(world, MAEVE, BEN)
    with world.as_("amina"):
        maeve, ben = world_contact(world).record.household.order_by("id")
    nothing = hands_over(world, address).content.decode()
    assert "Say whether Maeve Thackaberry is handed over too" in nothing
    half = hands_over(world, address, **{maeve.reference: "goes", ben.reference: "stays"}).content.decode()
    assert "Say why this child is not handed over" in half and "They moved to Kelderby on Sunday." in half
    done = hands_over(
        world,
        address,
        **{maeve.reference: "goes", ben.reference: "stays", f"{ben.reference}_why": "At college here"},
    )
    assert done.status_code == 302
    shown = page(world, address)
    assert "Maeve Thackaberry: handed over too" in shown and "not handed over. At college here" in shown
    answers(world, "accepted")
    assert "not accepted yet" in page(world, address)
    answers(world, "accepted", name="Maeve")
    assert "has accepted this child" in page(world, address)


def test_an_area_outside_is_told_by_hand_and_who_accepted_is_written_down(world: World) -> None:
    address = told(world)
    bare = hands_over(world, address, "outside").content.decode()
    assert "Say which area" in bare and "Say how you told them" in bare
    hands_over(
        world, address, "outside", to_says="Northern Isles, duty team", how="Rang, then sent by secure mail"
    )
    assert "Write down their answer" in page(world, address)
    answer = world.browser("amina").post(
        f"{address}hand-over/answered/",
        {"answer": "accepted", "who": "Ola Grieve, duty manager", "words": ""},
    )
    assert answer.status_code == 302
    assert "Ola Grieve, duty manager" in page(world, address)
    assert decides(world).status_code == 302


def test_a_restricted_child_is_not_shown_to_a_whole_front_door(world: World) -> None:
    told(world)
    world.keeps(world.contact("Kayleigh").subject_id, "huw", "morwenna")
    address = f"/contacts/{world.contact('Kayleigh', 'huw').reference}/"
    refused = hands_over(world, address, who="huw")
    assert refused.status_code == 200 and "tell one named person there" in refused.content.decode()
    with world.as_("silas"):
        assert not Contact.objects.exists()
    assert hands_over(world, address, who="huw").status_code == 200
    by_hand = hands_over(
        world, address, "outside", "huw", to_says="Kelderdale, head of service", how="By telephone"
    )
    assert by_hand.status_code == 302


def test_only_who_decides_hands_over_and_nobody_accepts_what_was_not_handed_over(world: World) -> None:
    address = told(world)
    for stranger in ("rhiannon", "silas", "keerthana"):
        assert hands_over(world, address, who=stranger).status_code == 404
    hands_over(world, address)
    assert answers(world, "accepted", who="amina").status_code == 404
    world.police_notify(notification(child("Niamh", postcode="KD1 2AB")))
    refused = answers(world, "accepted", name="Niamh")
    assert refused.status_code == 200
    with world.as_("silas"):
        assert not Contact.objects.get(record__given_name="Niamh").hand_over_answers.exists()
