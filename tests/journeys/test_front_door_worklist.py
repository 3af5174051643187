"""The worklist opens on what is late; whoever has nothing to do with the front door gets their own work, or nothing."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.frontdoor.models import InformationRequest
from kith.frontdoor.queries import worklist
from kith.plans.actions import add_action
from kith.plans.models import Plan
from kith.record.questions import queues as asked
from kith.web.frontdoor import queues
from tests import databases
from tests.asked import statements
from tests.whole.server import superuser
from tests.world import World, child, notification, telling

QUIET = [{"form": "sexual", "answer": "not_seen"}]


def page(world: World, who: str, address: str = "/worklist/") -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def test_nothing_late_and_nothing_due_says_so_and_what_one_could_do(world: World) -> None:
    told = page(world, "amina")
    assert "Front door: nothing late, nothing due today" in told
    assert "You could" in told


def test_a_late_contact_stands_first_and_is_counted_in_the_heading(world: World) -> None:
    world.refers("keerthana", telling(child("Kayleigh")), at=days_ago(9))
    world.refers("keerthana", telling(child("Finlay", forms=QUIET)))
    told = page(world, "amina")
    assert "Front door: 1 late," in told
    assert told.index("Kayleigh Thackaberry") < told.index("Finlay Thackaberry")


def test_a_new_red_contact_that_nobody_has_is_an_alert_until_it_is_claimed(world: World) -> None:
    world.school_refers("Kayleigh")
    assert "not yet claimed" in page(world, "amina")
    browser = world.browser("amina")
    answer = browser.post(f"/contacts/{world.contact('Kayleigh').reference}/claim/")
    assert answer.headers["Location"] == f"/contacts/{world.contact('Kayleigh').reference}/"
    assert "not yet claimed" not in page(world, "amina")
    assert "Amina Yusuf-Brandt" in page(world, "noor")


def test_the_children_of_one_incident_are_one_line_and_are_claimed_together(world: World) -> None:
    world.police_notify(
        notification(child("Maisie-Grace"), child("Bartłomiej", family_name="Świątek-Brânză"))
    )
    told = page(world, "amina")
    assert "One incident, 2 children" in told
    one, other = world.contact("Maisie-Grace"), world.contact("Bartłomiej")
    world.browser("amina").post(f"/contacts/{one.reference}/claim/", {"also": [other.reference]})
    with world.as_("amina") as by:
        assert {world.contact(name).held_by_id for name in ("Maisie-Grace", "Bartłomiej")} == {by.post_id}


def test_mine_and_unclaimed_show_only_those(world: World) -> None:
    world.school_refers("Kayleigh")
    world.refers("keerthana", telling(child("Finlay", date_of_birth="2015-01-01")))
    world.browser("amina").post(f"/contacts/{world.contact('Kayleigh').reference}/claim/")
    mine = page(world, "amina", "/worklist/?show=mine")
    assert "Kayleigh Thackaberry</a>" in mine and "Finlay Thackaberry</a>" not in mine
    unclaimed = page(world, "amina", "/worklist/?show=unclaimed")
    assert "Finlay Thackaberry</a>" in unclaimed and "Kayleigh Thackaberry</a>" not in unclaimed


def test_what_could_not_be_read_waits_with_a_clock_and_no_name(world: World) -> None:
    world.police_notify(b"\xff\xfe{not json")
    told = page(world, "amina", "/worklist/?queue=unread")
    assert "Could not be read</b>" in told
    assert "RV-" in told


def test_a_decided_contact_has_left_the_list(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    assert "Kayleigh" not in page(world, "amina")


def test_the_other_area_sees_its_own_front_door_and_nothing_of_ours(world: World) -> None:
    world.school_refers("Kayleigh")
    told = page(world, "silas")
    assert "Front door: nothing late, nothing due today" in told
    assert "Kayleigh" not in told


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("keerthana", id="a school"),
        pytest.param("ottoline", id="whoever counts and reads no child"),
    ],
)
def test_the_worklist_is_not_there_for(world: World, who: str) -> None:
    world.school_refers("Kayleigh")
    assert world.browser(who).get("/worklist/").status_code == 404


def test_a_social_worker_finds_the_work_of_her_own_post(world: World) -> None:
    told = page(world, "rhiannon")
    assert "My work: nothing late, nothing due today" in told


def test_a_leaver_opens_nothing_the_day_after(world: World) -> None:
    world.school_refers("Kayleigh")
    browser = world.browser("noor")
    with databases.as_role("owner"):
        world.sql(
            "update sharing_holding set ends_on = current_date - 1 where worker_id = %s",
            world.worker("noor").pk,
        )
    answer = browser.get("/worklist/")
    assert answer.status_code in {302, 404}
    assert "Kayleigh" not in answer.content.decode()


def test_who_was_on_the_list_is_written_in_the_audit(world: World) -> None:
    world.school_refers("Kayleigh")
    page(world, "amina")
    subject = world.contact("Kayleigh").subject_id
    with databases.as_role("owner"):
        found = world.sql("select subjects from sharing_auditevent where action = 'frontdoor.worklist_shown'")
    assert found[-1][0] == [subject]


@pytest.mark.parametrize("children", [pytest.param(2, id="2"), pytest.param(20, id="20")])
def test_the_worklist_takes_no_more_than_twelve_queries_however_many_wait_there(
    world: World, children: int
) -> None:
    for number in range(children):
        world.refers("keerthana", telling(child(f"Child {number}")))
    browser = world.browser("amina")
    browser.get("/worklist/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/worklist/")
    made = statements(asked)
    assert len(made) <= 12, "\n".join(s[:120] for s in made)


def test_a_lead_finds_the_actions_of_her_plans_by_the_day_and_her_team_finds_them_too(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    today = timezone.localdate()
    with world.as_("rhiannon") as by:
        add_action(
            plan=Plan.objects.get().reference,
            says="Meet Kayleigh at school",
            owner="Rhiannon Prys-Ellwood",
            agency=world.county.agencies["council"],
            due_on=today + timedelta(days=1),
            purpose="So that she can say when she is not safe",
            by=by,
            at=timezone.now(),
        )
    told = page(world, "rhiannon")
    assert "Meet Kayleigh at school" in told and ">tomorrow</span>" in told
    assert "Meet Kayleigh at school" not in page(world, "emeka")
    assert "Meet Kayleigh at school" in page(world, "emeka", "/worklist/?show=team")


def test_a_sender_whom_no_message_reaches_is_one_to_ring(world: World) -> None:
    with databases.as_role("owner"):
        world.sql("update notify_mailbox set ended_at = now()")
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    world.run_jobs()
    told = page(world, "amina", "/worklist/?queue=tell")
    assert "Tell the referrer: 1 to ring" in told
    assert "This agency has no verified mailbox." in told


def test_each_queue_that_waits_leads_to_a_list_in_which_something_stands(county: World) -> None:
    with county.as_("huw") as by:
        waits = {each.code for told in asked.ask(by=by, at=timezone.now()) for each in told if each.count}
        assert {"decide", "picture-red", "picture-amber", "asked", "writing"} <= waits
    for code in sorted(waits & queues.LISTS.keys()):
        listed = page(county, "huw", queues.LISTS[code])
        assert "Nothing waits here" not in listed, code


def test_a_colour_shows_its_own_lines_and_a_question_those_that_wait_for_an_answer(county: World) -> None:
    def shown(queue: str) -> dict[str, set[str]]:
        with county.as_("huw") as by:
            found = worklist.worklist(actor=by, at=timezone.now(), queue=queue).lines
        return {child.contact: {line.rag} for line in found for child in line.children}

    every = shown("")
    for rag in ("red", "amber", "green"):
        assert shown(rag) == {contact: rags for contact, rags in every.items() if rags == {rag}}, rag
    assert shown("red") and shown("amber")
    with county.as_("huw"):
        waits = InformationRequest.objects.filter(requestanswer=None, requestwithdrawn=None)
        contacts = set(waits.filter(contact__state="received").values_list("contact__reference", flat=True))
    assert set(shown("asked")) == contacts != set()


@pytest.mark.parametrize("is_empty", [True, False], ids=["nothing waits", "something waits"])
def test_the_worklist_stands_under_the_name_that_the_area_gives_its_hub(world: World, is_empty: bool) -> None:
    with superuser(world.database) as server:
        server.execute(
            "update sharing_team set says = 'Ravenshire MASH' where does = 'front_door'"
            " and partnership_id = (select id from sharing_partnership where code = 'ravenshire')"
        )
    if not is_empty:
        world.refers("keerthana", telling(child("Kayleigh")), at=days_ago(9))
    assert "Ravenshire MASH: " in page(world, "amina") and "Front door: " in page(world, "silas")
