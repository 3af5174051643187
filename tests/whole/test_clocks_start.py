"""Every clock rule is started by something that happens, or waits for a part of Kith that is not there yet, which is named."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kith.core import clocks
from kith.county.acting import as_service
from kith.frontdoor.actions.added import weigh
from kith.frontdoor.actions.asking import ask_agencies
from kith.frontdoor.actions.challenge import challenge_decision
from kith.frontdoor.actions.helping import allocate_help, family_answers
from kith.frontdoor.challenged import climb
from kith.frontdoor.models import Contact, HelpOffer
from kith.frontdoor.tasks import check_balance, listen
from kith.intake.actions import File, attach
from kith.intake.models import Receipt
from kith.protection import actions as protection
from kith.protection.models import Trigger
from kith.record.models import Clock
from kith.sharing import actor as actors
from tests import databases
from tests.journeys.test_front_door_closing import asks
from tests.journeys.test_front_door_takes_back import takes_back
from tests.journeys.test_wrong_child import decided_for_the_wrong_child, notice_of
from tests.whole.calls import a_record, hand_over_to_kelderdale, is_read_twice, sent_every_hour
from tests.world import World, child, notification, telling

# What is due by them stands in the row itself: whoever answers for it does not reach the child whose clock it would be.
IN_ITS_ROW = "CLK-ICO KITH-EMERGENCY"

# What will start them, by the part of Kith that it belongs to.
LATER = {
    "in the row itself": IN_ITS_ROW,
    "intake, by telephone": "CLK-02",
    "frontdoor, once anything is graded green: what shows neither sign nor danger waits for no picture": "CLK-04-green",
    "notify, with the school roll": "CLK-26",
    "involvement": "CLK-43 CLK-45",
    "protection": "CLK-06 CLK-07 CLK-07-extension CLK-08-exploitation CLK-12 CLK-14 CLK-15"
    " CLK-16 CLK-17 CLK-18 CLK-19-visit CLK-19-review CLK-20-first CLK-20-second CLK-20-later CLK-27 CLK-28 CLK-29"
    " CLK-30 CLK-35",
    "screening": "CLK-13",
    "missing": "CLK-21 CLK-22 CLK-22-offer CLK-23 CLK-24 CLK-25-24h CLK-25-48h CLK-25-72h CLK-25-5d CLK-25-7d",
    "meetings": "CLK-33-outcomes CLK-33-minutes CLK-34",
    "panel": "CLK-31-urgent CLK-32 CLK-32-high CLK-32-medium CLK-46",
    "network": "CLK-36 CLK-37-notice CLK-37-notice-extended CLK-37-order CLK-37-order-extended",
    "assurance": "CLK-38 CLK-38-extended CLK-39 CLK-40 CLK-40-review CLK-48",
    "inspection": "CLK-41 CLK-42",
}


SIGN = [{"form": "criminal", "answer": "seen", "what": "Carries a bag"}]
CALM = {"forms": [], "consent": None}


def added_to_what_is_decided(world: World, number: str, more: dict[str, Any]) -> None:
    """Police add to a contact that was closed: nothing much, a sign, or danger."""
    name = {"given_name": f"Ann{number}", **CALM}
    in_danger = {"in_danger": more["in_danger"]} if "in_danger" in more else {}
    world.police_notify(notification(child(**name), police_ref=f"N/{number}"))
    world.front_door_decides(
        f"Ann{number}",
        "no_further_action",
        level="1",
        criteria=[],
        section_47="not_met",
        lead="",
        not_asked_why="x",
    )
    told = child(**{**name, "forms": more.get("forms", [])})
    world.police_notify(notification(told, police_ref=f"N/{number}", circumstances="More.", **in_danger))


def joins_the_plan_that_is_there(world: World, name: str) -> None:
    """What was added is a reason to decide anew, and it joins the plan."""
    with world.as_("amina") as by:
        weigh(
            contact=Contact.objects.get(record__given_name=name).reference,
            is_anew=True,
            because="x",
            by=by,
            at=timezone.now(),
        )
    world.front_door_decides(name, "joins_plan")


def an_enquiry_asks_for_a_conference(world: World) -> None:
    """A strategy discussion about Finlay is held, and its enquiry needs a conference."""
    with world.as_("rhiannon") as by:
        held = protection.record(
            trigger=Trigger.objects.filter(subject_id=world.contact("Finlay", "rhiannon").subject_id)[0].reference,
            said=a_record(), by=by, at=timezone.now(),
        )  # fmt: skip
        protection.say_step(
            discussion=held.reference, code="conference", because="x", happened_on=a_record().held_at.date(), by=by,
            at=timezone.now(),
        )  # fmt: skip


def asked_of_the_school(world: World) -> None:
    """The front door asks about a child, in each of three colours."""
    contact = world.contact("Idris").reference
    for rag in ("red", "amber", "green"):
        with world.as_("amina") as by:
            ask_agencies(
                contact=contact, posts=[world.county.posts["keerthana"].reference], question=rag, why="x", rag=rag,
                by=by, at=timezone.now(),
            )  # fmt: skip


def something_is_amiss(world: World) -> None:
    """The force's own system fell silent, and something was read twice."""
    sent_every_hour(world, until=timezone.now() - timedelta(hours=9))
    is_read_twice(world)
    with databases.as_role("worker"), transaction.atomic():
        by = actors.begin_service("service_clocks")
        assert by is not None
        check_balance(by=by, at=timezone.now())
        listen(by=by, at=timezone.now())


