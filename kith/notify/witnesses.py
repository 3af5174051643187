"""Witnesses: agencies that are sent the signed heads of the audit, so that nobody can write the past anew unseen.

A head says how many entries there are, and a hash. It holds nothing about anybody.
"""

import logging
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import OuterRef, Subquery

from kith.core import lists
from kith.core.says import moment, today_in_london
from kith.notify.models import Mailbox, Witness, WitnessedHead
from kith.sharing import audit, jobs, sealed_log, sealing
from kith.sharing import verify_audit as verifier
from kith.sharing.actor import Actor
from kith.sharing.models import Agency

log = logging.getLogger("kith.witnesses")
PATIENCE = 10  # seconds
SENT, AGREED, OBJECTED, FAILED = "sent", "agreed", "objected", "failed"


@cache
def times() -> lists.CodeList:
    return lists.beside(__file__, "witnesses")


def minutes(code: str, at: datetime) -> timedelta:
    return timedelta(minutes=int(times().get(code, today_in_london(at)).extra["minutes"]))


class CannotWitness(Exception):
    """Why an agency cannot be a witness yet, in words, at the fields that they belong to."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__("; ".join(s for found in fields.values() for s in found))
        self.fields = fields


def objections(*, address: str, has_mailbox: bool, is_one: bool) -> dict[str, list[str]]:
    """Why this agency cannot become a witness by this road."""
    found: dict[str, list[str]] = {}
    if is_one:
        found["agency"] = ["This agency is a witness already. End that first if its address has changed."]
    if address and not address.startswith("https://"):
        found["address"] = [
            "Enter an address that begins with https://, or leave it empty to use the mailbox."
        ]
    elif not address and not has_mailbox:
        found["address"] = ["This agency has no mailbox that answers. Enter the address of its system."]
    return found


def agencies(by: Actor) -> Any:
    """The agencies of the actor's own partnerships that could be witnesses."""
    return Agency.objects.filter(partnerships__in=by.partnerships, ends_on=None).distinct().order_by("says")


def mailbox_of(agency: int) -> Mailbox | None:
    boxes = Mailbox.objects.filter(agency_id=agency, ended_at=None, verified_at__isnull=False)
    return boxes.order_by("id").first()


# By itself.


@jobs.every("* * * * *", "notify.witnesses", service="service_notify")
def due(*, by: Actor, at: datetime) -> None:
    """Every witness whose time has come is sent the head, where the log has grown since its last."""
    last = WitnessedHead.objects.filter(witness=OuterRef("pk")).order_by("-sent_at", "-pk")
    live = Witness.objects.filter(ended_at=None).annotate(
        last_at=Subquery(last.values("sent_at")[:1]), last_outcome=Subquery(last.values("outcome")[:1])
    )
    waiting = [each for each in live if is_due(each.address, each.last_at, each.last_outcome, at)]
    if not waiting:
        return
    with sealing.as_sealer() as sealer:
        size = sealing.size_of_head(sealer)
    for each in waiting:
        if size > seen_by(each.pk):
            jobs.defer(send, witness=each.pk)


def is_due(address: str, last_at: datetime | None, outcome: str | None, at: datetime) -> bool:
    """Whether this witness's time has come (local: each minute, each hour by mail, a quarter after a failure)."""
    if last_at is None:
        return True
    code = "tried_again" if outcome == FAILED else "address_every" if address else "mailbox_every"
    return at - last_at >= minutes(code, at) - timedelta(seconds=30)


def seen_by(witness: int) -> int:
    """How many entries the last head had that this witness was sent."""
    sent = WitnessedHead.objects.filter(witness_id=witness).exclude(outcome=FAILED)
    return sent.order_by("-size").values_list("size", flat=True).first() or 0


@jobs.task("notify.witness", acts_as="service_notify", queue="notify")
def send(*, witness: int, by: Actor, at: datetime) -> None:
    """Send one witness the head, with the proof that it follows the last one that it was sent; keep what it answers."""
    found = Witness.objects.filter(pk=witness, ended_at=None).select_related("agency").first()
    if found is None:
        return
    with connection.cursor() as cursor:
        # Two jobs for one witness wait for each other; the second finds that it has the head.
        cursor.execute("select pg_advisory_xact_lock(hashtext('kith witness'), %s)", [witness])
    since = seen_by(witness)
    with sealing.as_sealer() as sealer:
        text = sealed_log.last_letter(sealer, since=since)
    if not text:
        return
    head = verifier.head_of(text)
    if head.size <= since:
        return
    outcome = posted(found.address, text) if found.address else mailed(found, head, text)
    WitnessedHead.objects.create(witness=found, size=head.size, sent_at=at, outcome=outcome)
    if outcome in (OBJECTED, FAILED):
        audit.write(
            f"notify.witness_{outcome}", at=at, about=found.agency.reference, detail={"size": head.size}
        )
        log.warning("Witness %s %s to the head of %s entries.", witness, outcome, head.size)


class NotElsewhere(urllib.request.HTTPRedirectHandler):
    """A head goes to the address that was named and to no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


def posted(address: str, text: str) -> str:
    """What a witness's system made of the head: 2xx that it agrees, 409 that it does not follow what it remembers."""
    asked = urllib.request.Request(
        address, data=text.encode(), method="POST", headers={"Content-Type": "text/plain; charset=utf-8"}
    )
    try:
        with urllib.request.build_opener(NotElsewhere).open(asked, timeout=PATIENCE):
            return AGREED
    except urllib.error.HTTPError as answer:
        return OBJECTED if answer.code == 409 else FAILED
    except (OSError, ValueError):
        return FAILED


def mailed(witness: Witness, head: verifier.Head, text: str) -> str:
    box = mailbox_of(witness.agency_id)
    if box is None:
        return FAILED
    letter(box.address, head, text).send()
    return SENT


def letter(to: str, head: verifier.Head, text: str) -> EmailMessage:
    """A head as mail: no link, and nothing about anybody."""
    at = datetime.fromisoformat(head.at)
    return EmailMessage(
        subject=f"OFFICIAL: the audit of {head.log}, {head.size} entries",
        body=(
            f"Your agency keeps the heads of this audit, so that nobody can write its past anew unseen.\n"
            f"This one is of {moment(at)}. Keep this message as a text file, and give it to the script that you have:\n\n"
            f"    python3 verify_audit.py remember FILE\n\n"
            f"If it says that something is wrong, tell your privacy officer. There is nothing about a child in this.\n\n"
            f"{text}"
        ),
        to=[to],
    )
