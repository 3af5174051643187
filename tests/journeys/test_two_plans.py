"""Two contacts became two plans; then they are found to be one child: one plan lives on, and nothing of the other is lost."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kith.notify.models import Notice
from kith.people.models import Link, Verdict
from kith.plans import actions as plans
from kith.plans.models import Action, Plan
from kith.record.models import Clock, Entry
from kith.sharing.models import Agency
from tests.journeys.test_child_page import text
from tests.journeys.test_front_door_who import AOIFE
from tests.world import World

SAME = "The school rang: it is she."


def cannot_tell(world: World, lead: str) -> str:
    """A telling about Aoife, decided with a plan while nobody can tell who she is; the contact."""
    world.school_refers("Aoife", **AOIFE)
    contact = world.contact("Aoife")
    from kith.frontdoor.actions import work

    with world.as_("amina") as by:
        work.say_who(
            contact=contact.reference, verdict=Verdict.UNSURE, child="", because="No number yet", shown=[], by=by,
            at=timezone.now(),
        )  # fmt: skip
    world.front_door_decides("Aoife", "assessment", lead=world.county.posts[lead].reference)
    return contact.reference


def two(world: World) -> tuple[str, str]:
    """The two contacts, each with a plan; Rhiannon leads the first, Emeka the second, and police act in it."""
    first, second = cannot_tell(world, "rhiannon"), cannot_tell(world, "emeka")
    with world.as_("emeka") as by:
        plans.add_action(
            plan=Plan.objects.get(lead=world.county.posts["emeka"]).reference, says="Fit an alarm", owner="Olu",
            agency=Agency.objects.get(says="Ravenshire Police"), due_on=date.today() + timedelta(days=3), purpose="Home",
            by=by, at=timezone.now(),
        )  # fmt: skip
    return first, second


def says_same(world: World, first: str, second: str, **other: Any) -> Any:
    """Amina opens the decided contact again and says that it is about the child of the first."""
    browser = world.browser("amina")
    address = f"/contacts/{second}/who/"
    page = browser.get(address)
    with world.as_("amina"):
        child = world_child(first)
    said = {"who": child, "because": SAME, "shown": page.context["was_shown"], **other}
    return browser.post(address, said, follow=True)


def world_child(contact: str) -> str:
    from kith.frontdoor.models import Contact

    return Contact.objects.get(reference=contact).subject.reference


def led_by(world: World, who: str) -> Plan:
    with world.as_("amina"):
        return Plan.objects.get(lead=world.county.posts[who])


def test_the_way_back_stays_on_the_contact_while_nobody_can_tell(world: World) -> None:
    _, second = two(world)
    told = text(world.browser("amina").get(f"/contacts/{second}/"))
    assert "Say who this is, once you can tell" in told and f"/contacts/{second}/who/" in told
    assert "claim it, so that others know" not in told


def test_which_plan_lives_on_is_asked_in_the_same_act_and_nothing_is_saved_before(world: World) -> None:
    first, second = two(world)
    told = text(says_same(world, first, second))
    assert "Each of the two has a live plan. Which lives on?" in told and SAME in told
    assert "1 action to do." in told and "0 actions to do." in told
    with world.as_("amina"):
        assert not Link.objects.exists() and Plan.objects.filter(closed_at=None).count() == 2


def test_one_plan_lives_on_with_what_was_to_be_done_in_the_other(world: World) -> None:
    first, second = two(world)
    lives, ends = led_by(world, "rhiannon"), led_by(world, "emeka")
    answer = says_same(world, first, second, lives=lives.reference)
    assert answer.redirect_chain[-1][0] == f"/contacts/{second}/"
    assert "Say who this is, once you can tell" not in text(answer)
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1
        ends.refresh_from_db()
        assert ends.closed_at and ends.joined_to == lives and SAME in ends.closed_because
        old, carried = Action.objects.order_by("id")
        assert (old.plan, old.done_at, carried.plan, carried.carried_from) == (ends, None, lives, old)
        assert Entry.objects.filter(kind="plans.ended").count() == 1
        assert set(
            Clock.objects.filter(about=lives.reference, stopped_at=None).values_list("rule", flat=True)
        ) >= {"KITH-PLAN-NEWS"}
        assert not Clock.objects.filter(about=ends.reference, stopped_at=None).exists()
        told = set(
            Notice.objects.filter(kind__in=("plan_joined", "plan_ended")).values_list("kind", "for_post")
        )
        posts = world.county.posts
        assert told == {("plan_joined", posts["rhiannon"].pk), ("plan_ended", posts["emeka"].pk)}
    work = text(world.browser("rhiannon").get("/worklist/"))
    assert "Fit an alarm" in work and "New concern in the plan, to be read" in work
    assert "Fit an alarm" in text(world.browser("olu").get(f"/children/{child_of(world, first)}/"))


def child_of(world: World, contact: str) -> str:
    with world.as_("amina"):
        return world_child(contact)


def test_a_plan_that_is_neither_of_the_two_does_not_live_on(world: World) -> None:
    first, second = two(world)
    assert "Which lives on?" in text(says_same(world, first, second, lives="ABCDEFGH2345"))
    with world.as_("amina"):
        assert Plan.objects.filter(closed_at=None).count() == 2


# Ending a plan.


def closing(world: World, who: str = "rhiannon") -> str:
    cannot_tell(world, "rhiannon")
    return f"/plans/{led_by(world, 'rhiannon').reference}/close/"


def test_the_lead_closes_a_plan_in_which_nothing_is_to_be_done_and_says_why(world: World) -> None:
    address = closing(world)
    browser = world.browser("rhiannon")
    assert "Say why the plan ends" in text(browser.post(address, {"because": " "}))
    told = text(browser.post(address, {"because": "She lives with her aunt."}, follow=True))
    assert "The plan is closed." in told and "No plan is live" in told and "She lives with her aunt." in told
    with world.as_("amina"):
        assert not Clock.objects.filter(about_kind="plan", stopped_at=None).exists()
        assert Entry.objects.filter(kind="plans.closed").count() == 1
    assert browser.get(address).status_code == 404


def test_a_manager_closes_it_too_and_a_colleague_does_not(world: World) -> None:
    address = closing(world)
    assert "Whoever leads the plan, or their manager, closes it." in text(
        world.browser("emeka").post(address, {"because": "x"})
    )
    assert led_by(world, "rhiannon").closed_at is None
    world.browser("morwenna").post(address, {"because": "She lives with her aunt."})
    assert led_by(world, "rhiannon").closed_at is not None


def test_a_plan_with_something_to_do_is_not_closed(world: World) -> None:
    two(world)
    address = f"/plans/{led_by(world, 'emeka').reference}/close/"
    told = text(world.browser("emeka").post(address, {"because": "Moved"}))
    assert "The plan cannot be closed yet" in told and "Fit an alarm" in told and "Moved" in told
    assert led_by(world, "emeka").closed_at is None


def test_a_lead_of_another_agency_is_told_whoever_handed_it_on(world: World) -> None:
    """Rhiannon may send notices of her own agency's only; the service tells the other."""
    from kith.sharing import actions as sharing

    cannot_tell(world, "rhiannon")
    with world.as_("isaura") as by:
        post = sharing.make_post(
            agency=world.county.agencies["trust"], role="family_help_lead_practitioner", says="Family nurse",
            partnerships=[world.county.partnerships["ravenshire"]], starts_on=date.today(), by=by, at=timezone.now(),
        )  # fmt: skip
        sharing.hold_post(
            worker=world.worker("beatrix"), post=post, starts_on=date.today(), by=by, at=timezone.now()
        )
    address = f"/plans/{led_by(world, 'rhiannon').reference}/lead/"
    world.browser("rhiannon").post(address, {"lead": post.reference, "because": "Health knows her best."})
    world.run_jobs()
    with world.as_("amina"):
        assert Notice.objects.filter(kind="lead_changed", for_post=post).count() == 1
