"""A sender whom no message reaches is rung, and who rang whom, when, and what was said is written down."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.core import days, says
from kith.frontdoor.actions import closing, reopen
from kith.frontdoor.models import Call, Decision
from kith.frontdoor.queries.worklist import worklist
from kith.notify.models import Notice
from kith.plans.models import Plan
from kith.record.models import Clock, Entry
from tests import databases
from tests.asked import statements
from tests.world import World, child, telling


def unheard(world: World) -> str:
    """A decision for a school without a mailbox; the address of the contact."""
    with databases.as_role("owner"):
        world.sql("update notify_mailbox set ended_at = now()")
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    world.run_jobs()
    return f"/contacts/{world.contact('Kayleigh').reference}/tell/"


def call(**said: Any) -> dict[str, Any]:
    now = says.in_london(timezone.now())
    return {
        "is_reached": "yes",
        "rang": "Keerthana Olawale-Iyer, 01632 960111",
        "rang_on_0": now.day,
        "rang_on_1": now.month,
        "rang_on_2": now.year,
        "rang_at": f"{now:%H:%M}",
        "words": "Told her the outcome. She will see Kayleigh at break.",
        **said,
    }


def page(world: World, who: str, address: str = "/worklist/") -> str:
    return world.browser(who).get(address).content.decode()


def feedback(world: World) -> Clock:
    with world.as_("amina"):
        return Clock.objects.get(rule="CLK-03")


def chase(world: World) -> Clock:
    with world.as_("amina"):
        return Clock.objects.get(rule="CLK-03-chase")


def test_a_sender_who_has_heard_nothing_is_chased_three_working_days_after_the_decision(world: World) -> None:
    """CLK-03: feedback with the decision; a local chase at three working days."""
    address = unheard(world)
    with world.as_("amina"):
        decided = Decision.objects.get().decided_at
    started, due = chase(world).started_at, says.in_london(chase(world).due_at).date()
    assert started == decided
    assert due == days.add_working_days(says.in_london(decided).date(), 3)
    assert "To be told" in page(world, "amina", address) and "Chase, if not told" in page(
        world, "amina", address
    )
    assert "heard nothing: chase" not in page(world, "amina", "/worklist/?queue=tell")
    with time_machine.travel(chase(world).due_at + timedelta(minutes=1)):
        shown = page(world, "amina", "/worklist/?queue=tell")
    assert "Referrer has heard nothing: chase." in shown


def test_the_line_of_a_sender_to_ring_is_due_when_they_should_first_have_been_told(world: World) -> None:
    unheard(world)
    with world.as_("amina") as by:
        (line,) = worklist(actor=by, at=timezone.now(), queue="tell").lines
    assert line.due_at == feedback(world).due_at < chase(world).due_at


@pytest.mark.parametrize(
    "how", [pytest.param("sent", id="the message goes"), pytest.param("rung", id="somebody rings them")]
)
def test_nobody_is_chased_who_was_told(world: World, how: str) -> None:
    if how == "sent":
        world.school_refers("Kayleigh")
        world.front_door_decides("Kayleigh")
        world.run_jobs()
    else:
        world.browser("amina").post(unheard(world), call())
    assert (feedback(world).stopped_because, chase(world).stopped_because) == (how, how)


def test_the_clock_for_telling_the_sender_stops_when_the_message_has_gone(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    assert feedback(world).stopped_at is None
    world.run_jobs()
    assert feedback(world).stopped_because == "sent"


def test_the_clock_stops_too_when_the_sender_opens_the_notice_before_anybody_rang(world: World) -> None:
    unheard(world)
    assert feedback(world).stopped_at is None
    with world.as_("keerthana"):
        reference = Notice.objects.get(kind="decision_made").reference
    assert world.browser("keerthana").get(f"/notices/{reference}/").status_code == 200
    assert feedback(world).stopped_because == "opened"
    assert "Tell the referrer: nobody to ring" in page(world, "amina", "/worklist/?queue=tell")


def test_a_colleague_of_the_senders_council_who_reads_it_for_the_area_was_not_told(world: World) -> None:
    """Rhiannon and Amina work for one council; Rhiannon sent it, and Amina decided."""
    with databases.as_role("owner"):
        world.sql("update notify_mailbox set ended_at = now()")
    world.refers("rhiannon", telling(child("Saoirse")))
    world.front_door_decides("Saoirse")
    world.run_jobs()
    with world.as_("rhiannon"):
        owed = Notice.objects.get(kind="decision_made", for_post=world.county.posts["rhiannon"])
    for address in (f"/receipts/{owed.about}/", f"/notices/{owed.reference}/"):
        assert world.browser("amina").get(address).status_code == 200
    assert feedback(world).stopped_at is None and chase(world).stopped_at is None
    assert "Tell the referrer: 1 to ring" in page(world, "amina", "/worklist/?queue=tell")
    assert world.browser("emeka").get(f"/receipts/{owed.about}/").status_code == 200
    assert feedback(world).stopped_because == chase(world).stopped_because == "opened"
    assert "Tell the referrer: nobody to ring" in page(world, "amina", "/worklist/?queue=tell")


def test_a_sender_is_not_rung_about_a_decision_that_is_looked_at_again(world: World) -> None:
    address = unheard(world)
    contact = world.contact("Kayleigh")
    with world.as_("amina") as by:
        reopen.reopen(contact=contact.reference, because="Said by phone.", by=by, at=timezone.now())
    assert "Tell the referrer: nobody to ring" in page(world, "amina", "/worklist/?queue=tell")
    assert feedback(world).stopped_because == chase(world).stopped_because == "decided anew"
    assert world.browser("amina").get(address).status_code == 404
    world.front_door_decides("Kayleigh", "assessment")
    world.run_jobs()
    listed = page(world, "amina", "/worklist/?queue=tell")
    assert "Tell the referrer: 1 to ring" in listed and "Social care assessment, and a plan" in listed
    assert "Strategy discussion, and a plan now." not in page(world, "amina", address)
    assert world.browser("amina").post(address, call()).status_code == 302
    assert "Tell the referrer: nobody to ring" in page(world, "amina", "/worklist/?queue=tell")
    with world.as_("amina"):
        assert not Clock.objects.filter(about_kind="notice", stopped_at=None).exists()


def test_a_sister_in_the_same_referral_is_still_to_be_told_of(world: World) -> None:
    with databases.as_role("owner"):
        world.sql("update notify_mailbox set ended_at = now()")
    world.refers("keerthana", telling(child("Kayleigh"), child("Orla")))
    for name in ("Kayleigh", "Orla"):
        world.front_door_decides(name)
    world.run_jobs()
    with world.as_("amina") as by:
        reopen.reopen(
            contact=world.contact("Kayleigh").reference, because="Said by phone.", by=by, at=timezone.now()
        )
    listed = page(world, "amina", "/worklist/?queue=tell")
    assert "Tell the referrer: 1 to ring" in listed and "Orla" in listed
    with world.as_("amina"):
        assert Clock.objects.filter(about_kind="notice", stopped_at=None).count() == 2


def test_a_sender_whom_nobody_told_stands_on_the_list_with_whom_to_ring_and_by_when(world: World) -> None:
    address = unheard(world)
    told = page(world, "amina", "/worklist/?queue=tell")
    assert "Tell the referrer: 1 to ring" in told and "This agency has no verified mailbox." in told
    assert address in told and "Kayleigh Thackaberry" in told
    shown = page(world, "amina", address)
    assert "Ring Lanternfield Academy" in shown and "Strategy discussion, and a plan now." in shown


def test_a_call_that_reached_them_is_written_down_stops_the_clock_and_ends_the_task(world: World) -> None:
    address = unheard(world)
    answer = world.browser("amina").post(address, call())
    assert answer.headers["Location"] == "/worklist/"
    assert feedback(world).stopped_because == "rung"
    assert "Tell the referrer: nobody to ring" in page(world, "amina", "/worklist/?queue=tell")
    told = page(world, "noor", address.replace("tell/", ""))
    assert "She will see Kayleigh at break." in told and "Amina Yusuf-Brandt" in told
    with world.as_("amina"):
        assert Entry.objects.get(kind="frontdoor.sender_rung").detail["answer"] == "told"
    again = world.browser("noor").post(address, call()).content.decode()
    assert "has been told" in again
    with world.as_("amina"):
        assert Call.objects.count() == 1


@pytest.mark.parametrize(
    "said", [pytest.param({}, id="whole"), pytest.param({"is_reached": ""}, id="with a question left out")]
)
def test_a_second_callers_note_of_what_the_school_said_stands_to_copy(
    world: World, said: dict[str, str]
) -> None:
    address = unheard(world)
    world.browser("amina").post(address, call())
    told = (
        world.browser("noor")
        .post(address, call(words="She says he waits at the gate again.", **said))
        .content.decode()
    )
    assert "Nothing was saved: somebody has written down already that they were told." in told
    assert "What you typed is not saved" in told and "She says he waits at the gate again." in told
    assert 'href="#id_' not in told
    with world.as_("amina"):
        assert Call.objects.count() == 1


def test_a_call_that_nobody_answered_leaves_them_on_the_list_and_says_so(world: World) -> None:
    address = unheard(world)
    world.browser("amina").post(address, call(is_reached="no", words="No answer. I ring again at 4pm."))
    assert feedback(world).stopped_at is None
    assert "Rung 1 time, not reached." in page(world, "amina", "/worklist/?queue=tell")
    assert "I ring again at 4pm." in page(world, "noor", address)


@pytest.mark.parametrize(
    "said, sentence",
    [
        pytest.param({"rang": ""}, "Say whom you rang, by name or post.", id="whom"),
        pytest.param({"words": " "}, "Say what was said, and what will be done.", id="what was said"),
        pytest.param({"is_reached": ""}, "Say whether you reached them.", id="whether they were reached"),
        pytest.param({"rang_at": "soon"}, "Write the time such as 2:10pm or 14:10.", id="a time"),
        pytest.param({"rang_on_2": "2031"}, "That is later than now.", id="a moment that has been"),
        pytest.param(
            {"rang_on_2": "2020"}, "That is before it was decided.", id="a moment after the decision"
        ),
    ],
)
def test_a_call_is_not_saved_without(world: World, said: dict[str, str], sentence: str) -> None:
    address = unheard(world)
    told = world.browser("amina").post(address, call(**said)).content.decode()
    assert sentence in told
    if "rang" not in said:
        assert "Keerthana Olawale-Iyer, 01632 960111" in told
    with world.as_("amina"):
        assert Call.objects.count() == 0


@pytest.mark.parametrize("typed", ["2:10pm", "14.10", "2pm", "12am"])
def test_a_time_is_read_as_people_write_it(typed: str) -> None:
    from kith.web.frontdoor.tell import Rang

    form = Rang(call(rang_at=typed))
    assert form.is_valid(), form.errors
    assert f"{form.cleaned_data['rang_at']:%H:%M}" == {
        "2:10pm": "14:10", "14.10": "14:10", "2pm": "14:00", "12am": "00:00"
    }[typed]  # fmt: skip


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("keerthana", id="the school itself"),
        pytest.param("rhiannon", id="the lead"),
        pytest.param("silas", id="the other area"),
        pytest.param("olu", id="police"),
    ],
)
def test_a_call_is_not_theirs_to_write_down(world: World, who: str) -> None:
    address = unheard(world)
    assert world.browser(who).get(address).status_code == 404
    assert world.browser(who).post(address, call()).status_code == 404
    with world.as_("amina"):
        assert Call.objects.count() == 0


def test_of_a_restricted_child_only_the_readers_see_whom_to_ring(world: World) -> None:
    address = unheard(world)
    subject = world.contact("Kayleigh").subject_id
    world.keeps(subject)
    assert "Kayleigh" not in page(world, "amina", "/worklist/?queue=tell")
    assert world.browser("amina").post(address, call()).status_code == 404
    assert "Kayleigh" in page(world, "huw", "/worklist/?queue=tell")
    assert world.browser("huw").post(address, call()).status_code == 302


def test_a_message_that_has_only_just_been_owed_is_not_yet_somebody_to_ring(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    assert "nobody to ring" in page(world, "amina", "/worklist/?queue=tell")
    with databases.as_role("owner"):
        world.sql("alter table notify_notice no force row level security")
        world.sql("update notify_notice set owed_at = %s", timezone.now() - timedelta(minutes=20))
        world.sql("alter table notify_notice force row level security")
    told = page(world, "amina", "/worklist/?queue=tell")
    assert "1 to ring" in told and "The message has not gone yet." in told


def test_the_worklist_with_somebody_to_ring_takes_no_more_than_twelve_queries(world: World) -> None:
    unheard(world)
    browser = world.browser("amina")
    browser.get("/worklist/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/worklist/")
    made = statements(asked)
    assert len(made) <= 12, "\n".join(s[:120] for s in made)


def test_every_box_on_the_worklist_at_once_takes_no_more_than_twelve_queries(world: World) -> None:
    unheard(world)
    world.school_refers("Finlay")
    contact = world.contact("Finlay").reference
    with world.as_("amina") as by:
        closing.ask_manager(
            contact=contact, outcome="no_further_action", reasons="x", proposed={}, by=by, at=timezone.now()
        )
    for who in ("amina", "huw"):
        browser = world.browser(who)
        told = browser.get("/worklist/").content.decode()
        assert "Write down a call" in told and "Finlay" in told and "Kayleigh" in told
        with CaptureQueriesContext(connection) as asked:
            browser.get("/worklist/")
        made = statements(asked)
        assert len(made) <= 12, "\n".join(s[:120] for s in made)


def test_an_empty_form_is_answered_with_what_to_fill_in_and_not_with_an_error(world: World) -> None:
    address = unheard(world)
    with world.as_("rhiannon"):
        plan = Plan.objects.get().reference
    for who, empty in (("amina", address), ("rhiannon", f"/plans/{plan}/add/")):
        answer = world.browser(who).post(empty, {})
        assert answer.status_code == 200 and "There is a problem" in answer.content.decode()
