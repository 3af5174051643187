"""Two contacts became two plans; then they are found to be one child: one plan lives on, and nothing of the other is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.notify.models import Notice
from kith.people.models import Link, Verdict
from kith.plans import actions as plans
from kith.plans.models import Action, Plan
from kith.record.models import Clock, Entry
from kith.sharing.models import Agency
from tests.journeys.test_child_due import joined_her_plan
from tests.journeys.test_child_page import text
from tests.journeys.test_front_door_who import AOIFE
from tests.journeys.test_three_become_one import meanwhile
from tests.world import World

SAME = "The school rang: it is she."


def cannot_tell(world: World, lead: str, outcome: str = "assessment", **said: Any) -> str:
    """A telling about Aoife, decided with a plan while nobody can tell who she is; the contact."""
    world.school_refers("Aoife", **AOIFE)
    contact = world.contact("Aoife")
    from kith.frontdoor.actions import work

    with world.as_("amina") as by:
        work.say_who(
            contact=contact.reference, verdict=Verdict.UNSURE, child="", because="No number yet", shown=[], by=by,
            at=timezone.now(),
        )  # fmt: skip
    world.front_door_decides("Aoife", outcome, lead=world.county.posts[lead].reference, **said)
    return contact.reference


def two(world: World, *outcomes: str) -> tuple[str, str]:
    """The two contacts, each with a plan; Rhiannon leads the first, Emeka the second, and police act in it."""
    asked = outcomes or ("assessment", "assessment")
    first, second = (cannot_tell(world, *each) for each in zip(("rhiannon", "emeka"), asked, strict=True))
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


def due(world: World, plan: Plan) -> dict[str, Clock]:
    with world.as_("amina"):
        return {each.rule: each for each in Clock.objects.filter(about=plan.reference, stopped_at=None)}


@pytest.mark.parametrize("lead", ["rhiannon", "emeka"])
def test_a_strategy_discussion_that_is_due_stays_due_by_its_hour_of_whoever_leads_the_one_that_lives_on(
    world: World, lead: str
) -> None:
    first, second = two(world, "strategy_discussion", "strategy_discussion")
    lives = led_by(world, lead)

    def discussions() -> dict[str, Clock]:
        with world.as_("amina"):
            return {each.about: each for each in Clock.objects.filter(rule="CLK-08", stopped_at=None)}

    before = discussions()
    says_same(world, first, second, lives=lives.reference)
    now = discussions()
    assert len(before) == 2
    assert {about: each.due_at for about, each in now.items()} == {
        about: each.due_at for about, each in before.items()
    }
    assert {each.post for each in now.values()} == {world.county.posts[lead]}
    assert "Strategy discussion" in text(world.browser(lead).get("/worklist/"))


def test_a_first_action_is_due_no_more_where_one_came_with_the_other_plan(world: World) -> None:
    first, second = two(world)
    lives = led_by(world, "rhiannon")
    assert set(due(world, lives)) == {"KITH-PLAN-FIRST"}
    says_same(world, first, second, lives=lives.reference)
    assert set(due(world, lives)) == {"KITH-PLAN-NEWS"}


def test_and_it_stays_due_where_nothing_came_with_it(world: World) -> None:
    first, second = (cannot_tell(world, lead) for lead in ("rhiannon", "emeka"))
    lives = led_by(world, "rhiannon")
    says_same(world, first, second, lives=lives.reference)
    assert set(due(world, lives)) == {"KITH-PLAN-FIRST", "KITH-PLAN-NEWS"}


def test_a_concern_that_nobody_had_read_in_the_plan_that_ends_is_read_in_the_other_by_its_hour(
    world: World,
) -> None:
    address = joined_her_plan(world)
    ends = led_by(world, "rhiannon")
    first = cannot_tell(world, "emeka")
    with world.as_("amina"):
        second = Contact.objects.get(subject=ends.subject).reference
    by_then = due(world, ends)["KITH-PLAN-NEWS"].due_at
    lives = led_by(world, "emeka")
    says_same(world, first, second, lives=lives.reference)
    assert due(world, lives)["KITH-PLAN-NEWS"].due_at == by_then
    shown = text(world.browser("emeka").get(address.replace(ends.reference, lives.reference) + "news/"))
    assert "A man waits at the gate." in shown


# What is done while two plans become one.


def joined_plans(world: World) -> tuple[Action, Action]:
    """The action of the plan that ended, and the one that goes on in the other."""
    first, second = two(world)
    says_same(world, first, second, lives=led_by(world, "rhiannon").reference)
    with world.as_("amina"):
        old, carried = Action.objects.order_by("id")
    return old, carried


def test_a_page_from_before_says_of_the_action_that_goes_on_that_it_is_done(world: World) -> None:
    old, carried = joined_plans(world)
    olu, silas = world.browser("olu"), world.browser("silas")
    address, said = f"/actions/{old.reference}/done/", {"done_says": "Fitted, and tried with her"}
    assert silas.post(address, said).status_code == 404
    assert "Say that it is done" in text(olu.get(address))
    assert olu.post(address, said).status_code == 302
    with world.as_("amina"):
        old.refresh_from_db()
        carried.refresh_from_db()
        assert (old.done_at, carried.done_says) == (None, "Fitted, and tried with her")
    assert "Fit an alarm" not in text(world.browser("olu").get("/worklist/"))


def test_nothing_is_done_in_a_plan_that_has_ended(world: World) -> None:
    old, carried = joined_plans(world)
    for action, is_done in ((old, False), (carried, True)):
        try:
            finishes(world, action)
        except plans.CannotPlan as refusal:
            assert "has ended" in refusal.objections[0] and not is_done
        else:
            assert is_done


def finishes(world: World, action: Action) -> None:
    with world.as_("olu") as by:
        plans.finish_action(action=action.reference, done_says="Fitted", by=by, at=timezone.now())


def test_what_is_said_to_be_done_while_two_plans_become_one_is_not_lost_with_the_one_that_ends(
    world: World,
) -> None:
    first, second = two(world)
    lives = led_by(world, "rhiannon").reference
    with world.as_("amina"):
        action, child = Action.objects.get(), world_child(first)
    with world.transaction():
        says_directly(world, second, child, lives)
        waits = meanwhile(finishes, world, action)
    with pytest.raises(plans.CannotPlan, match="has ended"):
        waits.result()


def test_what_is_done_first_is_not_carried(world: World) -> None:
    first, second = two(world)
    lives = led_by(world, "rhiannon").reference
    with world.as_("amina"):
        action, child = Action.objects.get(), world_child(first)
    with world.transaction():
        finishes(world, action)
        waits = meanwhile(says_directly, world, second, child, lives)
    waits.result()
    with world.as_("amina"):
        assert [each.done_says for each in Action.objects.all()] == ["Fitted"]


def says_directly(world: World, contact: str, child: str, lives: str) -> None:
    from kith.frontdoor.actions import work

    with world.as_("amina") as by:
        work.say_who(
            contact=contact, verdict=Verdict.SAME, child=child, because=SAME, shown=[], lives=lives, by=by,
            at=timezone.now(),
        )  # fmt: skip


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
