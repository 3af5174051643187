"""“Nothing is late” is said only to whoever reads everything that may be late."""

from datetime import date, timedelta

from django.utils import timezone

from kith.sharing import actions
from kith.sharing.models import Subject
from kith.sharing.models.access import Relationship
from tests.journeys.test_child_page import police_fit_an_alarm, referred, text
from tests.whole.server import superuser
from tests.world import World


def with_a_late_discussion(world: World) -> str:
    """Kayleigh's page: her strategy discussion is days late, and Jolanta interviews her."""
    page = referred(world)
    with world.as_("rhiannon") as by:
        actions.grant(
            subject=Subject.objects.get().pk,
            relationship=Relationship.ALLOCATED,
            post=world.county.posts["jolanta"],
            because="Interviews her",
            by=by,
            at=timezone.now(),
        )
    with superuser(world.database) as connected:
        connected.execute("update record_clock set due_at = due_at - interval '20 days'")
    return page


def part(page: str, name: str) -> str:
    """What the row of facts says under this name."""
    return page.partition(f"<dt>{name}</dt><dd>")[2].partition("</dd>")[0]


def test_whoever_reads_no_clocks_is_told_of_actions_alone(world: World) -> None:
    page = with_a_late_discussion(world)
    lead, interviewer = (text(world.browser(who).get(page)) for who in ("rhiannon", "jolanta"))
    assert "kith-late-words" in part(lead, "Late")
    assert part(interviewer, "Late").startswith("No action is late")
    assert part(interviewer, "Next").startswith("No action is to be done")
    police_fit_an_alarm(world, due_on=date.today())
    with superuser(world.database) as connected:
        connected.execute("update plans_action set due_on = due_on - 3")
    assert "Fit an alarm" in part(text(world.browser("jolanta").get(page)), "Late")


def test_the_list_of_children_says_the_same(world: World) -> None:
    with_a_late_discussion(world)
    theirs, hers = (text(world.browser(who).get("/children/")) for who in ("jolanta", "rhiannon"))
    assert "Children: 1, nothing late that you may see" in theirs
    assert "No action is late" in theirs and "No action is due" in theirs
    assert "Nothing late" not in theirs and "Nothing is due" not in theirs
    assert "Children: 1, 1 with something late" in hers


def test_where_the_plan_is_kept_nothing_is_said_of_what_is_late(world: World) -> None:
    page = with_a_late_discussion(world)
    with world.as_("rhiannon") as by:
        actions.disclose(
            subject=page.split("/")[2],
            permission="child.read",
            to_post=world.county.posts["olu"],
            is_shared=True,
            helps_with="They see her.",
            harm_weighed="None.",
            because="She asked.",
            until=timezone.now() + timedelta(days=3),
            by=by,
            at=timezone.now(),
        )
    seen = text(world.browser("olu").get("/children/"))
    assert "Kept from you" in seen
    assert "No action is late" not in seen and "Nothing late" not in seen
    assert "Children: 1, nothing late that you may see" in seen
