"""Who has no business with a child is shown what they would be shown if there were none, and can go on from there."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kith.core import reference
from kith.core.says import today_in_london
from kith.people.models import SourceRecord
from kith.sharing import actions
from kith.sharing.models import Worker
from tests.browser.conftest import Site, Visit, looked_at
from tests.browser.hands import button, heading, link, press
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def world(site: Site) -> World:
    return World(site.database)


def child_called(world: World, given_name: str) -> str:
    with world.as_("amina"):
        records = SourceRecord.objects.filter(given_name=given_name).order_by("pk")
        return str(records.values_list("subject__reference", flat=True)[0])


def refused_like_nothing(page: Page, address: str) -> str:
    """The heading of the one answer to a record and to none."""
    made_up = re.sub(r"[0-9A-Z]{12}", reference.new(), address)
    answers = []
    for asked in (address, made_up):
        answer = page.goto(asked)
        assert answer is not None
        answers.append((answer.status, page.url.replace(asked, ""), page.locator("main").inner_text()))
    assert answers[0] == answers[1]
    looked_at(page)
    return heading(page)


@pytest.mark.parametrize(
    ("who", "child", "goes_on_to"),
    [
        pytest.param("Idwal", "Zofia", "Your referrals", id="the wrong agency"),
        pytest.param("Huw", "Cadi", "Front door", id="a colleague in conflict"),
    ],
)
def test_whose_child_it_is_not_goes_on_with_their_own_work(
    world: World, visit: Visit, scripts: bool, who: str, child: str, goes_on_to: str
) -> None:
    page = visit(who, "/help/", scripts=scripts)
    assert refused_like_nothing(page, f"/children/{child_called(world, child)}/") == "Not there, or not yours"
    link(page, "Go to where your work begins")
    assert heading(page).startswith(goes_on_to)
    contact = world.contact(child).reference
    assert refused_like_nothing(page, f"/contacts/{contact}/") == "Not there, or not yours"


def newcomer(world: World, says: str) -> Worker:
    with world.as_("tamsin") as by:
        return actions.make_worker(
            email=f"{says.split()[0].lower()}@ravenshire.example", says=says, by=by, at=timezone.now()
        )


def test_a_stranger_without_a_post_learns_nothing_and_is_told_whom_to_ask(
    world: World, visit: Visit, scripts: bool
) -> None:
    stranger = newcomer(world, "Ravenna Nobody-Yet" if scripts else "Peregrine Nobody-Yet")
    page = visit(path="/try/", scripts=scripts)
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post("/try/", form={"who": stranger.reference, "csrfmiddlewaretoken": token})
    seen = refused_like_nothing(page, f"/children/{child_called(world, 'Zofia')}/")
    assert seen == "You hold no post today"
    link(page, "the front door")
    assert heading(page) == "Help and who to ring"


def test_who_has_left_is_refused_from_the_next_request_on(world: World, visit: Visit, scripts: bool) -> None:
    leaver = newcomer(world, "Quillon Last-Day" if scripts else "Sabine Last-Day")
    today = today_in_london(timezone.now())
    with world.as_("tamsin") as by:
        holding = actions.hold_post(
            worker=leaver,
            post=world.county.posts["rhiannon"],
            starts_on=today - timedelta(days=7),
            by=by,
            at=timezone.now(),
        )
    page = visit(leaver.says.split()[0], "/children/", scripts=scripts)
    press(page.get_by_role("link", name=re.compile("^Zofia")).first)
    assert heading(page).startswith("Zofia")
    child = page.url

    with world.as_("tamsin") as by:
        actions.leave_post(holding=holding, last_day=today - timedelta(days=1), by=by, at=timezone.now())
    assert refused_like_nothing(page, child) == "You hold no post today"
    button(page, "Sign out")
    page.goto(child)
    expect(page).to_have_url(re.compile(r"/account/login/"))
