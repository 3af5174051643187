"""Working to the one plan: an action is added, looked at again, and done; what is vague is asked about, not refused."""

from datetime import date, timedelta
from typing import Any

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.frontdoor.actions import work
from kith.frontdoor.models import Contact
from kith.people.models import Verdict
from kith.plans.models import Action, Plan
from kith.sharing.models import Subject
from tests.journeys.test_child_page import police_fit_an_alarm, referred, text
from tests.world import World


def said(world: World, **other: Any) -> dict[str, Any]:
    due = date.today() + timedelta(days=2)
    return {
        "says": "Drive her home from school",
        "owner": "Rhiannon Prys-Ellwood",
        "agency": world.county.agencies["council"].reference,
        "due_on_0": due.day,
        "due_on_1": due.month,
        "due_on_2": due.year,
        "purpose": "Adults wait for her at the gate",
        **other,
    }


def add_page(world: World) -> str:
    with world.as_("amina"):
        return f"/plans/{Plan.objects.get().reference}/add/"


def test_the_lead_adds_an_action_and_the_plan_has_a_new_version(world: World) -> None:
    page = referred(world)
    lead = world.browser("rhiannon")
    assert lead.get(add_page(world)).status_code == 200
    answer = lead.post(add_page(world), said(world))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{page}#plan"
    seen = text(lead.get(page))
    assert "Drive her home from school" in seen
    assert "Version 2" in seen
    assert "the plan: 1 action to do, none late" in seen.lower()


def test_pressing_twice_adds_one_action(world: World) -> None:
    referred(world)
    seen = text(world.browser("rhiannon").get(add_page(world)))
    button = next(one for one in seen.split("<button")[1:] if "Add to the plan" in one.split("</button")[0])
    assert 'data-prevent-double-click="true"' in button and 'data-module="govuk-button"' in button


def test_an_empty_action_is_refused_at_each_question_and_nothing_typed_is_lost(world: World) -> None:
    referred(world)
    lead = world.browser("rhiannon")
    seen = text(lead.post(add_page(world), said(world, says="", owner="", due_on_2="1999")))
    assert "Say what will be done, beginning with a verb." in seen
    assert "Say who will do it: a person, not a team." in seen
    assert "an action cannot be due in the past" in seen
    assert "Adults wait for her at the gate" in seen
    assert "There is a problem" in seen
    seen = text(lead.post(add_page(world), said(world, agency="")))
    assert "Choose the agency that will do it." in seen


def test_a_vague_verb_is_asked_about_and_never_refused(world: World) -> None:
    page = referred(world)
    lead = world.browser("rhiannon")
    looked_at = text(lead.post(add_page(world), said(world, says="Monitor the situation", also="1")))
    assert "Your words stay unless you change them." in looked_at
    with world.as_("rhiannon"):
        assert Action.objects.count() == 0
    assert lead.post(add_page(world), said(world, says="Monitor the situation")).status_code == 302
    assert "“Monitor" in text(lead.get(page))


def test_an_action_is_done_once_however_often_it_is_pressed(world: World) -> None:
    page = referred(world)
    police_fit_an_alarm(world)
    with world.as_("amina"):
        done = f"/actions/{Action.objects.get().reference}/done/"
    olu = world.browser("olu")
    assert "Say what was done, and how you know." in text(olu.post(done, {"done_says": " "}))
    for _ in range(2):
        assert (
            olu.post(done, {"done_says": "Fitted, and tried with her"}).headers["Location"] == f"{page}#plan"
        )
    seen = text(world.browser("rhiannon").get(page))
    assert "The plan: everything is done" in seen
    assert "Fitted, and tried with her" in seen
    assert "Done</b>: Fit an alarm to the back door" in seen


def test_what_a_second_person_did_stands_to_copy_where_the_action_is_done_already(world: World) -> None:
    referred(world)
    police_fit_an_alarm(world)
    with world.as_("amina"):
        done = f"/actions/{Action.objects.get().reference}/done/"
    world.browser("olu").post(done, {"done_says": "Fitted, and tried with her"})
    late = text(world.browser("rhiannon").post(done, {"done_says": "The fitter rang: the back door sticks."}))
    assert "Nothing was saved: somebody had already said that this is done." in late
    assert "What you typed is not saved" in late and "The fitter rang: the back door sticks." in late
    with world.as_("amina"):
        assert Action.objects.get().done_says == "Fitted, and tried with her"


def test_late_is_said_first(world: World) -> None:
    page = referred(world)
    police_fit_an_alarm(world)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        lead = world.browser("rhiannon")
        seen = text(lead.get(page))
        assert "3: A manager’s decision" in seen and "and 2 more" in seen, "What is due first is said first."
        assert "1 action to do, 1 late" in seen
        assert "Children: 1, 1 with something late" in text(lead.get("/children/"))


