"""The child's page: whoever works with the child sees one plan and what is late; nobody else learns that it is there."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.core import says
from kith.plans import actions as plans
from kith.plans.models import Plan
from kith.sharing import actions
from kith.sharing.models import Agency, Agreement, Grant, Subject
from kith.sharing.models.access import Relationship
from tests.world import World, child, telling

ABSENT = "/children/ABCDEFGH2345/"


def referred(world: World, **said: Any) -> str:
    """Kayleigh has a plan that Rhiannon leads; the address of her page."""
    world.school_refers("Kayleigh", **said)
    world.front_door_decides("Kayleigh")
    with world.as_("amina"):
        return f"/children/{Subject.objects.get(kind='child').reference}/"


def police_fit_an_alarm(world: World, due_on: date | None = None) -> None:
    """An action of the plan that the police own, so that the police are involved."""
    with world.as_("rhiannon") as by:
        plans.add_action(
            plan=Plan.objects.get().reference,
            says="Fit an alarm to the back door",
            owner="Olu Marchbanks",
            agency=Agency.objects.get(says="Ravenshire Police"),
            due_on=due_on or date.today() + timedelta(days=3),
            purpose="Adults come to the home at night",
            by=by,
            at=timezone.now(),
        )


def the_police_agreements_run_out(world: World) -> None:
    # Theirs with the other partnership stands, and covers nothing here.
    with world.as_("tamsin") as by:
        theirs = Agreement.objects.filter(
            parties__agency__says="Ravenshire Police", partnership__in=by.partnerships
        )
        theirs.update(ends_on=date.today() - timedelta(days=1))


def shared_with(world: World, who: str, page: str, until: datetime) -> None:
    """Rhiannon decides that somebody may read who the child is and the plan."""
    with world.as_("rhiannon") as by:
        for permission in ("child.read", "plan.read"):
            actions.disclose(
                subject=page.split("/")[2],
                permission=permission,
                to_post=world.county.posts[who],
                is_shared=True,
                helps_with="They check how the plan was made.",
                harm_weighed="Nobody else learns of it.",
                because="The family asked for it to be checked.",
                until=until,
                by=by,
                at=timezone.now() - timedelta(days=2),
            )


# As `tests.world.child` tells of her.
AGE = says.age(date(2012, 3, 2), says.today_in_london(timezone.now()))


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_the_lead_sees_who_the_child_is_the_plan_and_who_told(world: World) -> None:
    page = referred(world, nhs_number="999 123 4560")
    seen = text(world.browser("rhiannon").get(page))
    for words in (
        f"Kayleigh Thackaberry, {AGE}",
        "999 123 4560",
        "Plan live",
        "Rhiannon Prys-Ellwood",
        "It’s never one time.",
    ):
        assert words in seen
    assert "Lanternfield Academy" in seen
    assert "Withy Garth" not in seen


def test_absent_and_not_yours_are_the_same_bytes_for_every_stranger(world: World) -> None:
    page = referred(world)
    for who in ("silas", "olu", "idwal", "perpetua", "tamsin"):
        browser = world.browser(who)
        mine, nobodys = browser.get(page), browser.get(ABSENT)
        assert (mine.status_code, nobodys.status_code) == (404, 404), who
        assert mine.content == nobodys.content, who


def test_the_police_see_the_child_once_an_action_is_theirs(world: World) -> None:
    page = referred(world)
    assert world.browser("olu").get(page).status_code == 404
    police_fit_an_alarm(world)
    seen = text(world.browser("olu").get(page))
    assert "Fit an alarm to the back door" in seen
    assert "Who has looked, last 28 days" not in seen


def test_an_agreement_that_has_run_out_hides_the_plan_from_the_police_and_not_the_name(world: World) -> None:
    page = referred(world)
    police_fit_an_alarm(world)
    the_police_agreements_run_out(world)
    seen = text(world.browser("olu").get(page))
    assert f"Kayleigh Thackaberry, {AGE}" in seen
    assert "Fit an alarm" not in seen
    assert "Whether there is a plan, and what it says" in seen
    assert "No agreement covers this for Ravenshire Police today: the last one ended on" in seen
    assert "01632 960110" in seen


def test_a_record_shared_by_decision_opens_the_plan_where_no_agreement_does(world: World) -> None:
    page = referred(world)
    police_fit_an_alarm(world)
    the_police_agreements_run_out(world)
    until = date.today() + timedelta(days=14)
    decision = {
        "to_post": world.county.posts["olu"].reference,
        "records": ["plan.read"],
        "helps_with": "The alarm is theirs to fit.",
        "harm_weighed": "She asked for the alarm.",
        "decision": "share",
        "until_0": until.day,
        "until_1": until.month,
        "until_2": until.year,
        "because": "It cannot wait for the agreement.",
    }
    assert world.browser("rhiannon").post(f"{page}disclose/", decision).status_code == 302
    seen = text(world.browser("olu").get(page))
    assert "Fit an alarm to the back door" in seen
    assert "What happened to the child, across agencies" in seen
    assert "Whether there is a plan" not in seen


def test_a_post_that_reads_no_child_finds_the_one_that_was_shared_with_it_until_its_day(world: World) -> None:
    page = referred(world)
    ottoline = world.browser("ottoline")
    shared_with(world, "ottoline", page, until=timezone.now() - timedelta(minutes=1))
    for address in (page, "/children/"):
        assert ottoline.get(address).status_code == 404
    shared_with(world, "ottoline", page, until=timezone.now() + timedelta(days=7))
    assert "Shared with you by a decision" in text(ottoline.get("/children/"))
    seen = text(ottoline.get(page))
    assert "Rhiannon Prys-Ellwood" in seen
    assert "It’s never one time." not in seen


def test_a_colleague_in_conflict_is_refused_like_a_stranger(world: World) -> None:
    page = referred(world)
    huw = world.browser("huw")
    assert huw.get(page).status_code == 200
    with world.as_("huw") as by:
        actions.declare_conflict(
            worker=world.worker("huw"),
            subject=Subject.objects.get(kind="child").pk,
            because="Her mother is his sister",
            by=by,
            at=timezone.now(),
        )
    assert huw.get(page).content == huw.get(ABSENT).content


def test_somebody_whose_last_day_was_yesterday_sees_nothing(world: World) -> None:
    page = referred(world)
    with world.as_("tamsin") as by:
        holding = world.county.posts["rhiannon"].holdings.get(worker=world.worker("rhiannon"))
        actions.leave_post(
            holding=holding, last_day=date.today() - timedelta(days=1), by=by, at=timezone.now()
        )
    leaver = world.browser("rhiannon")
    for address in (page, ABSENT):
        answer = leaver.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_when_a_grant_ends_the_next_page_is_closed(world: World) -> None:
    page = referred(world)
    police_fit_an_alarm(world)
    olu = world.browser("olu")
    assert olu.get(page).status_code == 200
    with world.as_("amina") as by:
        theirs = list(Grant.objects.filter(relationship=Relationship.AGENCY.value, ends_at=None))
        actions.end_grant(grants=theirs, by=by, at=timezone.now())
    assert olu.get(page).content == olu.get(ABSENT).content


def test_a_restricted_record_opens_to_its_named_readers_only(world: World) -> None:
    page = referred(world)
    with world.as_("huw") as by:
        actions.restrict(
            subject=Subject.objects.get(kind="child").pk,
            because="A member of staff’s family",
            readers=[world.county.posts["morwenna"]],
            whom_to_ask=world.county.posts["morwenna"],
            review_on=date.today() + timedelta(days=90),
            by=by,
            at=timezone.now(),
        )
    assert "Restricted record" in text(world.browser("morwenna").get(page))
    rhiannon = world.browser("rhiannon")
    assert rhiannon.get(page).content == rhiannon.get(ABSENT).content


def test_every_look_is_written_down_and_the_lead_reads_who(world: World) -> None:
    page = referred(world)
    world.browser("amina").get(page)
    lead = world.browser("rhiannon")
    lead.get(page)
    assert "Amina Yusuf-Brandt" in text(lead.get(page))
    everyone = text(lead.get(f"{page}looked/"))
    assert "Opened the child’s page" in everyone
    assert "Keeping a child safe under a plan" in everyone
    police_fit_an_alarm(world)
    assert world.browser("olu").get(f"{page}looked/").status_code == 404


def test_the_address_is_covered_until_asked_for_and_asking_is_written_down(world: World) -> None:
    page = referred(world)
    lead = world.browser("rhiannon")
    assert "Withy Garth" not in text(lead.get(page))
    assert lead.get(f"{page}address/").status_code == 405
    assert "14 Withy Garth" in text(lead.post(f"{page}address/"))
    assert "Asked for the address" in text(lead.get(f"{page}looked/"))
    police_fit_an_alarm(world)
    olu = world.browser("olu")
    assert olu.post(f"{page}address/").content == olu.post(f"{ABSENT}address/").content
    assert "Where the child lives" in text(olu.get(page))


def test_an_adult_at_home_is_named_with_what_is_alleged_and_nobody_writes_to_the_home(world: World) -> None:
    adult = {
        "name_or_description": "Dean Orrick-Vale",
        "relation": "mother’s partner",
        "allegation": "alleged",
        "restriction": "Not to be in the home.",
        "restriction_source": "Family court",
        "home_contact_unsafe": True,
        "safe_contact": "Ring her nan.",
    }
    page = referred(world, adults=[adult])
    seen = text(world.browser("rhiannon").get(page))
    assert "Do not write to or ring the home" in seen
    assert "Ring her nan." in seen
    assert "Alleged" in seen
    assert "No end is known" in seen
    police_fit_an_alarm(world)
    assert "Dean Orrick-Vale" in text(world.browser("olu").get(page))
    with world.as_("rhiannon") as by:
        actions.grant(
            subject=Subject.objects.get().pk,
            relationship=Relationship.ALLOCATED,
            post=world.county.posts["jolanta"],
            because="Interviews her",
            by=by,
            at=timezone.now(),
        )
    seen = text(world.browser("jolanta").get(page))
    assert "Dean Orrick-Vale" not in seen
    assert "Adults linked to the child, and what restricts them" in seen


def test_what_was_written_later_than_it_happened_says_so(world: World) -> None:
    happened = timezone.now() - timedelta(days=9)
    world.refers("keerthana", telling(child("Kayleigh"), event_at=happened.isoformat()))
    world.front_door_decides("Kayleigh")
    with world.as_("amina"):
        page = f"/children/{Subject.objects.get().reference}/"
    assert "Written 9 days later" in text(world.browser("rhiannon").get(page))
    assert "Written 9 days later" not in text(world.browser("rhiannon").get(f"{page}?kind=plans"))


def test_a_page_about_somebody_with_a_long_past_asks_no_more_questions(world: World) -> None:
    page = referred(world)
    lead = world.browser("rhiannon")
    lead.get(page)
    with CaptureQueriesContext(connection) as few:
        lead.get(page)
    for _ in range(12):
        police_fit_an_alarm(world)
    with CaptureQueriesContext(connection) as many:
        assert lead.get(page).status_code == 200
    assert len(many) <= 30
    assert len(many) <= len(few) + 1
