"""Two people act on one child at the same moment: neither is lost. What takes two people, or more than one may do, is not done by one."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from kith.core.says import today_in_london
from kith.frontdoor.actions.room import say_who_was_there
from kith.frontdoor.models import Attendance, Contact
from kith.frontdoor.queries import room
from kith.frontdoor.rules.room import Presence
from kith.sharing import actions as sharing
from kith.sharing.models import DisclosureDecision, LiftAnswer, LiftAsk, Post, Subject
from kith.sharing.models.access import Relationship
from tests import databases
from tests.whole.server import superuser
from tests.world import World


@pytest.fixture
def child(world: World) -> int:
    """Kayleigh, whom the front door has just heard of."""
    world.school_refers("Kayleigh")
    return world.contact("Kayleigh").subject_id


def done_or_waiting(world: World, theirs: Future[Any]) -> None:
    with databases.owner() as connected:
        for _ in range(200):
            waits = connected.execute(
                "select from pg_locks l join pg_database d on not l.granted and d.datname = %s",
                [world.database],
            ).rowcount
            if theirs.done() or waits:
                return
            time.sleep(0.05)
    raise AssertionError("They neither end nor wait.")


def at_once(world: World, who: str, first: Callable[[Any], Any], then: Callable[[], Any]) -> Future[Any]:
    """Somebody acts; before that is saved, somebody else does too."""
    with ThreadPoolExecutor(1) as beside, world.as_(who) as by:
        first(by)
        theirs = beside.submit(alone, then)
        done_or_waiting(world, theirs)
    return theirs


def alone(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def brings(world: World, child: int, agency: str, who: str = "amina") -> Callable[[], Any]:
    def act() -> None:
        with world.as_(who) as by:
            brought(world, child, agency, by)

    return act


def brought(world: World, child: int, whose: str, by: Any) -> None:
    sharing.grant(
        subject=child,
        relationship=Relationship.AGENCY,
        agency=Post.objects.select_related("agency").get(pk=world.county.posts[whose].pk).agency,
        because="Has an action in the plan",
        by=by,
        at=timezone.now(),
    )


def keeps_to(world: World, child: int, *readers: str) -> Callable[[Any], None]:
    def act(by: Any) -> None:
        sharing.restrict(
            subject=child,
            because="Family of staff",
            readers=[world.county.posts[each] for each in readers],
            whom_to_ask=world.county.posts[readers[0]],
            review_on=timezone.now().date(),
            by=by,
            at=timezone.now(),
        )

    return act


def refuses(world: World, child: int) -> Callable[[Any], None]:
    """What is written about the child here: that her record was not shared."""
    with world.as_("huw"):
        reference = Subject.objects.get(pk=child).reference

    def act(by: Any) -> None:
        sharing.disclose(
            subject=reference,
            permission="child.read",
            to_post=world.county.posts["silas"],
            is_shared=False,
            helps_with="Nothing",
            harm_weighed="More than it helps",
            because="They do not know her",
            until=None,
            by=by,
            at=timezone.now(),
        )

    return act


def test_whoever_brings_somebody_in_meanwhile_opens_nothing_of_a_restricted_child(
    world: World, child: int
) -> None:
    theirs = at_once(world, "huw", keeps_to(world, child, "huw", "morwenna"), brings(world, child, "silas"))
    with world.as_("huw"):
        assert Subject.objects.get(pk=child).restricted
        assert list(Contact.objects.filter(subject=child).values_list("restricted", flat=True)) == [True]
    with world.as_("amina"):
        assert not Subject.objects.filter(pk=child).exists()
        assert not Contact.objects.filter(subject=child).exists()
    assert isinstance((theirs.exception() or Exception()).__cause__, psycopg.errors.InsufficientPrivilege)


def test_two_agencies_brought_in_at_the_same_moment_both_see_all_of_it(world: World, child: int) -> None:
    theirs = at_once(
        world,
        "amina",
        lambda by: brought(world, child, "silas", by),
        brings(world, child, "perpetua", "noor"),
    )
    assert theirs.exception() is None
    with world.as_("amina"):
        agencies = {world.county.posts[who].agency_id for who in ("silas", "perpetua")}
        assert len(agencies) == 2
        for row in (Subject.objects.get(pk=child), Contact.objects.get(subject=child)):
            assert agencies <= set(row.agencies)


def test_what_is_being_written_when_a_record_is_restricted_is_kept_to_its_readers_too(
    world: World, child: int
) -> None:
    def restricts() -> None:
        with world.as_("huw") as by:
            keeps_to(world, child, "huw", "morwenna")(by)

    theirs = at_once(world, "amina", refuses(world, child), restricts)
    assert theirs.exception() is None
    with world.as_("huw"):
        assert [d.restricted for d in DisclosureDecision.objects.all()] == [True]
    with world.as_("amina"):
        assert not DisclosureDecision.objects.exists()


def test_nothing_is_written_past_a_restriction_that_is_being_made(world: World, child: int) -> None:
    writes = refuses(world, child)

    def amina_writes() -> None:
        with world.as_("amina") as by:
            writes(by)

    theirs = at_once(world, "huw", keeps_to(world, child, "huw"), amina_writes)
    assert isinstance((theirs.exception() or Exception()).__cause__, psycopg.errors.InsufficientPrivilege)
    with world.as_("huw"):
        assert not DisclosureDecision.objects.exists()


def test_those_who_write_about_one_child_do_not_wait_for_each_other(world: World, child: int) -> None:
    writes, ended = refuses(world, child), []

    def noor_writes() -> None:
        with world.as_("noor") as by:
            writes(by)
        ended.append("noor")

    with ThreadPoolExecutor(1) as beside, world.as_("amina") as by:
        writes(by)
        beside.submit(alone, noor_writes).result(timeout=20)
        assert ended == ["noor"]


def test_a_letter_that_is_being_read_when_its_child_is_restricted_is_kept_to_her_readers_too(
    world: World, child: int
) -> None:
    def restricts() -> None:
        with world.as_("huw") as by:
            keeps_to(world, child, "huw")(by)

    with superuser(world.database) as reads:
        reads.execute("update intake_receipt set subjects = '{}'")
        with ThreadPoolExecutor(1) as beside:
            with reads.transaction():
                reads.execute("update intake_receipt set subjects = array[%s]::bigint[]", [child])
                theirs = beside.submit(alone, restricts)
                done_or_waiting(world, theirs)
            assert theirs.exception() is None
        kept = reads.execute("select restricted_subjects from intake_receipt").fetchall()
    assert kept == [([child],)]


# Opening it again.


def asked(world: World, child: int, who: str = "huw") -> LiftAsk:
    with world.as_(who) as by:
        reference = Subject.objects.get(pk=child).reference
        return sharing.ask_to_lift(subject=reference, because="He left", by=by, at=timezone.now())


def answers_by_hand(world: World, child: int, ask: LiftAsk, who: str = "morwenna") -> None:
    """Somebody goes round the pages, to the database itself."""
    with world.as_(who):
        world.sql(
            "insert into sharing_liftanswer (subject_id, partnerships, agencies, restricted, ask_id, is_agreed, because,"
            " by_post_id, by_worker_id, recorded_at)"
            " values (%s, '{}', '{}', false, %s, true, 'x', kith.post(), kith.worker(), now())",
            child,
            ask.pk,
        )


def is_refused(world: World, child: int, ask: LiftAsk, because: str) -> None:
    with pytest.raises(Exception, match=because) as refused:
        answers_by_hand(world, child, ask)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
    with world.as_("huw"):
        assert Subject.objects.get(pk=child).restricted
        assert not LiftAnswer.objects.filter(is_agreed=True).exists()


def test_a_record_opens_again_although_the_databases_clock_is_behind(world: World, child: int) -> None:
    world.keeps(child, "huw", "morwenna")
    asked(world, child)
    with world.as_("morwenna") as by:
        reference = Subject.objects.get(pk=child).reference
        soon = timezone.now() + timedelta(minutes=5)
        sharing.answer_lift(subject=reference, is_agreed=True, because="I asked HR", by=by, at=soon)
    with world.as_("amina"):
        assert not Subject.objects.get(pk=child).restricted


def test_what_was_asked_about_one_child_opens_no_others_record(world: World, child: int) -> None:
    world.school_refers("Finlay")
    other = world.contact("Finlay").subject_id
    for each in (child, other):
        world.keeps(each, "huw", "morwenna")
    ask = asked(world, child)
    is_refused(world, other, ask, "about somebody else")
    answers_by_hand(world, child, ask)
    with world.as_("amina"):
        assert list(Subject.objects.filter(pk__in=[child, other]).values_list("pk", flat=True)) == [child]


def test_what_was_refused_once_is_not_agreed_to_afterwards(world: World, child: int) -> None:
    world.keeps(child, "huw", "morwenna")
    ask = asked(world, child)
    with world.as_("morwenna") as by:
        reference = Subject.objects.get(pk=child).reference
        sharing.answer_lift(
            subject=reference, is_agreed=False, because="He comes back", by=by, at=timezone.now()
        )
    is_refused(world, child, ask, "answered before")
    answers_by_hand(world, child, asked(world, child))


def test_what_was_asked_before_a_record_was_restricted_does_not_open_it(world: World, child: int) -> None:
    world.keeps(child, "huw", "morwenna")
    ask = asked(world, child)
    with superuser(world.database) as connected:
        connected.execute("update sharing_restriction set starts_at = starts_at + interval '1 day'")
        is_refused(world, child, ask, "before the record was restricted")
        connected.execute("update sharing_restriction set starts_at = starts_at - interval '1 day'")
    answers_by_hand(world, child, ask)


# Changing what a further permission gave.

ENDS = "update sharing_grant set ends_at = now() where relationship = 'reader' returning id"


def test_a_reader_who_may_not_restrict_ends_no_readers_part(world: World, child: int) -> None:
    world.keeps(child, "huw", "rhiannon")
    with world.as_("rhiannon"):
        assert world.sql(ENDS) == []
    with world.as_("huw"):
        assert len(world.sql(ENDS)) == 2


def test_a_readers_time_is_made_shorter_and_never_longer(world: World, child: int) -> None:
    world.keeps(child, "huw", "morwenna")
    with world.as_("huw") as by:
        reference = Subject.objects.get(pk=child).reference
        emeka = world.county.posts["emeka"]
        sharing.add_reader(subject=reference, post=emeka, lasts="task", by=by, at=timezone.now())
    change = (
        "update sharing_grant set ends_at = {} where relationship = 'reader' and post_id = %s returning id"
    )
    for longer in ("null", "ends_at + interval '1 day'"):
        with pytest.raises(Exception, match="not made longer") as refused, world.as_("huw"):
            world.sql(change.format(longer), emeka.pk)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
    with world.as_("huw"):
        assert len(world.sql(change.format("ends_at - interval '1 day'"), emeka.pk)) == 1


def test_of_two_who_write_down_the_same_day_in_the_same_instant_the_later_is_told_of_the_other(
    world: World,
) -> None:
    with world.as_("amina") as by:
        police = world.county.posts["olu"].agency
        assert police.reference in {
            seat.agency for seat in room.seats(today_in_london(timezone.now()), by=by)
        }

    def writes(how: Presence, by: Any) -> None:
        at = timezone.now()
        said, words = {police.reference: how}, {police.reference: "On leave"}
        say_who_was_there(day=today_in_london(at), said=said, words=words, shown=0, by=by, at=at)

    def noor_writes() -> None:
        with world.as_("noor") as by:
            writes(Presence.ABSENT, by)

    theirs = at_once(world, "amina", lambda by: writes(Presence.THERE, by), noor_writes)
    assert "Amina Yusuf-Brandt" in str(theirs.exception()), (
        "She waited until the other was saved, and was told."
    )
    with world.as_("amina"):
        assert [row.presence for row in Attendance.objects.all()] == ["there"]
