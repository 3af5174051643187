"""Checking attachments: scanned where a scanner is set up, then looked into by a process of its own; or somebody is asked."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from kith.core.says import today_in_london
from kith.intake import attached, scanning
from kith.intake.looked import looked
from kith.intake.models import Attached, AttachedBytes, Attachment, AttachmentAnswer
from kith.record import clocks
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor
from kith.sharing.queries.places import front_door_of

ASKED, KIND = "KITH-ATTACHMENT", "attachment"
AT_ONCE = 20


def alone_with(receipt_id: int) -> None:
    """Wait for whoever reads or attaches to this receipt at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(3, %s)", [receipt_id % 2**31])


def alone_with_attachment(attachment_id: int) -> None:
    """Two who answer for one file come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(7, %s)", [attachment_id % 2**31])


@jobs.task("intake.check_attachment", acts_as="service_intake")
def check_attachment(*, attachment_id: int, by: Actor, at: datetime) -> None:
    """Check one attachment, once. Where the scanner is away it waits."""
    check(attachment_id, by=by, at=at)


def check(attachment_id: int, *, by: Actor, at: datetime) -> bool:
    """Scan a file and look into it. False where the scanner did not answer."""
    found = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment_id)
    if found.state != Attached.WAITING:
        return True
    held = AttachedBytes.objects.get(attachment=found)
    raw = bytes(held.raw)
    found.tried_at = at
    try:
        said = scanning.scanned(raw, settings.SCANNER) if settings.SCANNER else None
    except scanning.Away:
        _waits(found, by, at)
        return False
    if said is None or not (said.found or said.refused):
        found.state = Attached.CLEAN if said else Attached.NOT_SCANNED
        _look_into(found, held, raw)
    else:
        found.state = Attached.FOUND if said.found else Attached.UNREADABLE
        found.found = said.found or said.refused
    found.checked_at = at
    found.save(update_fields=["state", "found", "seen_as", "holds_place", "tried_at", "checked_at"])
    if found.state in {Attached.FOUND, Attached.UNREADABLE}:
        _ask_somebody(found, by, at)
    else:
        clocks.stop(KIND, found.reference, codes=(ASKED,), because="it was checked", at=at)
    audit.write("intake.attachment_checked", at=at, about=found.reference, detail={"state": found.state})
    return True


def _look_into(found: Attachment, held: AttachedBytes, raw: bytes) -> None:
    saw = looked(raw)
    found.seen_as, found.holds_place = saw.kind, saw.place
    if saw.kind in attached.NEVER_GIVEN:
        found.state, found.found = Attached.FOUND, attached.says(saw.kind)
        return
    held.lines, held.copy = list(saw.lines), saw.copy
    held.save(update_fields=["lines", "copy"])


def _waits(found: Attachment, by: Actor, at: datetime) -> None:
    found.save(update_fields=["tried_at"])
    if at - found.at >= attached.away(today_in_london(at)):
        _ask_somebody(found, by, at)


def _ask_somebody(found: Attachment, by: Actor, at: datetime) -> None:
    """The front door is asked once, with a clock."""
    if (
        clocks.running(KIND, found.reference).exists()
        or AttachmentAnswer.objects.filter(attachment=found).exists()
    ):
        return
    clocks.start(
        ASKED,
        subject=None,
        partnership=found.partnership_id,
        about_kind=KIND,
        about=found.reference,
        team=front_door_of(found.partnership_id).pk,
        by=by,
        at=at,
    )


@jobs.every("* * * * *", "intake.attachments", service="service_intake")
def check_what_waits(*, by: Actor, at: datetime) -> None:
    """Nothing waits unseen: what was not checked is tried again, until the scanner does not answer; each is asked about in its time."""
    is_there = True
    for found in Attachment.objects.filter(state=Attached.WAITING).order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            if is_there:
                is_there = check(found.pk, by=by, at=at)
            else:
                _waits(Attachment.objects.select_for_update(of=("self",)).get(pk=found.pk), by, at)
