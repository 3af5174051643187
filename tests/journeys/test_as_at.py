"""What was known at a moment can be asked for ever: the same list, byte for byte, whatever happened since."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from kith.frontdoor.actions import decide, reopen, work
from kith.frontdoor.actions.claims import take_over
from kith.frontdoor.actions.duplicate import link_duplicate, unlink_duplicate
from kith.frontdoor.claims import stands
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.balance import balance, balance_at
from kith.frontdoor.queries.held import contacts_at
from kith.frontdoor.queries.worklist import kept_from
from kith.frontdoor.rules.contact import State
from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.people.models import Verdict
from kith.plans import actions as plans
from kith.plans.models import Action, Plan
from kith.plans.queries import actions_of, plans_at
from kith.record import clocks
from kith.record.queries import chronology, due
from kith.sharing import actions as sharing
from kith.sharing.actions.ended import end_agreement
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from kith.sharing.queries.agreements import agreements, agreements_at
from tests import databases
from tests.world import World, child, notification, telling

NAMES = ("Kayleigh", "Finlay", "Bartłomiej")


def asked(world: World, as_at: datetime) -> bytes:
    """The chronology of everybody, what was due and whose it was, who held each contact, what became of all that came, and every
    plan and its lead."""
    with world.as_("amina") as by:
        everybody = Subject.objects.values_list("pk", flat=True)
        lines = [
            f"{e.occurred_at} {e.recorded_at} {e.subject_id} {e.kind} {e.about} {e.detail} {e.by_post.says} {e.by_worker}"
            for e in chronology(everybody, actor=by, as_at=as_at)
        ]
        lines += [
            f"{c.rule} {c.about} {c.started_at} {c.due_at} {c.team} {c.whose}"
            for c in due(actor=by, as_at=as_at)
        ]
        lines += [f"contact {c.reference} is with {c.whose}" for c in contacts_at(as_at)]
        lines += [str(stood) for stood in balance_at(by.partnerships[0], *balanced(), as_at)]
        for plan in plans_at(as_at):
            lines.append(f"plan {plan.reference} is led by {plan.led}")
            for action in actions_of(plan, as_at=as_at):
                is_done = action.done_at is not None and action.done_at <= as_at
                lines.append(f"{action.says} {action.due_on} {is_done}")
    return "\n".join(sorted(lines)).encode()


def balanced() -> tuple[date, date]:
    """The days of which everything is asked."""
    today = timezone.localdate()
    return today - timedelta(days=9), today


# What may happen: each does what it can, and nothing where there is nothing to do.


def school_tells(world: World, name: str, at: datetime) -> None:
    world.refers("keerthana", telling(child(name)), at=at)


def police_tell(world: World, name: str, at: datetime) -> None:
    world.police_notify(
        notification(child(name), police_ref=f"RP/{name}", circumstances=f"Seen at {at}."), at=at
    )


def police_send_what_cannot_be_read(world: World, name: str, at: datetime) -> None:
    world.police_notify(f"not json, {at}".encode(), at=at)


def somebody_claims(world: World, name: str, at: datetime) -> None:
    if waiting := waits(world, name):
        with world.as_("noor") as by:
            work.claim(contact=waiting.reference, by=by, at=at)


def somebody_takes_it_over(world: World, name: str, at: datetime) -> None:
    if waiting := waits(world, name):
        with world.as_("amina") as by:
            if waiting.held_by_id != by.post_id or not stands(waiting, at):
                take_over(contact=waiting.reference, because="It is urgent", by=by, at=at)


def somebody_says_who(world: World, name: str, at: datetime) -> None:
    if (waiting := waits(world, name)) and waiting.identified_at is None:
        with world.as_("amina") as by:
            say_new(waiting, by, at)


def somebody_decides(world: World, name: str, at: datetime) -> None:
    if waiting := waits(world, name):
        with world.as_("amina") as by:
            if waiting.identified_at is None:
                say_new(waiting, by, at)
            decide.decide(
                contact=waiting.reference, level="4", criteria=["4.2"], section_47="met", section_47_why="Harm.",
                outcome="strategy_discussion", reasons="Harm.", against="", feedback="",
                lead=world.county.posts["rhiannon"].reference, by=by, at=at,
            )  # fmt: skip


def somebody_decides_anew(world: World, name: str, at: datetime) -> None:
    with world.as_("amina") as by:
        decided = Contact.objects.filter(record__given_name=name, state=State.DECIDED.value).order_by("pk")
        if contact := decided.first():
            reopen.reopen(contact=contact.reference, because="New", by=by, at=at)


def somebody_plans(world: World, name: str, at: datetime) -> None:
    with world.as_("rhiannon") as by:
        if plan := Plan.objects.filter(closed_at=None).first():
            plans.add_action(
                plan=plan.reference, says=f"Ring home at {at}", owner="Rhiannon", agency=world.county.agencies["council"],
                due_on=at.date() + timedelta(3), purpose="To hear the child", by=by, at=at,
            )  # fmt: skip


def somebody_has_done_it(world: World, name: str, at: datetime) -> None:
    with world.as_("rhiannon") as by:
        if action := Action.objects.filter(done_at=None).first():
            plans.finish_action(action=action.reference, done_says="Rang home.", by=by, at=at)


def somebody_gives_it_back(world: World, name: str, at: datetime) -> None:
    if waiting := waits(world, name):
        with world.as_("amina"):
            work.hold(waiting, post=None, at=at)


def somebody_links_two(world: World, name: str, at: datetime) -> None:
    with world.as_("amina") as by:
        told = Contact.objects.filter(record__given_name=name, state=State.RECEIVED.value).order_by("-pk")
        earlier = (
            Contact.objects.filter(record__given_name=name)
            .exclude(state=State.LINKED.value)
            .order_by("pk")
            .first()
        )
        if (later := told.first()) and earlier and later.pk != earlier.pk:
            with suppress(work.CannotDo):
                link_duplicate(
                    contact=later.reference, of=earlier.reference, because="The same night", by=by, at=at
                )


def somebody_parts_them(world: World, name: str, at: datetime) -> None:
    with world.as_("amina") as by:
        linked = Contact.objects.filter(record__given_name=name, state=State.LINKED.value).order_by("pk")
        if contact := linked.first():
            unlink_duplicate(contact=contact.reference, because="Another night", by=by, at=at)


def somebody_hands_over_the_lead(world: World, name: str, at: datetime) -> None:
    with world.as_("amina") as by:
        if plan := Plan.objects.filter(closed_at=None).select_related("lead").first():
            leads = {world.county.posts[who].reference for who in ("rhiannon", "emeka")}
            assert plan.lead
            (other,) = leads - {plan.lead.reference}
            plans.change_lead(plan=plan.reference, lead=other, because="Takes over", by=by, at=at)


def waits(world: World, name: str) -> Contact | None:
    with world.as_("amina"):
        return (
            Contact.objects.filter(record__given_name=name, state=State.RECEIVED.value).order_by("pk").first()
        )


def say_new(contact: Contact, by: Actor, at: datetime) -> None:
    work.say_who(
        contact=contact.reference, verdict=Verdict.NEW, child="", because="New", shown=[], by=by, at=at
    )


STEPS: tuple[Callable[[World, str, datetime], None], ...] = (
    school_tells,
    police_tell,
    police_send_what_cannot_be_read,
    somebody_claims,
    somebody_takes_it_over,
    somebody_gives_it_back,
    somebody_says_who,
    somebody_decides,
    somebody_decides_anew,
    somebody_links_two,
    somebody_parts_them,
    somebody_plans,
    somebody_has_done_it,
    somebody_hands_over_the_lead,
)


@settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    steps=some.lists(some.tuples(some.sampled_from(STEPS), some.sampled_from(NAMES)), min_size=8, max_size=20)
)
def test_a_list_as_at_a_moment_stays_the_same_whatever_happens_after(steps):
    with databases.clone(databases.FOUNDED) as name:
        world = World(name)
        hour = timezone.now() - timedelta(days=5)
        school_tells(world, "Kayleigh", hour)
        kept: list[tuple[datetime, bytes]] = []
        for step, about in [(somebody_decides, "Kayleigh"), *steps]:
            hour += timedelta(hours=1)
            step(world, about, hour)
            moment = hour + timedelta(minutes=30)
            kept.append((moment, asked(world, moment)))
            with world.as_("amina") as by:
                now = balance(by.partnerships[0], *balanced())
                assert balance_at(by.partnerships[0], *balanced(), moment) == now
        assert len({answer for _, answer in kept}) > 1
        for moment, answer in kept:
            assert asked(world, moment) == answer


def test_whose_a_clock_was_at_a_moment_stays_the_same(world: World) -> None:
    told = timezone.now() - timedelta(days=2)
    school_tells(world, "Kayleigh", told)
    somebody_claims(world, "Kayleigh", told + timedelta(hours=1))
    somebody_takes_it_over(world, "Kayleigh", told + timedelta(hours=2))
    given_back = waits(world, "Kayleigh")
    assert given_back
    noor, amina = (world.county.posts[name].pk for name in ("noor", "amina"))
    with world.as_("amina") as by:
        clocks.hold("contact", given_back.reference, post=None, at=told + timedelta(hours=3))
        then = [told + timedelta(hours=hour, minutes=1) for hour in range(4)]
        owners = [{clock.whose for clock in due(actor=by, as_at=moment)} for moment in then]
        hers = [due(actor=by, as_at=moment, post=amina).exists() for moment in then]
    assert owners == [{None}, {noor}, {amina}, {None}]
    assert hers == [False, False, True, False]


def test_who_held_a_contact_at_a_moment_stays_the_same(world: World) -> None:
    told = timezone.now() - timedelta(days=2)
    school_tells(world, "Kayleigh", told)
    for hour, step in enumerate((somebody_claims, somebody_takes_it_over, somebody_gives_it_back), start=1):
        step(world, "Kayleigh", told + timedelta(hours=hour))
    with world.as_("amina"):
        then = [told + timedelta(hours=hour, minutes=1) for hour in range(4)]
        held = [contacts_at(moment).get().whose for moment in then]
        assert not contacts_at(told - timedelta(minutes=1)).exists()
    noor, amina = (world.county.posts[name].pk for name in ("noor", "amina"))
    assert held == [None, noor, amina, None]


def test_who_led_a_plan_at_a_moment_stays_the_same(world: World) -> None:
    told = timezone.now() - timedelta(days=2)
    school_tells(world, "Kayleigh", told)
    steps = (somebody_decides, somebody_hands_over_the_lead, somebody_hands_over_the_lead)
    for hour, step in enumerate(steps, start=1):
        step(world, "Kayleigh", told + timedelta(hours=hour))
    with world.as_("amina"):
        then = [told + timedelta(hours=hour, minutes=1) for hour in range(1, 4)]
        led = [plans_at(moment).get().led for moment in then]
        assert not plans_at(told).exists()
    rhiannon, emeka = (world.county.posts[name].pk for name in ("rhiannon", "emeka"))
    assert led == [rhiannon, emeka, rhiannon]


def test_a_clock_that_was_started_late_was_not_known_before(world: World) -> None:
    received = timezone.now() - timedelta(days=2)
    with world.as_("keerthana") as by:
        receive(
            raw=b"not json", channel=Channel.WEB, key="a", content_type="", partnership=by.partnerships[0], by=by,
            at=received,
        )  # fmt: skip
    with world.as_("keerthana") as by:
        receive(
            raw=json.dumps(telling(child("Finlay"))).encode(), channel=Channel.WEB, key="b", content_type="",
            partnership=by.partnerships[0], by=by, at=received,
        )  # fmt: skip
    meanwhile = received + timedelta(minutes=5)
    before = asked(world, meanwhile)
    world.run_jobs(received + timedelta(minutes=20))
    assert asked(world, meanwhile) == before


def test_a_restricted_record_that_was_read_late_did_not_wait_before(world: World) -> None:
    received = timezone.now() - timedelta(days=2)
    with world.as_("keerthana") as by:
        receive(
            raw=json.dumps(telling(child("Finlay"))).encode(), channel=Channel.WEB, key="a", content_type="",
            partnership=by.partnerships[0], by=by, at=received,
        )  # fmt: skip
    landed = received + timedelta(minutes=20)
    world.run_jobs(landed)
    world.keeps(world.contact("Finlay").subject_id)
    with world.as_("amina") as by:
        assert kept_from(by, landed + timedelta(minutes=1))
        assert kept_from(by, received + timedelta(minutes=5)) == []


def test_until_when_an_agreement_ran_at_a_moment_stays_the_same(world: World) -> None:
    signed = timezone.now() - timedelta(days=3)
    today = timezone.localdate()
    with world.as_("tamsin") as by:
        made = sharing.sign_agreement(
            says="Plans shared with the harbour", partnership=world.county.partnerships["ravenshire"],
            agencies=[world.county.agencies["youth"]], items={"plan": ["plan"]}, starts_on=today - timedelta(days=9),
            ends_on=today + timedelta(days=90), review_on=today + timedelta(days=60), by=by, at=signed,
        )  # fmt: skip
        for days, last_day in ((1, 30), (2, 0)):
            made.refresh_from_db()
            end_agreement(
                agreement=made, last_day=today + timedelta(days=last_day), because="no_longer_needed", by=by,
                at=signed + timedelta(days=days),
            )  # fmt: skip
    with world.as_("tamsin") as by:
        known = [
            agreements_at(signed + timedelta(days=day, hours=1)).get(pk=made.pk).last_day for day in range(3)
        ]
        assert not agreements_at(signed - timedelta(hours=1)).filter(pk=made.pk).exists()
        then = {
            line.reference: line for line in agreements(actor=by, on=today + timedelta(days=1), as_at=signed)
        }
        now = {line.reference: line for line in agreements(actor=by, on=today + timedelta(days=1))}
    assert known == [today + timedelta(days=days) for days in (90, 30, 0)]
    assert (then[made.reference].state, now[made.reference].state) == ("in force", "over")
