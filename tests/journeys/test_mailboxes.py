"""A mailbox that once answered is asked again by itself; where nobody answers, the front door rings."""

from datetime import datetime, timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from kith.county import acting
from kith.notify.models import Mailbox, Notice
from kith.notify.tasks import ask_mailboxes
from tests import databases
from tests.journeys.test_child_page import text
from tests.journeys.test_founding import link_to
from tests.world import World

SCHOOL = "safeguarding@lanternfield.example"


def morning(world: World, at: datetime) -> list[str]:
    """What the worker does each morning; to whom a question went."""
    mail.outbox.clear()
    with databases.as_role("worker"), acting.as_service("service_notify") as by:
        ask_mailboxes(by=by, at=at)
    world.run_jobs(at)
    return sorted(message.to[0] for message in mail.outbox if "is this mailbox yours" in message.subject)


def answered(at: datetime) -> None:
    """Only the school's mailbox is old; the others have just answered."""
    with databases.as_role("owner"):
        Mailbox.objects.update(verified_at=at, verify_again_on=(at + timedelta(days=400)).date())
        Mailbox.objects.filter(address=SCHOOL).update(verify_again_on=(at + timedelta(days=90)).date())


def test_a_mailbox_that_is_silent_becomes_somebody_to_ring(world: World) -> None:
    now = timezone.now()
    answered(now - timedelta(days=90))
    page = f"/places/agencies/{world.county.agencies['school'].reference}/"
    tamsin = world.browser("tamsin")
    assert morning(world, now - timedelta(days=1)) == []
    assert morning(world, now) == [SCHOOL]
    assert "Asked again" in text(tamsin.get(page))
    assert "Mailbox asked again" in text(tamsin.get("/places/"))
    assert morning(world, now + timedelta(days=1)) == []
    assert morning(world, now + timedelta(days=7)) == [SCHOOL]
    assert morning(world, now + timedelta(days=8)) == []
    assert Mailbox.objects.get(address=SCHOOL).verified_at is not None, "Until then notices go there."
    assert morning(world, now + timedelta(days=30)) == []
    assert "Asked twice, and nobody answered: nothing is sent there" in text(tamsin.get(page))
    assert "Mailbox silent" in text(tamsin.get("/places/"))
    assert "1 agency without" in text(tamsin.get("/places/"))

    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    mail.outbox.clear()
    world.run_jobs()
    assert SCHOOL not in {to for message in mail.outbox for to in message.to}
    with world.as_("amina"):
        assert Notice.objects.get(kind="decision_made").failed_because.startswith(
            "This agency’s mailbox no longer answers."
        )
    assert "Lanternfield Academy" in text(world.browser("amina").get("/worklist/?show=tell"))


def test_an_answer_at_any_moment_makes_it_good_again(world: World) -> None:
    now = timezone.now()
    answered(now - timedelta(days=90))
    morning(world, now)
    link = link_to(SCHOOL)
    morning(world, now + timedelta(days=30))
    stranger = Client(headers={"host": "localhost"})
    assert "this mailbox has answered" in text(stranger.post(link))
    world.run_jobs(now + timedelta(days=31))
    box = Mailbox.objects.get(address=SCHOOL)
    assert box.verified_at and box.given_up_at is None and box.asked_at is None
    assert box.verify_again_on == (now + timedelta(days=31 + 90)).date()
    assert morning(world, now + timedelta(days=32)) == []


def test_what_is_asked_of_a_mailbox_is_written_down_and_holds_no_word_about_a_child(world: World) -> None:
    world.school_refers("Kayleigh")
    now = timezone.now()
    answered(now - timedelta(days=90))
    mail.outbox.clear()
    with databases.as_role("worker"), acting.as_service("service_notify") as by:
        ask_mailboxes(by=by, at=now)
    world.run_jobs(now)
    (asked,) = mail.outbox
    assert "Kayleigh" not in asked.body + asked.subject
    assert "RV-" not in asked.body
    with databases.as_role("owner"):
        world.sql("set role kith_search")
        rows = world.sql(
            "select count(*) from sharing_auditevent where action = 'notify.mailbox_asked_again'"
        )
    assert rows == [(1,)]


def test_the_same_morning_twice_asks_once(world: World) -> None:
    now = timezone.now()
    answered(now - timedelta(days=90))
    assert morning(world, now) == [SCHOOL]
    assert morning(world, now) == []
