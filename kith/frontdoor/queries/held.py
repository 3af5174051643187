"""Whose a contact was, as at a moment."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from kith.frontdoor.models import Contact, ContactHeld


def whose_at(moment: datetime) -> Subquery:
    """The post whose a contact was at a moment; none while it was in its team's queue."""
    by_then = ContactHeld.objects.filter(contact=OuterRef("pk"), recorded_at__lte=moment)
    return Subquery(by_then.order_by("-recorded_at", "-id").values("post_id")[:1])


def contacts_at(moment: datetime) -> QuerySet[Contact]:
    """The contacts that had been read by a moment, each with the post that had it then as `whose`."""
    known = Contact.objects.filter(record__recorded_at__lte=moment)
    return known.annotate(whose=whose_at(moment)).order_by("received_at", "id")
