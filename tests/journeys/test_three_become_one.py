"""Two records of one child, and a third is found to be that child too: what holds of one of the three holds of all."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kith.frontdoor.actions import work
from kith.people.models import SourceRecord, Verdict
from kith.plans.models import Plan
from tests.world import World

FIRST, SECOND, THIRD = "Aoife", "Aífe", "Ife"


def is_she(world: World, one: str, other: str, who: str = "huw") -> None:
    """The contact about one is said to be about the other."""
    contact, child = (world.contact(each, "huw") for each in (one, other))
    with world.as_(who) as by:
        work.say_who(
            contact=contact.reference, verdict=Verdict.SAME, child=child.subject.reference,
            because="The nurse knows her", shown=[], by=by, at=timezone.now(),
        )  # fmt: skip


def subject(world: World, name: str) -> int:
    return world.contact(name, "huw").subject_id


def names_seen_by(world: World, who: str) -> set[str]:
    with world.as_(who):
        return set(SourceRecord.objects.values_list("given_name", flat=True))


@pytest.fixture
def three(world: World) -> World:
    """The second is known to be the first, and the third stands alone."""
    for name in (FIRST, SECOND, THIRD):
        world.school_refers(name)
    is_she(world, SECOND, FIRST)
    return world


def test_what_keeps_the_third_to_its_readers_keeps_all_three(three: World) -> None:
    three.keeps(subject(three, THIRD))
    assert names_seen_by(three, "amina") == {FIRST, SECOND}
    is_she(three, FIRST, THIRD)
    assert names_seen_by(three, "amina") == set()
    assert names_seen_by(three, "huw") == {FIRST, SECOND, THIRD}


def test_who_must_not_meet_the_third_meets_none_of_the_three(three: World) -> None:
    three.must_not_meet("noor", subject(three, THIRD))
    assert names_seen_by(three, "noor") == {FIRST, SECOND}
    is_she(three, FIRST, THIRD)
    assert names_seen_by(three, "noor") == set()
    assert names_seen_by(three, "amina") == {FIRST, SECOND, THIRD}


def test_who_works_with_the_third_works_with_all_three(three: World) -> None:
    three.front_door_decides(THIRD)
    assert names_seen_by(three, "rhiannon") == {THIRD}
    is_she(three, FIRST, THIRD)
    assert names_seen_by(three, "rhiannon") == {FIRST, SECOND, THIRD}


def test_one_who_stood_alone_becomes_one_with_two_that_are_kept_to_their_readers(three: World) -> None:
    three.keeps(subject(three, FIRST))
    is_she(three, THIRD, FIRST)
    assert names_seen_by(three, "amina") == set()
    assert names_seen_by(three, "huw") == {FIRST, SECOND, THIRD}


# At the same moment.


def meanwhile(does: Callable[..., Any], *given: Any) -> Future[Any]:
    """Somebody else does this on a connection of their own; returns once they wait for us, or are through."""

    def and_leaves() -> Any:
        try:
            return does(*given)
        finally:
            connection.close()

    one = ThreadPoolExecutor(1)
    found = one.submit(and_leaves)
    one.shutdown(wait=False)
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from pg_locks where not granted)")
            if cursor.fetchone()[0] or found.done():
                break
        sleep(0.05)
    return found


@pytest.fixture
def one_has_a_plan(three: World) -> World:
    """The third has a plan; what was told under the second name is to be decided."""
    three.front_door_decides(THIRD, "assessment")
    return three


def live(world: World) -> int:
    with world.as_("huw"):
        return Plan.objects.filter(closed_at=None).count()


def test_a_plan_that_opens_meanwhile_is_seen_before_the_three_are_one(one_has_a_plan: World) -> None:
    world = one_has_a_plan
    with world.transaction():
        world.front_door_decides(SECOND, "assessment")
        waits = meanwhile(is_she, world, FIRST, THIRD)
    with pytest.raises(work.CannotDo, match="Both have a live plan. Say which of the two lives on."):
        waits.result()
    assert live(world) == 2 and len(names_seen_by(world, "rhiannon")) == 3


def test_a_plan_is_not_opened_for_who_has_one_by_the_time_that_it_is_decided(one_has_a_plan: World) -> None:
    world = one_has_a_plan
    with world.transaction():
        is_she(world, FIRST, THIRD)
        waits = meanwhile(world.front_door_decides, SECOND, "assessment")
    waits.result()
    assert live(world) == 1
