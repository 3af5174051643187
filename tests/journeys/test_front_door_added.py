"""What a sender adds is seen: on an undecided contact at once, on a decided one as work that a person must answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.frontdoor.actions import closing, decide, reopen, work
from kith.frontdoor.models import Addition, Contact, Decision, FormAnswer, LookedAgain
from kith.frontdoor.queries.referrals import status
from kith.notify.models import Notice
from kith.people.models import LinkedAdult
from kith.record.models import Clock, Entry
from tests.asked import statements
from tests.world import World, child, notification, telling

CALM = {"forms": [], "risk": "", "consent": None}
STABBED = {"circumstances": "Stabbed, in hospital.", "in_danger": "yes"}
UNSAFE = {
    "name_or_description": "Mum’s partner",
    "allegation": "charged",
    "restriction": "Not to come within 100 metres",
    "restriction_source": "Court",
    "home_contact_unsafe": True,
}


def told(**said: Any) -> dict[str, Any]:
    who = {**CALM, **said.pop("who", {})}
    return notification(child("Kayleigh", **who), **said)


def closed(world: World) -> str:
    """Police told of something calm, and it was closed; its address."""
    world.police_notify(told())
    world.front_door_decides(
        "Kayleigh", "no_further_action", level="1", criteria=[], section_47="not_met", lead="",
        not_asked_why="A found bicycle.",
    )  # fmt: skip
    return f"/contacts/{world.contact('Kayleigh').reference}/"


def page(world: World, address: str, who: str = "amina") -> str:
    return world.browser(who).get(address).content.decode()


def running(world: World) -> dict[str, Any]:
    contact = world.contact("Kayleigh")
    with world.as_("amina"):
        found = Clock.objects.filter(about_kind="contact", about=contact.reference, stopped_at=None)
        return {clock.rule: clock for clock in found.order_by("due_at")}


def answers(browser: Client, address: str, answer: str, because: str = "Read.", **said: Any) -> Any:
    return browser.post(f"{address}added/", {"answer": answer, "because": because, **said})


# While it waits for its decision.


def test_an_addition_to_an_undecided_contact_marks_its_line_and_makes_it_urgent_at_once(world: World) -> None:
    world.police_notify(told())
    assert set(running(world)) == {"CLK-01"} and "Added to" not in page(world, "/worklist/")
    world.police_notify(told(**STABBED))
    assert set(running(world)) == {"CLK-01", "CLK-04-red"}
    assert world.contact("Kayleigh").rag == "red"
    lines = page(world, "/worklist/")
    assert "Added to" in lines and "Red contact not yet claimed" in lines
    shown = page(world, f"/contacts/{world.contact('Kayleigh').reference}/")
    assert "Stabbed, in hospital." in shown and "in danger now" in shown


def test_an_addition_never_makes_a_contact_due_later(world: World) -> None:
    world.police_notify(told(in_danger="yes"), at=timezone.now() - timedelta(hours=2))
    first = next(iter(running(world).values())).due_at
    world.police_notify(told(circumstances="She is home."))
    assert next(iter(running(world).values())).due_at == first
    assert world.contact("Kayleigh").rag == "red"


def test_everything_that_an_addition_says_counts_and_is_shown_as_added(world: World) -> None:
    world.police_notify(told())
    told_more = told(
        circumstances="He came back.",
        weapons_drugs_injury="A knife in the hall.",
        who={
            "adults": [UNSAFE],
            "forms": [{"form": "sexual", "answer": "seen", "harm": True, "what": "He has pictures."}],
            "words": "Don’t ring the house.",
        },
    )
    world.police_notify(told_more)
    world.police_notify(told_more)
    contact = world.contact("Kayleigh")
    shown = page(world, f"/contacts/{contact.reference}/")
    for words in (
        "A knife in the hall.",
        "He has pictures.",
        "Not to come within 100 metres",
        "Don’t ring the house.",
    ):
        assert words in shown, words
    assert "Do not write to" in shown and "Harm seen" in shown
    assert "Home contact unsafe" in page(world, "/worklist/")
    with world.as_("amina"):
        # Sent again in the same words it is there already.
        assert (LinkedAdult.objects.count(), FormAnswer.objects.count(), Addition.objects.count()) == (
            1,
            1,
            2,
        )


def test_what_lands_between_reading_and_recording_is_read_first(world: World) -> None:
    world.police_notify(told(who={"forms": child("x")["forms"]}))
    world.is_new("Kayleigh")
    address = f"/contacts/{world.contact('Kayleigh').reference}/decide/"
    browser = world.browser("amina")
    assert 'name="read" value="0"' in browser.get(address).content.decode()
    world.police_notify(told(**STABBED))
    typed = {
        "level": "4", "criteria_4": ["4.2"], "section_47": "met", "section_47_why": "Harm.", "outcome": "assessment",
        "reasons": "Facts typed before.", "lead": world.county.posts["rhiannon"].reference, "read": "0",
    }  # fmt: skip
    refused = browser.post(address, typed).content.decode()
    assert "Something was added while you wrote" in refused and "Facts typed before." in refused
    assert 'name="read" value="1"' in refused
    assert browser.post(address, {**typed, "read": "1"}).status_code == 302


def test_a_manager_who_agreed_before_the_news_has_not_agreed_to_it(world: World) -> None:
    world.refers("keerthana", telling(child("Kayleigh"), sender_reference="S/1"))
    world.is_new("Kayleigh")
    reference = world.contact("Kayleigh").reference
    closes = {
        "level": "2", "criteria": ["2.1"], "section_47": "not_met", "section_47_why": "Seen.", "outcome": "no_further_action",
        "reasons": "Seen.", "against": "Once out.", "feedback": "", "lead": "",
    }  # fmt: skip
    with world.as_("huw") as by:
        closing.view_closing(contact=reference, is_agreed=True, because="Seen.", by=by, at=timezone.now())
    world.refers("keerthana", telling(child("Kayleigh"), sender_reference="S/1", what_happened="Out again."))
    with world.as_("amina") as by, pytest.raises(work.CannotDo, match="A manager must agree"):
        decide.decide(contact=reference, by=by, at=timezone.now(), **closes)
    with world.as_("huw") as by:
        closing.view_closing(contact=reference, is_agreed=True, because="Read it.", by=by, at=timezone.now())
    world.others_agree("Kayleigh")
    with world.as_("amina") as by:
        decide.decide(contact=reference, by=by, at=timezone.now(), **closes)


# Once it is decided.


def test_an_addition_to_a_decided_contact_stands_on_the_worklist_with_a_clock(world: World) -> None:
    address = closed(world)
    assert "Kayleigh" not in page(world, "/worklist/")
    world.police_notify(told(**STABBED))
    ((rule, clock),) = running(world).items()
    assert rule == "KITH-NEW-red" and clock.is_local and clock.post_id is None
    with world.as_("amina"):
        assert clock.due_at == Addition.objects.get().received_at + timedelta(hours=4)
    lines = page(world, "/worklist/")
    assert "Added since the decision: Stabbed, in hospital." in lines and f"{address}added/" in lines
    assert "New since the decision" in lines and "new information" in lines
    assert "It came after the decision and waits for an answer" in page(world, address)


def test_more_that_is_added_is_due_no_later(world: World) -> None:
    closed(world)
    world.police_notify(told(**STABBED), at=timezone.now() - timedelta(hours=1))
    due = running(world)["KITH-NEW-red"].due_at
    world.police_notify(told(circumstances="Still there."))
    assert {rule: clock.due_at for rule, clock in running(world).items()} == {"KITH-NEW-red": due}


def test_decided_anew_it_goes_back_to_the_queue_with_what_was_decided_beside_it(world: World) -> None:
    address = closed(world)
    world.police_notify(told(**STABBED))
    assert answers(world.browser("amina"), address, "anew", "In hospital now.").headers["Location"] == address
    contact = world.contact("Kayleigh")
    assert (contact.state, contact.decided_at, contact.held_by_id, contact.rag) == (
        "received",
        None,
        None,
        "red",
    )
    assert set(running(world)) == {"CLK-01", "CLK-04-red"}
    shown = page(world, address)
    assert "Decided before, and looked at again: No further action" in shown and "In hospital now." in shown
    assert "Kayleigh" in page(world, "/worklist/")
    with world.as_("amina"):
        assert Entry.objects.filter(kind="frontdoor.reopened").count() == 1
        assert LookedAgain.objects.get().additions == [Addition.objects.get().receipt_reference]
    with world.as_("amina"):
        owed = Notice.objects.get(kind="looked_again")
        assert (owed.about, owed.headline) == (contact.receipt_reference, "Being looked at again")
    with world.with_key() as by:
        assert status(contact.receipt_reference, actor=by, at=timezone.now()).state == "again"
    world.front_door_decides("Kayleigh")
    with world.as_("amina"):
        assert Decision.objects.count() == 2
    shown = page(world, address)
    assert "Decided: Strategy discussion" in shown and "Decided before" in shown
    assert running(world) == {}


def test_what_changes_nothing_is_answered_with_a_reason_and_the_sender_hears_that_it_was_read(
    world: World,
) -> None:
    address = closed(world)
    world.police_notify(told(circumstances="The bicycle was red."))
    browser = world.browser("amina")
    refused = answers(browser, address, "nothing", " ").content.decode()
    assert "Say why: what was added" in refused and running(world)
    assert answers(browser, address, "nothing", "Known before.").headers["Location"] == "/worklist/"
    assert running(world) == {} and "Kayleigh" not in page(world, "/worklist/")
    assert "What was added changes nothing" in page(world, address) and "Known before." in page(
        world, address
    )
    with world.as_("amina"):
        assert Notice.objects.filter(kind="addition_read").count() == 1
        assert Contact.objects.get().state == "decided"
    again = answers(browser, address, "nothing", "Twice.").content.decode()
    assert "Nothing waits for an answer" in again


def test_one_person_does_not_leave_danger_closed(world: World) -> None:
    address = closed(world)
    world.police_notify(told(**STABBED))
    refused = answers(world.browser("amina"), address, "nothing", "Not ours.").content.decode()
    assert "Decide it anew" in refused and "Not ours." in refused
    assert "KITH-NEW-red" in running(world)


def test_what_lands_while_somebody_answers_is_read_first(world: World) -> None:
    address = closed(world)
    world.police_notify(told(circumstances="The bicycle was red."))
    world.police_notify(told(circumstances="It was hers."))
    refused = answers(world.browser("amina"), address, "nothing", "Known.", read="1").content.decode()
    assert "Something more was added while you wrote" in refused and "It was hers." in refused
    assert 'name="read" value="2"' in refused


@pytest.mark.parametrize("answer", ["nothing", "anew", ""])
def test_what_was_typed_while_a_colleague_answered_stands_to_copy(world: World, answer: str) -> None:
    address = closed(world)
    world.police_notify(told(circumstances="The bicycle was red."))
    answers(world.browser("amina"), address, "nothing", "Known.")
    seen = answers(world.browser("noor"), address, answer, "He was with his nan.").content.decode()
    assert "Nothing was saved: nothing that was added waits for an answer any more." in seen
    assert "What you typed is not saved" in seen and "He was with his nan." in seen
    assert 'href="#id_' not in seen


def test_what_waits_for_its_decision_is_not_reopened(world: World) -> None:
    world.police_notify(told())
    reference = world.contact("Kayleigh").reference
    with world.as_("amina") as by, pytest.raises(work.CannotDo, match="waits for its decision already"):
        reopen.reopen(contact=reference, because="x", by=by, at=timezone.now())


@pytest.mark.parametrize(
    "who",
    ["keerthana", "rhiannon", "silas", "olu"],
    ids=["the school", "a social worker", "the other area", "police"],
)
def test_answering_is_not_theirs(world: World, who: str) -> None:
    address = closed(world)
    world.police_notify(told(**STABBED))
    browser = world.browser(who)
    assert browser.get(f"{address}added/").status_code == 404
    assert answers(browser, address, "anew").status_code == 404
    assert answers(world.browser("noor"), address, "anew").status_code == 302


def test_news_of_a_restricted_child_waits_for_its_readers_and_says_no_name(world: World) -> None:
    address = closed(world)
    world.keeps(world.contact("Kayleigh").subject_id)
    world.police_notify(told(**STABBED))
    lines = page(world, "/worklist/")
    assert "Restricted record" in lines and "new information" in lines
    assert "Kayleigh" not in lines and "Stabbed" not in lines
    assert f"{address}added/" in page(world, "/worklist/", "huw")
    assert world.browser("amina").get(f"{address}added/").status_code == 404


# Asking about every form.


def test_a_screener_writes_down_what_was_said_about_the_forms_that_nobody_asked_about(world: World) -> None:
    world.police_notify(told())
    contact = world.contact("Kayleigh")
    address = f"/contacts/{contact.reference}/"
    browser = world.browser("amina")
    asked = {
        "sexual": "seen",
        "sexual_what": "Pictures on a phone",
        "sexual_harm": "on",
        "labour": "not_seen",
    }
    refused = browser.post(f"{address}forms/", asked).content.decode()
    assert "Say who told you" in refused and "Pictures on a phone" in refused
    done = browser.post(f"{address}forms/", {**asked, "said_by": "PC Hallam, by telephone"})
    assert done.headers["Location"] == f"{address}#forms"
    assert set(running(world)) == {"CLK-01", "CLK-04-red"}
    shown = page(world, address)
    assert "Pictures on a phone" in shown and "PC Hallam, by telephone" in shown and "Harm seen" in shown
    # Answering once more takes nothing back.
    browser.post(f"{address}forms/", {"sexual": "not_seen", "said_by": "Her mum"})
    assert "Harm seen" in page(world, address)
    with world.as_("amina"):
        assert FormAnswer.objects.filter(form="sexual").count() == 2
        assert {answer.by_worker_id for answer in FormAnswer.objects.all()} == {world.worker("amina").pk}


def test_answers_about_forms_that_come_after_the_decision_stand_to_copy_with_who_said_them(
    world: World,
) -> None:
    address = closed(world)
    asked = {"sexual": "seen", "sexual_what": "Pictures on a phone", "sexual_harm": "on"}
    asked |= {"labour": "not_known", "labour_who": "The school nurse", "labour_what": "Begun, then changed"}
    for who in ({"said_by": "PC Hallam, by telephone"}, {}):
        seen = world.browser("amina").post(f"{address}forms/", {**asked, **who}).content.decode()
        typed = seen.split('id="typed"')[1].split("</section>")[0]
        assert "Nothing was saved: this contact is already decided." in seen
        for words in ("Pictures on a phone", "The school nurse", "Begun, then changed", *who.values()):
            assert words in typed
    with world.as_("amina"):
        assert FormAnswer.objects.count() == 0


def test_danger_is_not_closed_by_one_person(world: World) -> None:
    world.police_notify(told(in_danger="yes"))
    world.is_new("Kayleigh")
    with pytest.raises(work.CannotDo) as refusal:
        world.front_door_decides(
            "Kayleigh", "no_further_action", level="1", criteria=[], section_47="unclear", against="", lead=""
        )
    assert set(refusal.value.fields) == {"outcome", "against", "not_asked_why"}


def test_a_worklist_with_news_on_it_takes_no_more_than_twelve_queries_and_its_contact_no_more_than_25(
    world: World,
) -> None:
    address = closed(world)
    world.police_notify(told(**STABBED))
    browser = world.browser("amina")
    for place, most in (("/worklist/", 12), (address, 25)):
        browser.get(place)
        with CaptureQueriesContext(connection) as asked:
            browser.get(place)
        made = statements(asked)
        assert len(made) <= most, "\n".join(s[:120] for s in made)
