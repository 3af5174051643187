"""What was known at a moment can be asked for ever: the same list, byte for byte, whatever happened since."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from kith.frontdoor.actions import decide, work
from kith.frontdoor.models import Contact
from kith.frontdoor.rules.contact import State
from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.people.models import Verdict
from kith.plans import actions as plans
from kith.plans.models import Action, Plan
from kith.plans.queries import actions_of
from kith.record import clocks
from kith.record.queries import chronology, due
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from tests import databases
from tests.world import World, child, notification, telling

NAMES = ("Kayleigh", "Finlay", "Bartłomiej")


def asked(world: World, as_at: datetime) -> bytes:
    """The chronology of everybody, what was due and whose it was, and every plan, as at a moment."""
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
        for plan in Plan.objects.filter(opened_at__lte=as_at).order_by("pk"):
            for action in actions_of(plan, as_at=as_at):
                is_done = action.done_at is not None and action.done_at <= as_at
                lines.append(f"{action.says} {action.due_on} {is_done}")
    return "\n".join(sorted(lines)).encode()


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
            work.claim(contact=waiting.reference, by=by, at=at)


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
    somebody_says_who,
    somebody_decides,
    somebody_plans,
    somebody_has_done_it,
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