def test_strangers_and_those_who_only_read_may_not_change_the_plan(world: World) -> None:
    referred(world)
    police_fit_an_alarm(world)
    absent = "/plans/ABCDEFGH2345/add/"
    for who in ("olu", "silas", "keerthana", "perpetua"):
        browser = world.browser(who)
        refused = browser.post(add_page(world), said(world))
        assert refused.status_code == 404
        assert refused.content == browser.post(absent, said(world)).content
    with world.as_("amina"):
        done = f"/actions/{Action.objects.get().reference}/done/"
    silas = world.browser("silas")
    assert (
        silas.post(done, {"done_says": "x"}).content
        == silas.post("/actions/ABCDEFGH2345/done/", {"done_says": "x"}).content
    )


def test_a_disclosure_decision_says_what_it_weighed_or_is_not_taken(world: World) -> None:
    page = referred(world)
    lead = world.browser("rhiannon")
    seen = text(
        lead.post(
            f"{page}disclose/",
            {
                "to_post": world.county.posts["keerthana"].reference,
                "records": ["child.read", "plan.read"],
                "decision": "share",
            },
        )
    )
    for words in (
        "Say what this would let the other agency do for the child.",
        "Say whether sharing would harm the child more than not sharing, and why.",
        "Say why you decided so.",
        "Say until when the other agency may read it.",
    ):
        assert seen.count(words) == 2, words
    assert world.browser("keerthana").get(page).status_code == 404


def test_a_refusal_to_share_is_kept_and_opens_nothing(world: World) -> None:
    page = referred(world)
    lead = world.browser("rhiannon")
    refused = {
        "to_post": world.county.posts["idwal"].reference,
        "records": ["child.read"],
        "helps_with": "Nothing: she is not at this school.",
        "harm_weighed": "More people would know where she is.",
        "decision": "refuse",
        "because": "They do not work with her.",
    }
    assert lead.post(f"{page}disclose/", refused).status_code == 302
    assert world.browser("idwal").get(page).status_code == 404
    listed = text(lead.get("/disclosures/"))
    assert "0 shared, 1 refused" in listed
    assert "They do not work with her." in listed
    assert "They do not work with her." not in text(world.browser("silas").get("/disclosures/"))


def test_only_those_who_may_decide_reach_the_decision(world: World) -> None:
    page = referred(world)
    police_fit_an_alarm(world)
    olu = world.browser("olu")
    assert olu.get(f"{page}disclose/").content == olu.get("/children/ABCDEFGH2345/disclose/").content


def test_a_post_lists_only_the_children_who_reach_it(world: World) -> None:
    referred(world)
    assert "Kayleigh" in text(world.browser("rhiannon").get("/children/"))
    assert "Allocated to this post" in text(world.browser("rhiannon").get("/children/"))
    assert "With your team" in text(world.browser("emeka").get("/children/"))
    assert "Children: none with you" in text(world.browser("olu").get("/children/"))
    assert "Children: none with you" in text(world.browser("silas").get("/children/"))
    assert world.browser("perpetua").get("/children/").status_code == 404
    with world.as_("amina"):
        assert Subject.objects.count() == 1


def test_two_tellings_of_one_child_are_one_line_and_one_page(world: World) -> None:
    page = referred(world)
    world.school_refers("Kayleigh", nhs_number="999 123 4560", words="I’m fine.")
    with world.as_("amina") as by:
        newest = Contact.objects.order_by("-id")[0]
        work.claim(contact=newest.reference, by=by, at=timezone.now())
        work.say_who(
            contact=newest.reference,
            verdict=Verdict.SAME,
            child=page.split("/")[2],
            because="Same school, same birthday, same home",
            shown=[],
            by=by,
            at=timezone.now(),
        )
        other = f"/children/{newest.subject.reference}/"
    lead = world.browser("rhiannon")
    assert "Children: 1," in text(lead.get("/children/"))
    for address in (page, other):
        seen = text(lead.get(address))
        assert "999 123 4560" in seen
        assert "Plan live" in seen
        assert "Contacts: 2 and what came of them" in seen
        assert "I’m fine." in seen


def test_a_longer_list_of_children_asks_no_more_questions(world: World) -> None:
    referred(world)
    lead = world.browser("rhiannon")
    lead.get("/children/")
    with CaptureQueriesContext(connection) as few:
        lead.get("/children/")
    for name in ("Idris", "Ngọc Ánh", "Bartłomiej"):
        world.school_refers(name)
        world.front_door_decides(name)
    with CaptureQueriesContext(connection) as many:
        assert "Children: 4" in text(lead.get("/children/"))
    assert len(many) == len(few) <= 20
