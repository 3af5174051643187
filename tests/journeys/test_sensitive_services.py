"""Asking a service whose records are kept with particular care: both sides are told what may and must be shared."""

from datetime import date

from django.utils import timezone

from kith.county.acting import as_service
from kith.sharing import actions
from tests import databases
from tests.journeys.test_asking_other_agencies import asks, page
from tests.world import World


def boxes(shown: str) -> str:
    return shown.split('id="sensitive"')[1].split("</section>")[0] if 'id="sensitive"' in shown else ""


def test_who_asks_a_drug_service_is_told_how_and_who_asks_a_school_is_not(world: World) -> None:
    world.school_refers("Kayleigh", because="New phone, out overnight")
    contact = world.contact("Kayleigh").reference
    told = boxes(page(world, "amina", f"/contacts/{contact}/ask/"))
    assert "Saltwell Drug and Alcohol Service" in told and "Ask only what the decision needs." in told
    assert "Local advice" in told and "Caldicott principles" in told
    assert "Kith knows no Caldicott Guardian there" in told
    assert world.county.agencies["school"].says not in told


def test_who_answers_there_reads_what_must_be_shared_and_what_need_not_be(world: World) -> None:
    world.school_refers("Kayleigh", because="New phone, out overnight")
    drugs, school = asks(world, "halina", "keerthana")
    told = boxes(page(world, "halina", f"/asked/{drugs}/"))
    assert "You must share what may help the front door to protect this child" in told
    assert "need not be shared" in told and "To hesitate is not to refuse" in told
    assert boxes(page(world, "keerthana", f"/asked/{school}/")) == ""


def test_the_caldicott_guardian_is_named_to_both_sides_where_there_is_one(world: World) -> None:
    with databases.as_role("worker"), as_service("service_setup") as by:
        seat = actions.make_post(
            agency=world.county.agencies["saltwell"],
            role="caldicott",
            says="Caldicott Guardian",
            partnerships=[world.county.partnerships["ravenshire"]],
            starts_on=date.today(),
            by=by,
            at=timezone.now(),
        )
        who = actions.make_worker(email="oriel@saltwell.example", says="Oriel", by=by, at=timezone.now())
        actions.hold_post(worker=who, post=seat, starts_on=date.today(), by=by, at=timezone.now())
    world.school_refers("Kayleigh", because="New phone, out overnight")
    contact = world.contact("Kayleigh").reference
    assert "Caldicott Guardian: Oriel" in boxes(page(world, "amina", f"/contacts/{contact}/ask/"))
    (asked,) = asks(world, "halina")
    assert "Speak with your Caldicott Guardian: Oriel" in boxes(page(world, "halina", f"/asked/{asked}/"))
