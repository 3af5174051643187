"""What is sent twice is kept once; what differs is kept twice; whoever sends it learns which."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.utils import timezone

from kith.frontdoor.models import Addition, Contact
from kith.intake.actions import Received, receive
from kith.intake.models import Channel, Receipt
from tests.world import World, child, notification, telling


def send(world: World, who: str, told: dict[str, Any], key: str) -> Received:
    with world.as_(who) as by:
        return receive(
            raw=json.dumps(told).encode(), channel=Channel.WEB, key=key, content_type="application/json",
            partnership=by.partnerships[0], by=by, at=timezone.now(),
        )  # fmt: skip


def test_the_same_form_sent_again_is_the_same_receipt_and_one_contact(world: World) -> None:
    told = telling(child("Kayleigh"))
    first, again = send(world, "keerthana", told, "a"), send(world, "keerthana", told, "a")
    assert (first.again, again.again) == (False, True)
    assert first.receipt.reference == again.receipt.reference
    world.run_jobs()
    again = send(world, "keerthana", told, "a")
    world.run_jobs()
    assert again.again
    with world.as_("amina"):
        assert Contact.objects.count() == 1


def test_the_same_key_with_another_body_is_kept_under_a_receipt_of_its_own_and_said(world: World) -> None:
    first = send(world, "keerthana", telling(child("Kayleigh")), "a")
    other = send(world, "keerthana", telling(child("Finlay")), "a")
    assert other.clashes and not first.clashes
    assert other.receipt.conflicts_with_id == first.receipt.pk
    # That one again is the same again, and still clashes.
    third = send(world, "keerthana", telling(child("Finlay")), "a")
    assert third.again and third.clashes
    assert third.receipt.pk == other.receipt.pk
    world.run_jobs()
    with world.as_("amina"):
        assert sorted(Contact.objects.values_list("record__given_name", flat=True)) == ["Finlay", "Kayleigh"]


def test_two_agencies_may_use_the_same_key(world: World) -> None:
    first = send(world, "keerthana", telling(child("Kayleigh")), "a")
    other = send(world, "idwal", telling(child("Finlay")), "a")
    assert not other.again and not other.clashes
    assert first.receipt.pk != other.receipt.pk


def test_the_same_form_sent_four_times_at_once_is_one_receipt(world: World) -> None:
    told = telling(child("Kayleigh"))

    def at_once(_: int) -> str:
        try:
            return send(world, "keerthana", told, "a").receipt.reference
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as several:
        references = set(several.map(at_once, range(4)))
    assert len(references) == 1
    with world.as_("keerthana"):
        assert Receipt.objects.count() == 1
    assert world.run_jobs() > 0
    with world.as_("amina"):
        assert Contact.objects.count() == 1


def test_the_same_police_reference_adds_to_what_was_sent_and_keeps_every_word(world: World) -> None:
    first = notification(child("Kayleigh"))
    later = notification(child("Kayleigh"), circumstances="She told us more.", ward="Withy")
    world.police_notify(first)
    world.police_notify(later)
    with world.as_("amina"):
        assert Contact.objects.count() == 1
        added = Addition.objects.get()
        assert added.words == "She told us more."
        assert added.said["ward"] == "Withy"
        assert Receipt.objects.count() == 2


def test_a_child_whom_only_the_second_telling_names_is_not_lost(world: World) -> None:
    world.police_notify(notification(child("Kayleigh")))
    world.police_notify(
        notification(child("Kayleigh"), child("Maisie-Grace"), circumstances="There were two.")
    )
    with world.as_("amina"):
        names = set(Contact.objects.values_list("record__given_name", flat=True))
        assert "Maisie-Grace" in names or "Maisie-Grace" in json.dumps(Addition.objects.get().said)


def test_one_agencys_reference_is_not_anothers(world: World) -> None:
    world.police_notify(notification(child("Kayleigh"), police_ref="A/1"))
    world.refers("keerthana", telling(child("Finlay"), sender_reference="A/1"))
    with world.as_("amina"):
        assert Contact.objects.count() == 2
        assert Addition.objects.count() == 0
