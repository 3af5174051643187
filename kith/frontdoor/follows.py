"""What follows at the front door from what is written in the ledger."""

from datetime import datetime

from kith.frontdoor.advice import advise
from kith.frontdoor.models import Contact, QualityGrade
from kith.notify.models import Notice
from kith.record import ledger
from kith.record.models import Entry
from kith.sharing.actor import Actor


@ledger.follows("frontdoor.decided")
def a_grade_goes_to_the_sender_with_the_outcome(*, entry: Entry, by: Actor, at: datetime) -> None:
    """Who was graded before the decision reads the advice after it, once."""
    contact = Contact.objects.select_related("from_agency").filter(reference=entry.about).first()
    graded = QualityGrade.objects.filter(contact=contact).order_by("-id").first() if contact else None
    if contact is None or graded is None:
        return
    told = Notice.objects.filter(
        about=contact.receipt_reference, kind="quality_advice", owed_at__gte=graded.recorded_at
    )
    if not told.exists():
        advise(contact, graded, by=by, at=at)
