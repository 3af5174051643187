"""What a colleague sent: whoever sent it, who covers them, their team, and who answers for all that the agency sends read it.

Everybody else of the agency sees that something was sent, by which post, and how far it has come.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.county.places import FEED_KEY
from kith.notify.models import Notice
from kith.sharing import actions as sharing
from kith.sharing.models import Post, Role
from kith.sharing.queries.looks import looked
from tests import databases
from tests.world import World, child, notification, telling

pytestmark = pytest.mark.database

ANSWER = "Please keep telling us about the gate."


def words(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def becomes(who: str, role: str, world: World) -> None:
    """Somebody's post has another role."""
    with databases.as_role("owner"):
        post = Post.objects.get(pk=world.county.posts[who].pk)
        post.role = Role.objects.get(code=role)
        post.save(update_fields=["role"])


def decided(world: World, given_name: str) -> str:
    """The front door decides about a child who was told of; the notice's reference."""
    world.front_door_decides(given_name, feedback=ANSWER)
    world.run_jobs()
    with world.as_("amina"):
        return Notice.objects.latest("pk").reference


@pytest.mark.parametrize(
    "role, reads",
    [
        pytest.param("police_ppu", True, id="the public protection unit reads what the force’s system sends"),
        pytest.param("police_missing", False, id="the missing coordinator sees that it was sent"),
        pytest.param("police_neighbourhood", False, id="a neighbourhood officer sees that it was sent"),
    ],
)
def test_what_a_force_sends_is_read_by_those_who_answer_for_it(world: World, role: str, reads: bool) -> None:
    sent = world.police_notify(notification(child("Maisie-Grace"))).receipt.reference
    notice = decided(world, "Maisie-Grace")
    becomes("ffion", role, world)
    ffion = world.browser("ffion")
    page = words(ffion, f"/receipts/{sent}/")
    assert sent in page and "Decided" in page
    for told in ("Maisie-Grace", "Officers saw two children", ANSWER):
        assert (told in page) is reads, told
    assert ("Sent by <b>Police notifications</b>" in page) is not reads
    assert (ffion.get(f"/notices/{notice}/").status_code == 200) is reads
    listed = words(ffion, "/refer/")
    assert sent in listed and "Maisie-Grace" not in listed
    assert ("For whoever sent it" in listed) is not reads


def test_a_notice_that_is_a_colleagues_is_not_there(world: World) -> None:
    world.police_notify(notification(child("Maisie-Grace")))
    notice = decided(world, "Maisie-Grace")
    ffion = world.browser("ffion")
    refused, absent = ffion.get(f"/notices/{notice}/"), ffion.get("/notices/ABCDEFGHJKLM/")
    assert refused.status_code == absent.status_code == 404
    assert refused.content == absent.content
    with world.as_("ffion"):
        assert not Notice.objects.exists(), "The database says the same."
    with world.as_("olu"):
        assert Notice.objects.get(kind="decision_made").reference == notice


def test_the_forces_own_system_still_reads_what_was_decided(world: World) -> None:
    sent = world.police_notify(notification(child("Maisie-Grace"))).receipt.reference
    decided(world, "Maisie-Grace")
    feed = Client(headers={"authorization": f"Bearer {FEED_KEY}", "host": "localhost"})
    assert feed.get(f"/api/v1/receipts/{sent}").json()["state"] == "decided"


def test_a_team_and_a_deputy_read_what_a_social_worker_sent_and_another_team_does_not(world: World) -> None:
    told = telling(child("Saoirse"), what_happened="Seen by the quay with a grown man")
    sent = world.refers("rhiannon", told).receipt.reference
    assert "Saoirse" in words(world.browser("emeka"), f"/receipts/{sent}/"), "They share a team."
    with databases.as_role("owner"):
        Post.objects.filter(pk=world.county.posts["emeka"].pk).update(team=None)
    page = words(world.browser("emeka"), f"/receipts/{sent}/")
    assert "Saoirse" not in page and "Sent by <b>Social worker, Skarhaven 2</b>" in page
    assert world.browser("emeka").get(f"/receipts/{sent}/add/").status_code == 404
    now = timezone.now()
    with world.as_("tamsin") as by:
        sharing.mark_absent(
            post=world.county.posts["rhiannon"],
            deputy=world.county.posts["emeka"],
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=7),
            by=by,
            at=now,
        )
    assert "Saoirse" in words(world.browser("emeka"), f"/receipts/{sent}/")


def test_the_front_door_reads_the_state_of_what_its_own_council_sent(world: World) -> None:
    sent = world.refers("rhiannon", telling(child("Saoirse"))).receipt.reference
    assert "Saoirse" in words(world.browser("amina"), f"/receipts/{sent}/")


def test_who_opened_what_was_sent_about_a_child_stands_in_her_list(world: World) -> None:
    sent = world.police_notify(notification(child("Maisie-Grace"))).receipt.reference
    notice = decided(world, "Maisie-Grace")
    since = timezone.now()
    olu, ffion = world.browser("olu"), world.browser("ffion")
    ffion.get(f"/receipts/{sent}/")
    olu.get(f"/receipts/{sent}/")
    olu.get(f"/notices/{notice}/")
    subject = world.contact("Maisie-Grace").subject_id
    with world.as_("rhiannon"):
        looks = [(look.worker.split()[0], look.action) for look in looked([subject], since=since)]
    assert ("Ffion", "intake.receipt_opened") in looks
    assert ("Olu", "intake.receipt_opened") in looks
    assert looks.count(("Olu", "notify.opened")) == 2, "On the receipt, and by itself."
