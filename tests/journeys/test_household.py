"""Every child of a home is considered by name: a contact for each who needs one, or why none is needed."""

from typing import Any

import pytest
from django.utils import timezone

from kith.frontdoor.actions import household as actions
from kith.frontdoor.actions import work
from kith.frontdoor.models import Considered, Contact
from kith.intake.models import Receipt
from kith.people.models import HouseholdMember
from kith.sharing import gate
from tests.world import World, child, notification, telling

FINLAY = {
    "name": "Finlay Thackaberry",
    "date_of_birth": "2015-05-04",
    "relation": "brother",
    "is_child": "yes",
}
LORNA = {"name": "Lorna Thackaberry", "age": 37, "relation": "mother", "is_child": "no"}
AMARA = {"name": "Amara", "relation": "cousin", "lives_there": "no"}
DEAN = {"name_or_description": "Dean Orrick-Vale", "allegation": "convicted", "home_contact_unsafe": True}


def told(world: World, **said: Any) -> str:
    """The school tells of Kayleigh and who lives with her; the address of the contact."""
    world.refers(
        "keerthana",
        telling(child("Kayleigh", household=[LORNA, FINLAY, AMARA], **said), adults_answer="none_known"),
    )
    return f"/contacts/{world.contact('Kayleigh').reference}/"


def page(world: World, address: str, who: str = "amina") -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def member(world: World, name: str) -> str:
    with world.as_("amina"):
        return HouseholdMember.objects.filter(name__startswith=name).order_by("id")[0].reference


def considers(
    world: World, name: str, answer: str, because: str = "Same home, same van.", who: str = "amina"
) -> Any:
    contact = world.contact("Kayleigh").reference
    where = f"/contacts/{contact}/home/{member(world, name)}/"
    return world.browser(who).post(where, {"answer": answer, "because": because})


def test_the_home_stands_on_the_contact_and_children_whom_nobody_considered_are_named(world: World) -> None:
    shown = page(world, told(world))
    assert "Finlay Thackaberry" in shown and "11, brother" in shown and "37, mother" in shown
    assert "cousin, lives elsewhere" in shown
    assert "2 other children of the home are not yet considered" in shown
    assert "Consider Lorna" not in shown


def test_a_child_of_the_home_gets_a_contact_of_their_own_with_the_home_and_who_is_a_risk_there(
    world: World,
) -> None:
    address = told(world, adults=[DEAN])
    answer = considers(world, "Finlay", "contact", "Alone with the same adults on Fridays.")
    assert answer.status_code == 302
    assert "A contact was made" in page(world, address)
    world.run_jobs()
    made = world.contact("Finlay")
    assert f"/contacts/{made.reference}/" in page(world, address) and "Has a contact too" in page(
        world, address
    )
    shown = page(world, f"/contacts/{made.reference}/")
    assert "Alone with the same adults on Fridays." in shown and "New phone, out overnight." in shown
    assert "Do not write to 14 Withy Garth" in shown and "(convicted)" in shown
    assert "Told of on the contact that this came from" in shown and "Not yet considered" not in shown
    with world.as_("amina"):
        assert (
            Contact.objects.get(pk=made.pk).from_agency.says
            == Contact.objects.get(pk=made.pk).team.agency.says
        )


def test_a_second_press_makes_no_second_contact(world: World) -> None:
    told(world)
    considers(world, "Finlay", "contact")
    again = considers(world, "Finlay", "contact")
    assert again.status_code == 200 and "A contact was made for this child already" in again.content.decode()
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.filter(record__given_name="Finlay").count() == 1


def test_that_none_is_needed_has_a_reason_a_name_and_can_be_looked_at_again(world: World) -> None:
    address = told(world)
    refused = considers(world, "Finlay", "not_needed", " ")
    assert refused.status_code == 200 and "Say why" in refused.content.decode()
    considers(world, "Finlay", "not_needed", "With his dad in Spain until June.")
    shown = page(world, address)
    assert (
        "With his dad in Spain until June." in shown
        and "1 other child of the home is not yet considered" in shown
    )
    considers(world, "Finlay", "contact", "He came back on Monday.")
    world.run_jobs()
    assert "Has a contact too" in page(world, address)


def test_a_record_that_may_be_the_child_is_shown_with_why_and_nothing_is_joined(world: World) -> None:
    world.school_refers("Finlay", date_of_birth="2015-05-04")
    told(world)
    shown = page(world, f"/contacts/{world.contact('Kayleigh').reference}/home/{member(world, 'Finlay')}/")
    assert "Is there a record already?" in shown and "Agrees:" in shown and "nothing is joined here" in shown


def test_who_may_not_decide_considers_nobody_and_an_adult_is_not_considered(world: World) -> None:
    told(world)
    contact, finlay, lorna = (
        world.contact("Kayleigh").reference,
        member(world, "Finlay"),
        member(world, "Lorna"),
    )
    one = {"contact": contact, "answer": "not_needed", "because": "x", "at": timezone.now()}
    for stranger in ("rhiannon", "perpetua"):
        assert considers(world, "Finlay", "not_needed", who=stranger).status_code == 404
        with world.as_(stranger) as by, pytest.raises(gate.NotYours):
            actions.consider(**one, member=finlay, by=by)
    assert considers(world, "Lorna", "contact").status_code == 404
    with world.as_("amina") as by, pytest.raises(work.CannotDo):
        actions.consider(**one, member=lorna, by=by)
    with world.as_("amina") as by:
        actions.consider(**one, member=finlay, by=by)


def test_what_is_kept_to_named_readers_is_not_copied_to_the_whole_front_door(world: World) -> None:
    told(world)
    world.keeps(world.contact("Kayleigh").subject_id, "huw", "morwenna")
    contact = world.contact("Kayleigh", "huw").reference
    with world.as_("huw"):
        finlay = HouseholdMember.objects.get(name="Finlay Thackaberry").reference
    answer = world.browser("huw").post(
        f"/contacts/{contact}/home/{finlay}/", {"answer": "contact", "because": "Same home"}
    )
    assert "kept to named readers" in answer.content.decode()
    with world.as_("huw"):
        assert (
            not Considered.objects.exists()
            and Receipt.objects.filter(key__startswith="household").count() == 0
        )


def test_police_and_what_is_added_tell_of_a_home_too(world: World) -> None:
    world.police_notify(notification(child("Maisie-Grace")))
    assert "named nobody else at home" in page(world, f"/contacts/{world.contact('Maisie-Grace').reference}/")
    world.police_notify(
        notification(child("Maisie-Grace", household=[FINLAY]), circumstances="A brother too.")
    )
    shown = page(world, f"/contacts/{world.contact('Maisie-Grace').reference}/")
    assert "11, brother" in shown and "1 other child of the home is not yet considered" in shown


def test_the_picture_is_whole_when_somebody_says_so_and_its_clock_stops(world: World) -> None:
    address = told(world)
    assert "Say who this is first" in page(world, f"{address}whole/")
    world.is_new("Kayleigh")
    assert "The picture is whole" in page(world, address)
    answer = world.browser("amina").post(f"{address}whole/", {"missing": "The GP did not answer by noon."})
    assert answer.status_code == 302
    shown = page(world, address)
    assert "Picture whole" in shown and "after 0 min" in shown
    assert "Still missing: The GP did not answer by noon." in shown
    assert "<dt>Picture</dt>" not in shown and "<dt>Decision</dt>" in shown
    assert world.browser("rhiannon").post(f"{address}whole/", {"missing": ""}).status_code == 404
