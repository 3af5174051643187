"""What an agency sent, and the answer to it: for the agency, for the front door of the child's own area, and for nobody
from whom that child is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.frontdoor.models import Addition
from kith.intake.actions import begin_draft
from kith.intake.models import Draft, Landing, Outcome, Receipt
from kith.notify.models import Notice
from kith.sharing import actions as sharing
from tests.world import World, child, notification, telling

pytestmark = pytest.mark.database


def receipts_of(world: World, who: str) -> list[str]:
    with world.as_(who):
        return list(Receipt.objects.order_by("pk").values_list("reference", flat=True))


def test_a_receipt_of_a_restricted_child_is_for_her_readers_and_for_whoever_sent_it(world: World) -> None:
    sent = world.school_refers("Orla").receipt.reference
    assert sent in receipts_of(world, "amina")
    world.keeps(world.contact("Orla").subject_id)
    assert sent in receipts_of(world, "huw") and sent in receipts_of(world, "keerthana")
    assert sent not in receipts_of(world, "amina")


def test_the_answer_about_a_restricted_child_is_still_sent_and_still_read_by_its_sender(world: World) -> None:
    world.school_refers("Orla")
    world.keeps(world.contact("Orla").subject_id, "huw", "rhiannon")
    world.front_door_decides("Orla", who="huw")
    world.run_jobs()
    for who, sees in (("keerthana", True), ("huw", True), ("amina", False), ("noor", False)):
        with world.as_(who):
            assert Notice.objects.exclude(sent_at=None).exists() is sees, who


def test_what_is_added_about_a_restricted_child_reaches_her_readers(world: World) -> None:
    first = telling(child("Orla"), sender_reference="L/7")
    world.refers("keerthana", first)
    world.keeps(world.contact("Orla").subject_id)
    later = world.refers("keerthana", {**first, "what_happened": "She came back with a new coat"})
    with world.as_("huw"):
        assert Addition.objects.get().words == "She came back with a new coat"
        assert Landing.objects.get(receipt=later.receipt).outcome == Outcome.ADDITION
    assert later.receipt.reference in receipts_of(world, "huw")
    assert later.receipt.reference not in receipts_of(world, "amina")


def test_two_children_in_one_receipt_and_one_of_them_restricted(world: World) -> None:
    sent = world.refers("keerthana", telling(child("Orla"), child("Petra"))).receipt.reference
    world.keeps(world.contact("Orla").subject_id)
    assert world.contact("Petra", "amina").receipt_reference == sent, "Petra’s own contact stays open."
    assert sent not in receipts_of(world, "amina"), "What was sent names Orla too."


def test_what_a_force_sends_is_read_in_the_area_where_the_child_lives(world: World) -> None:
    sent = world.police_notify(notification(child("Niamh", postcode="KD1 2AB"))).receipt.reference
    assert sent in receipts_of(world, "silas")
    assert sent not in receipts_of(world, "amina") and sent not in receipts_of(world, "huw")


def test_what_cannot_be_read_stays_with_the_area_that_it_was_sent_to(world: World) -> None:
    sent = world.police_notify(b"not json").receipt.reference
    assert sent in receipts_of(world, "amina")
    assert sent not in receipts_of(world, "silas")


def test_a_colleague_in_conflict_does_not_open_what_the_school_itself_sent(world: World) -> None:
    sent = world.school_refers("Kayleigh").receipt.reference
    assert sent in receipts_of(world, "keerthana")
    subject = world.contact("Kayleigh").subject_id
    world.must_not_meet("keerthana", subject)
    assert sent not in receipts_of(world, "keerthana")


def test_a_draft_is_nobodys_business_but_the_posts_that_writes_it_and_its_deputys(world: World) -> None:
    now = timezone.now()
    with world.as_("rhiannon") as by:
        begun = begin_draft(partnership=by.partnerships[0], by=by, at=now).reference
    with world.as_("huw"):
        assert not Draft.objects.filter(reference=begun).exists(), "They are of the same agency."
    with world.as_("tamsin") as by:
        sharing.mark_absent(
            post=world.county.posts["rhiannon"],
            deputy=world.county.posts["huw"],
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=7),
            by=by,
            at=now,
        )
    with world.as_("huw"):
        assert Draft.objects.filter(reference=begun).exists()
