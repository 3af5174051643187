"""What is asked of attachments: of a receipt, of all that tells of a contact, and those that wait for somebody."""

from datetime import datetime

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from kith.intake.checking import ASKED, KIND
from kith.intake.models import Attachment, DraftAttachment
from kith.record.models import Clock
from kith.sharing.actor import Actor


def of_receipt(receipt: int) -> QuerySet[Attachment]:
    """The files that came with one receipt, as far as this actor reads them."""
    return _listed(Attachment.objects.filter(receipt_id=receipt))


def told_with(receipt: int) -> QuerySet[Attachment]:
    """The files that came with a receipt and with what was added to it."""
    added = Q(receipt__landings__adds_to_id=receipt)
    return _listed(Attachment.objects.filter(Q(receipt_id=receipt) | added).distinct())


def count_told_with(receipt: str) -> Combinable:
    """How many those are, of the receipt in this column; of whoever may not read them, none."""
    rows = (
        Attachment.objects.filter(receipt_id=OuterRef(receipt)),
        Attachment.objects.filter(receipt__landings__adds_to_id=OuterRef(receipt)),
    )
    first, added = (
        Subquery(
            each.order_by()
            .annotate(n=Func(F("pk"), function="count", template="count(distinct %(expressions)s)"))
            .values("n"),
            output_field=IntegerField(),
        )
        for each in rows
    )
    return first + added


def of_draft(draft: int) -> QuerySet[DraftAttachment]:
    """The files that are kept with a draft."""
    return DraftAttachment.objects.filter(draft_id=draft, taken_out_at=None).defer("raw").order_by("pk")


def waiting_for_somebody(actor: Actor, at: datetime) -> list[tuple[Attachment, Clock]]:
    """The files about which the front doors of this actor are asked, the most urgent first."""
    ran = {
        clock.about: clock
        for clock in Clock.objects.filter(
            rule=ASKED, about_kind=KIND, stopped_at=None, partnership_id__in=actor.partnerships
        ).order_by("due_at")[:200]
    }
    found = {each.reference: each for each in _listed(Attachment.objects.filter(reference__in=list(ran)))}
    return [(found[about], clock) for about, clock in ran.items() if about in found]


def _listed(rows: QuerySet[Attachment]) -> QuerySet[Attachment]:
    return rows.select_related("receipt", "agency", "by_post", "answer").defer("receipt__raw").order_by("pk")
