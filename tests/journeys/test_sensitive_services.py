"""Asking a service whose records are kept with particular care: both sides are told what may and must be shared."""

from datetime import date

from django.utils import timezone

from kith.county.acting import as_service
from kith.notify.models import Notice
from kith.record.models import Clock
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


def hesitates(world: World, who: str, asked: str, says: str = "She asked us to tell nobody.") -> str:
    answer = world.browser(who).post(f"/asked/{asked}/", {"verdict": "hesitates", "says": says})
    return answer.content.decode() if answer.status_code == 200 else ""


def test_to_hesitate_is_no_refusal_a_manager_on_each_side_is_told_and_the_clock_goes_on(world: World) -> None:
    world.school_refers("Kayleigh", because="New phone, out overnight")
    (asked,) = asks(world, "halina")
    assert "Say why you hesitate" in hesitates(world, "halina", asked, "")
    assert hesitates(world, "halina", asked) == ""
    assert hesitates(world, "keerthana", asked) == "", "A stranger is refused before anything is said."
    world.run_jobs()
    with world.as_("huw"):
        here = Notice.objects.get(kind="agency_hesitates")
        assert here.for_post == world.county.posts["huw"]
        assert Clock.objects.get(about=asked).stopped_at is None
    with world.as_("halina"):
        assert Notice.objects.get(kind="request_hesitates").agency == world.county.agencies["saltwell"]
    contact = f"/contacts/{world.contact('Kayleigh').reference}/"
    for shown in (page(world, "amina", contact), page(world, "amina", f"/requests/{asked}/")):
        assert "She asked us to tell nobody." in shown and "Cannot share" not in shown
    assert "Told at the front door: Team manager, front door." in page(world, "huw", f"/requests/{asked}/")
    assert f"/requests/{asked}/" in page(world, "huw", f"/notices/{here.reference}/")
    assert "was told already" in hesitates(world, "halina", asked)
    assert "Asked of us: nothing late, 1 due" in page(world, "halina", "/asked/")


def test_the_answer_that_follows_stops_the_clock_and_nothing_says_any_more_that_they_hesitate(
    world: World,
) -> None:
    world.school_refers("Kayleigh", because="New phone, out overnight")
    (asked,) = asks(world, "halina")
    hesitates(world, "halina", asked)
    answer = {"verdict": "answered", "says": "She told us of two men and a flat."}
    assert world.browser("halina").post(f"/asked/{asked}/", answer).status_code == 302
    world.run_jobs()
    shown = page(world, "amina", f"/requests/{asked}/")
    assert "two men and a flat" in shown and "They hold something and hesitate" not in shown
    assert "waits for no answer any more" in hesitates(world, "halina", asked)
    with world.as_("huw"):
        assert Clock.objects.get(about=asked).stopped_because == "answered"
