"""Something arrives that cannot be read by itself: it has an owner and a clock, and a person gets it to where it belongs."""

import json
import re
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from kith.county.acting import as_service
from kith.county.places import FEED_KEY
from kith.frontdoor.models import Contact
from kith.intake import tasks
from kith.intake.actions import receive
from kith.intake.models import Channel, Landing, Outcome, Receipt
from kith.record.models import Clock
from kith.sharing import actor as actors
from tests import databases
from tests.journeys.test_school_refers import HAPPENED, TEODOR, fills, sends
from tests.whole.server import superuser
from tests.world import World, child, notification

pytestmark = pytest.mark.database

BROKEN = '{"children": [{"given_name": "Maisie-Grace", "note": "Seen at 3am with two adults"'


@pytest.fixture
def unread(world: World) -> Receipt:
    return world.police_notify(BROKEN.encode()).receipt


def address(receipt: Receipt) -> str:
    return f"/unread/{receipt.reference}/"


def running(world: World, receipt: Receipt) -> list[Clock]:
    with world.as_("amina"):
        return list(Clock.objects.filter(about=receipt.reference, stopped_at=None))


def test_it_stands_on_the_worklist_and_opens_as_it_was_sent(world: World, unread: Receipt) -> None:
    amina = world.browser("amina")
    assert address(unread) in amina.get("/worklist/").content.decode()
    page = amina.get(address(unread)).content.decode()
    assert "Seen at 3am with two adults" in page and "Ravenshire Police" in page


@pytest.mark.parametrize("who", ["keerthana", "idwal", "rhiannon", "silas", "tamsin", "perpetua"])
def test_nobody_but_the_areas_front_door_opens_it(world: World, unread: Receipt, who: str) -> None:
    for method in ("get", "post"):
        assert getattr(world.browser(who), method)(address(unread)).status_code == 404


def test_whoever_takes_it_on_is_shown_to_the_others(world: World, unread: Receipt) -> None:
    world.browser("amina").post(address(unread), {"do": "take"})
    assert [clock.post_id for clock in running(world, unread)] == [world.county.posts["amina"].pk]
    huw = world.browser("huw")
    assert "With Amina" in huw.get(address(unread)).content.decode()
    assert world.county.posts["amina"].says in huw.get("/worklist/?queue=unread").content.decode()


def test_what_is_written_down_lands_as_the_senders_under_its_own_receipt_and_hour(
    world: World, unread: Receipt
) -> None:
    amina = world.browser("amina")
    begun = amina.post(address(unread), {"do": "write"})
    found = re.fullmatch(r"/refer/([0-9A-Z]{12})/", begun.headers["location"])
    assert found
    fills(amina, found[1], "child", TEODOR)
    fills(amina, found[1], "happened", HAPPENED)
    assert (
        "You are writing down what Ravenshire Police sent"
        in amina.get(f"/refer/{found[1]}/").content.decode()
    )
    assert sends(amina, found[1]).headers["location"] == f"/receipts/{unread.reference}/"
    world.run_jobs()
    contact = world.contact("Teodor")
    assert contact.receipt_reference == unread.reference
    assert contact.from_agency_id == unread.agency_id and contact.received_at == unread.received_at
    assert "written down by Amina" in contact.sender_name
    assert {clock.rule for clock in running(world, unread)} == set()
    with world.as_("amina"):
        assert [landing.outcome for landing in Landing.objects.order_by("pk")] == [
            Outcome.QUARANTINED,
            Outcome.LANDED,
        ]
        assert bytes(Receipt.objects.get(pk=unread.pk).raw) == BROKEN.encode(), (
            "What was sent stays as it was."
        )


def test_what_is_about_no_child_is_set_aside_for_a_reason_that_its_sender_reads(
    world: World, unread: Receipt
) -> None:
    amina = world.browser("amina")
    refused = amina.post(address(unread), {"do": "aside", "because": " "})
    assert "Say why nothing follows from this" in refused.content.decode()
    assert len(running(world, unread)) == 1
    amina.post(address(unread), {"do": "aside", "because": "A test of your new system"})
    world.run_jobs()
    assert running(world, unread) == []
    feed = Client(headers={"authorization": f"Bearer {FEED_KEY}", "host": "localhost"})
    told = feed.get(f"/api/v1/receipts/{unread.reference}").json()
    assert told["state"] == "set_aside" and told["sentences"] == ["A test of your new system"]


def test_it_is_sorted_out_once(world: World, unread: Receipt) -> None:
    amina, huw = world.browser("amina"), world.browser("huw")
    amina.post(address(unread), {"do": "aside", "because": "A test"})
    late = huw.post(address(unread), {"do": "aside", "because": "Another view"})
    told = late.content.decode()
    assert "Somebody has sorted this out already" in told and f'href="/receipts/{unread.reference}/"' in told
    assert "What you typed is not saved" in told and "Another view" in told
    assert huw.get(address(unread)).headers["location"] == f"/receipts/{unread.reference}/"
    world.run_jobs()
    with databases.as_role("worker"), as_service("service_intake") as by:
        tasks.land_by_hand.does(receipt_id=unread.pk, by=by, at=timezone.now())
    with world.as_("amina"):
        assert Landing.objects.filter(outcome=Outcome.SET_ASIDE).count() == 1
        assert not Contact.objects.exists()


def swept(world: World, later: timedelta) -> None:
    """A while later nothing has been done, and the sweeper comes by."""
    at = timezone.now() + later
    with databases.as_role("worker"), transaction.atomic():
        by = actors.begin_service("service_intake")
        assert by is not None
        tasks.sweep(by=by, at=at)


