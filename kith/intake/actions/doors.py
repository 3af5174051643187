"""What comes without an account, by telephone and on paper: receipted for whoever told it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from kith.core import reference
from kith.intake import rules, tasks
from kith.intake.models import Channel, PaperNumber, Receipt
from kith.intake.refusals import CannotSort
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership


@dataclass(frozen=True)
class PublicReceipt:
    """What somebody without an account is told: the number, when it came, and whether the same words came before."""

    number: str
    received_at: datetime
    again: bool


@transaction.atomic
def receive_public(*, raw: bytes, by: Actor, at: datetime) -> PublicReceipt:
    """Store what somebody without an account tells, and queue its reading. The same words within a day are the same receipt."""
    gate.must(by, "public.tell")
    prefix = Partnership.objects.values_list("receipt_prefix", flat=True).get(pk=by.partnerships[0])
    with connection.cursor() as cursor:
        cursor.execute(
            "select receipt, number, received, is_new from kith.receive_public(%s, %s, %s)",
            [reference.receipt(prefix), raw, at],
        )
        made, number, received_at, is_new = cursor.fetchone()
    audit.write(
        "intake.received" if is_new else "intake.received_again", at=at, purpose="refer", about=number
    )
    if is_new:
        tasks.queue_reading(made)
    return PublicReceipt(number, received_at, not is_new)


@dataclass(frozen=True)
class Keyed:
    """What somebody at the front door keys for another: how and when it came, whose it is, and the number on paper."""

    channel: Channel
    agency: int
    partnership: int
    received_at: datetime | None
    number: str = ""


@transaction.atomic
def key_in(*, keyed: Keyed, key: str, raw: bytes, by: Actor, at: datetime) -> Receipt:
    """Receipt what was told by telephone or on paper, of the agency that told it, with the hour at which it came."""
    gate.must(by, "contact.decide")
    paper = blank_form(keyed.number, by=by) if keyed.channel == Channel.PAPER else None
    found = rules.keying_objections(
        received_at=keyed.received_at, printed_at=paper.printed_at if paper else None, at=at
    )
    if found:
        raise CannotSort(found)
    area = paper.partnership_id if paper else keyed.partnership
    prefix = Partnership.objects.values_list("receipt_prefix", flat=True).get(pk=area)
    number = paper.number if paper else reference.receipt(prefix)
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.key_receipt(%s, %s, %s, %s, %s, %s, %s, %s)",
            [number, area, keyed.agency, keyed.channel.value, key, raw, keyed.received_at, at],
        )
        made = Receipt.objects.get(pk=cursor.fetchone()[0])
    if paper:
        PaperNumber.objects.filter(pk=paper.pk).update(receipt=made)
    audit.write("intake.keyed", at=at, purpose="refer", about=number, detail={"channel": keyed.channel.value})
    tasks.queue_reading(made.pk)
    return made


def blank_form(number: str, *, by: Actor) -> PaperNumber:
    """A paper form of this area that nobody has keyed yet, alone with it."""
    gate.must(by, "contact.decide")
    found = PaperNumber.objects.select_for_update().filter(number=number).first()
    if found is None:
        raise CannotSort(
            ["No form was printed with this number here. Look at it again: four letters or digits, twice."]
        )
    if found.receipt_id is not None:
        raise CannotSort(["This form has been keyed already. Open its receipt to see what became of it."])
    return found


@transaction.atomic
def print_forms(*, partnership: int, count: int, by: Actor, at: datetime) -> list[PaperNumber]:
    """Numbers for paper forms, for when the system is away. Each is the receipt's own once its form is keyed."""
    gate.must(by, "contact.decide")
    if partnership not in by.partnerships:
        raise gate.NotYours("intake.papernumber", "contact.decide")
    prefix = Partnership.objects.values_list("receipt_prefix", flat=True).get(pk=partnership)
    made = PaperNumber.objects.bulk_create(
        PaperNumber(
            number=reference.receipt(prefix),
            agency_id=by.agency_id,
            partnership_id=partnership,
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            printed_at=at,
        )
        for _ in range(count)
    )
    audit.write("intake.forms_printed", at=at, purpose="operate", detail={"forms": count})
    return made
