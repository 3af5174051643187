"""A system that sends regularly falls silent: the front door and the agency are told, once, until it speaks."""

from datetime import datetime, timedelta

from django.core import mail
from django.db import transaction
from django.utils import timezone

from kith.frontdoor import tasks
from kith.record.models import Clock
from kith.sharing import actor as actors
from tests import databases
from tests.whole.calls import sent_every_hour
from tests.whole.server import behind
from tests.world import World


def listened(world: World, at: datetime) -> list[str]:
    """The five minutes' round has run: the alarms that are on."""
    with databases.as_role("worker"), transaction.atomic():
        by = actors.begin_service("service_clocks")
        assert by is not None
        tasks.listen(by=by, at=at)
    world.run_jobs(at)
    with world.as_("huw"):
        return list(Clock.objects.filter(rule="KITH-SILENT", stopped_at=None).values_list("about", flat=True))


def test_a_feed_that_falls_silent_is_said_once_and_until_it_speaks(world: World) -> None:
    now = timezone.now() - timedelta(hours=3)
    sent_every_hour(world, now - timedelta(hours=6, minutes=30))
    assert listened(world, now) == []
    later = now + timedelta(hours=2)
    ((alarm,),) = [listened(world, later)]
    assert listened(world, later + timedelta(minutes=5)) == [alarm]
    with behind(world.database) as server:
        owed = server.execute(
            "select n.subjects, a.says from notify_notice n join sharing_agency a on a.id = n.agency_id where n.kind = 'source_silent'"
        ).fetchall()
    assert owed == [([], "Ravenshire Police")]
    (letter,) = mail.outbox
    assert "a safeguarding notice is waiting" in letter.subject
    page = world.browser("huw").get("/queues/").content.decode()
    assert "Sources that have fallen silent" in page and "/queues/sources/" in page
    with behind(world.database) as server:
        server.execute("update intake_receipt set received_at = %s where reference = 'RV-1'", [later])
        server.execute("update record_clock set started_at = %s where rule = 'KITH-SILENT'", [now])
    assert listened(world, later + timedelta(minutes=10)) == []


def test_the_front_door_sees_which_source_is_silent_and_nobody_else_does(world: World) -> None:
    sent_every_hour(world, timezone.now() - timedelta(hours=9))
    told = world.browser("huw").get("/queues/sources/").content.decode()
    assert "1 source has fallen silent" in told and "would have come" in told
    assert world.browser("rhiannon").get("/queues/sources/").status_code == 404


def test_a_source_whose_key_has_ended_is_no_longer_listened_for(world: World) -> None:
    sent_every_hour(world, timezone.now() - timedelta(hours=9))
    assert len(listened(world, timezone.now())) == 1
    with behind(world.database) as server:
        server.execute("update sharing_agencykey set ends_at = now()")
    assert listened(world, timezone.now()) == []
