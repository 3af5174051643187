"""Finding a child: who it may be and whom to ask, and no more than that."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from kith.plans.models import Plan
from kith.sharing import actions
from tests.journeys.test_child_page import referred, text
from tests.journeys.test_registers_of_sharing import day, made_post
from tests.whole.server import superuser
from tests.world import World

KAYLEIGH = {
    "given_name": "Kayleigh",
    "family_name": "Thackaberry",
    **day("date_of_birth", date(2012, 3, 2)),
}


def of_another_team(world: World) -> Client:
    """A social worker whose team has nothing to do with Kayleigh."""
    seat = made_post(world, "council", "social_worker", "Social worker, Ormsea", holder="ottoline")
    ottoline = world.browser("ottoline")
    assert ottoline.post("/post/", {"post": seat.reference}).status_code == 302
    return ottoline


def test_a_social_worker_who_does_not_reach_the_child_learns_whom_to_ask(world: World) -> None:
    page = referred(world)
    ormsea = of_another_team(world)
    seen = text(ormsea.post("/find/", KAYLEIGH))
    assert "1 child may be the one" in seen
    assert "Rhiannon Prys-Ellwood" in seen
    assert page not in seen
    assert ormsea.get(page).status_code == 404
    assert page in text(world.browser("rhiannon").post("/find/", KAYLEIGH))


def test_the_box_on_every_page_takes_a_name_a_number_or_a_reference(world: World) -> None:
    page = referred(world)
    amina = world.browser("amina")
    assert 'action="/find/"' in text(amina.get("/worklist/"))
    assert page in text(amina.post("/find/", {"q": "Kayleigh Thackaberry"}))
    assert amina.post("/find/", {"q": page.split("/")[2]}).headers["location"] == page
    asked = text(amina.post("/find/", {"q": "Thackaberry"}))
    assert "Many have this name. Add a birth date" in asked
    assert 'value="Thackaberry"' in asked
    assert "no NHS number, pupil number or reference" in text(amina.post("/find/", {"q": "943 476"}))


def test_looking_is_written_down_with_whom_one_was_shown(world: World) -> None:
    referred(world)
    of_another_team(world).post("/find/", KAYLEIGH)
    with world.as_("amina"):
        child = Plan.objects.get().subject_id
    with superuser(world.database) as server:
        ((purpose, subjects),) = server.execute(
            "select purpose, subjects from sharing_auditevent where action = 'people.looked_up' and worker_id = %s",
            [world.worker("ottoline").pk],
        ).fetchall()
    assert (purpose, subjects) == ("find", [child])


def test_a_child_of_another_area_or_kept_to_named_readers_is_not_found(world: World) -> None:
    referred(world)
    assert "Nobody like that is known here" in text(world.browser("silas").post("/find/", KAYLEIGH))
    with world.as_("huw") as by:
        actions.restrict(
            subject=Plan.objects.get().subject_id,
            because="Daughter of a colleague",
            readers=[world.county.posts["huw"]],
            whom_to_ask=world.county.posts["huw"],
            review_on=date.today() + timedelta(days=90),
            by=by,
            at=timezone.now(),
        )
    assert "Nobody like that is known here" in text(of_another_team(world).post("/find/", KAYLEIGH))
    at_the_door = text(world.browser("amina").post("/find/", KAYLEIGH))
    assert "Nobody like that is known here" in at_the_door
    assert "A restricted record may match" in at_the_door


def test_whoever_may_not_look_for_children_is_not_offered_it(world: World) -> None:
    keerthana = world.browser("keerthana")
    assert "/find/" not in text(keerthana.get("/refer/"))
    assert keerthana.get("/find/").status_code == 404