def is_challenged_to_the_last_stage(world: World) -> None:
    """A colleague challenges what was decided about Finlay, and nobody answers at any stage."""
    contact, at = world.contact("Finlay").reference, timezone.now()
    with world.as_("noor") as by:
        challenge_decision(contact=contact, why="We all saw it otherwise there.", asks="x", by=by, at=at)
    world.run_jobs()
    for days in (6, 12):
        with databases.as_role("worker"), as_service("service_clocks") as by:
            climb(by=by, at=at + timedelta(days=days))


def is_offered_help(world: World) -> None:
    """Two families are offered early help: one agrees and somebody leads, the other says no."""
    for name, answer in (("Wilf", "agreed"), ("Nell", "refused")):
        world.school_refers(name, family_name="Marsh", forms=[])
        world.front_door_decides(
            name, "early_help", level="2", criteria=["2.2"], section_47="not_met", lead="", not_asked_why="x"
        )
        with world.as_("amina") as by:
            offer, at = HelpOffer.objects.latest("id").reference, timezone.now()
            family_answers(
                offer=offer,
                answer=answer,
                who="x",
                how="x",
                happened_at=at,
                words="x",
                because="",
                by=by,
                at=at,
            )
            if answer == "agreed":
                allocate_help(offer=offer, post=world.county.posts["carys"].reference, by=by, at=at)


def is_taken_for_another(world: World) -> None:
    """A contact was decided about the wrong child, the school read what became of it, and it is taken back."""
    address, _, _ = decided_for_the_wrong_child(world)
    world.browser("keerthana").get(f"/notices/{notice_of(world, 'decision_made').reference}/")
    takes_back(world, address)


def sends_a_program(world: World) -> None:
    """A file came with what the school told that nobody is given, and somebody answers for it."""
    with world.as_("keerthana") as by:
        sent = Receipt.objects.filter(by_post_id=by.post_id).latest("id").reference
        attach(receipt=sent, files=[File("x.exe", "", b"MZ" + bytes(200))], by=by, at=timezone.now())
    world.run_jobs()


def started(world: World) -> set[str]:
    """The rules by which a clock has run, once all that starts one has happened."""
    world.police_notify(b"not json")
    world.sends_file(
        "keerthana", "First name,Family name,What happened,Your name\nWren,Ashby,Out overnight,K\n"
    )
    asks(world)  # signs were seen, and a manager is asked to agree to close
    harm, sign = ({"form": "sexual", "answer": "seen", "harm": is_harm} for is_harm in (True, False))
    for name, forms in (("Finlay", [harm]), ("Idris", [sign]), ("Wren", [])):
        said = telling(child(name, family_name="Marsh", forms=forms), sender_reference=f"L/{name}")
        world.refers("keerthana", said)
        world.is_new(name)
        world.others_agree(name)
        world.front_door_decides(name, "assessment" if name == "Wren" else "strategy_discussion")
        world.refers("keerthana", {**said, "what_happened": "She was seen there again."})
    joins_the_plan_that_is_there(world, "Idris")
    for number, more in enumerate(({}, {"forms": SIGN}, {"in_danger": "yes"})):
        added_to_what_is_decided(world, str(number), more)
    an_enquiry_asks_for_a_conference(world)
    asked_of_the_school(world)
    is_challenged_to_the_last_stage(world)
    is_offered_help(world)
    hand_over_to_kelderdale(world)
    is_taken_for_another(world)
    sends_a_program(world)
    something_is_amiss(world)
    with world.as_("amina"):
        led = world.contact("Finlay").subject_id
    world.must_not_meet("rhiannon", led)
    with world.as_("amina"):
        return set(Clock.objects.values_list("rule", flat=True))


def test_a_rule_is_started_by_what_happens_or_waits_for_what_is_not_there_yet(world: World) -> None:
    later = {code for codes in LATER.values() for code in codes.split()}
    rules = {entry.code for entry in clocks.shipped().entries}
    runs = started(world)
    assert later <= rules, "This is no rule any more: take it off the list."
    assert runs & later == set(), "This is started now: take it off the list."
    assert runs | later == rules, "Nothing starts this: start it, or say what will."