def loses_its_jobs(world: World) -> None:
    """The worker was killed, or tried in vain too often: nothing waits in the queue."""
    with superuser(world.database) as server:
        server.execute("update procrastinate_jobs set status = 'failed' where status = 'todo'")


def test_what_a_person_wrote_down_is_not_lost_with_the_job_that_should_have_read_it(
    world: World, unread: Receipt
) -> None:
    world.browser("amina").post(address(unread), {"do": "aside", "because": "A test"})
    loses_its_jobs(world)
    swept(world, timedelta(minutes=2))
    world.run_jobs()
    assert running(world, unread) == []
    with world.as_("amina"):
        assert Landing.objects.filter(receipt=unread, outcome=Outcome.SET_ASIDE).count() == 1


def test_what_was_sorted_out_is_not_done_again_by_the_sweeper(world: World, unread: Receipt) -> None:
    world.browser("amina").post(address(unread), {"do": "aside", "because": "A test"})
    world.run_jobs()
    swept(world, timedelta(hours=1))
    world.run_jobs()
    with world.as_("amina"):
        assert Landing.objects.filter(receipt=unread).count() == 2


def received(world: World) -> Receipt:
    """A notification that waits to be read."""
    with world.with_key() as by:
        return receive(
            raw=json.dumps(notification(child("Kayleigh"))).encode(), channel=Channel.API, key="late", content_type="",
            partnership=by.partnerships[0], by=by, at=timezone.now(),
        ).receipt  # fmt: skip


def outcomes(world: World, sent: Receipt) -> list[str]:
    with world.with_key():
        return list(Landing.objects.filter(receipt=sent).values_list("outcome", flat=True))


def test_what_lost_its_job_is_read_after_all_once_and_its_clock_runs_from_when_it_came(world: World) -> None:
    sent = received(world)
    loses_its_jobs(world)
    swept(world, timedelta(minutes=2))
    assert outcomes(world, sent) == []
    world.run_jobs(timezone.now() + timedelta(minutes=20))
    assert outcomes(world, sent) == [Outcome.LANDED]
    # A job is done at least once: here it comes a second time.
    with databases.as_role("worker"), as_service("service_intake") as by:
        tasks.land.does(receipt_id=sent.pk, by=by, at=timezone.now())
    assert outcomes(world, sent) == [Outcome.LANDED]
    with world.as_("amina"):
        contact = Contact.objects.get()
        assert Clock.objects.get(about=contact.reference, rule="CLK-01").started_at == sent.received_at


def test_what_was_tried_in_vain_for_half_an_hour_gets_an_owner_though_its_job_would_try_again(
    world: World,
) -> None:
    sent = received(world)
    with superuser(world.database) as server:
        server.execute("update procrastinate_jobs set attempts = 5 where status = 'todo'")
    swept(world, timedelta(hours=1))
    assert outcomes(world, sent) == [Outcome.QUARANTINED]
    assert len(running(world, sent)) == 1


def test_what_is_read_while_the_sweeper_gives_it_up_is_landed_and_not_in_quarantine(world: World) -> None:
    """A job has the receipt in hand; the sweeper waits for it, looks again, and finds it landed."""
    with world.with_key() as by:
        sent = receive(
            raw=json.dumps(notification(child("Kayleigh"))).encode(), channel=Channel.API, key="late", content_type="",
            partnership=by.partnerships[0], by=by, at=timezone.now(),
        ).receipt  # fmt: skip
    loses_its_jobs(world)
    with ThreadPoolExecutor(1) as beside:
        with databases.as_role("worker"), transaction.atomic():
            by_itself = actors.begin_service("service_intake")
            assert by_itself is not None
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(3, %s)", [sent.pk])
            sweeper = beside.submit(swept, world, timedelta(hours=1))
            waits_for_the_lock(world, sweeper)
            tasks.land.does(receipt_id=sent.pk, by=by_itself, at=timezone.now())
        sweeper.result(20)
    with world.with_key():
        assert [each.outcome for each in Landing.objects.all()] == [Outcome.LANDED]
    assert running(world, sent) == []


@pytest.mark.parametrize("later", [timedelta(minutes=2), timedelta(hours=1)])
def test_what_waits_its_turn_behind_many_is_neither_queued_again_nor_given_up(
    world: World, later: timedelta
) -> None:
    with world.with_key() as by:
        sent = receive(
            raw=json.dumps(notification(child("Kayleigh"))).encode(), channel=Channel.API, key="late", content_type="",
            partnership=by.partnerships[0], by=by, at=timezone.now(),
        ).receipt  # fmt: skip
    swept(world, later)
    assert world.run_jobs() == 1
    with world.with_key():
        assert [each.outcome for each in Landing.objects.filter(receipt=sent)] == [Outcome.LANDED]


def waits_for_the_lock(world: World, sweeper: "Future[None]") -> None:
    until = time.monotonic() + 20
    with superuser(world.database) as server:
        while time.monotonic() < until and not sweeper.done():
            if server.execute(
                "select 1 from pg_locks where locktype = 'advisory' and not granted"
            ).fetchone():
                return
            time.sleep(0.02)
    raise AssertionError(f"The sweeper never waited: {sweeper.exception(0)}")


def test_what_is_no_text_is_not_shown_and_says_whom_to_ring(world: World) -> None:
    sent = world.police_notify(bytes(range(128, 256)) * 9).receipt
    page = world.browser("amina").get(address(sent)).content.decode()
    assert "not text that can be shown here" in page and "Ring Ravenshire Police" in page
