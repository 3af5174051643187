"""What is sent twice is kept once; what differs is kept twice; whoever sends it learns which."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.utils import timezone

from kith.county.acting import as_service
from kith.frontdoor.models import Addition, Contact
from kith.intake import tasks
from kith.intake.actions import Received, receive
from kith.intake.models import Channel, Receipt
from kith.record import clocks
from tests import databases
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
        assert names == {"Kayleigh", "Maisie-Grace"}
        sister, known = world.contact("Maisie-Grace"), world.contact("Kayleigh")
        assert clocks_of(sister) >= {"CLK-01"}
        # Each is beside the other, and neither stands in what is kept of the other.
        assert sister.beside == [known.subject_id] and known.beside == [sister.subject_id]
        assert "Maisie-Grace" not in json.dumps(Addition.objects.get(contact=known).said)
    told = world.browser("amina").get(f"/contacts/{known.reference}/").content.decode()
    assert "Maisie-Grace" in told and "One more child" not in told


def test_a_child_whom_the_second_telling_names_is_added_to_by_the_third(world: World) -> None:
    world.police_notify(notification(child("Kayleigh")))
    both = [child("Kayleigh"), child("Maisie-Grace")]
    world.police_notify(notification(*both, circumstances="There were two."))
    world.police_notify(notification(*both, circumstances="Both are at home."))
    with world.as_("amina"):
        assert Contact.objects.count() == 2
        assert list(Addition.objects.filter(contact=world.contact("Maisie-Grace")).values_list("words", flat=True)) == [
            "Both are at home."
        ]  # fmt: skip


def clocks_of(contact: Contact) -> set[str]:
    return set(clocks.running("contact", contact.reference).values_list("rule", flat=True))


def test_two_tellings_under_one_reference_at_once_make_one_contact_and_one_addition(world: World) -> None:
    def at_once(number: int) -> None:
        try:
            with world.with_key() as by:
                receive(
                    raw=json.dumps(notification(child("Kayleigh"), circumstances=f"Told {number}.")).encode(),
                    channel=Channel.API, key=f"k{number}", content_type="application/json",
                    partnership=by.partnerships[0], by=by, at=timezone.now(),
                )  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        list(several.map(at_once, range(2)))
    with databases.as_role("worker"):
        receipts = land_at_once(world)
    assert receipts == 2
    with world.as_("amina"):
        assert (Contact.objects.count(), Addition.objects.count()) == (1, 1)


def land_at_once(world: World) -> int:
    """Both receipts read at one time, as two workers would."""
    with as_service("service_intake"):
        waits = list(Receipt.objects.filter(landings=None).values_list("pk", flat=True))

    def lands(receipt: int) -> None:
        try:
            with as_service("service_intake") as by:
                tasks.land.does(receipt_id=receipt, by=by, at=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        list(several.map(lands, waits))
    return len(waits)


def test_one_agencys_reference_is_not_anothers(world: World) -> None:
    world.police_notify(notification(child("Kayleigh"), police_ref="A/1"))
    world.refers("keerthana", telling(child("Finlay"), sender_reference="A/1"))
    with world.as_("amina"):
        assert Contact.objects.count() == 2
        assert Addition.objects.count() == 0
