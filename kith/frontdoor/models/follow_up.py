"""After a referral by telephone: what was to come in writing, chased or found."""

from django.db import models
from django.db.models import Q

from kith.frontdoor.models.contacts import Contact
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class FollowUp(Guarded):
    """Somebody chased the written referral that follows a call, or said under which receipt it came. Never changed."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="follow_ups")
    receipt_reference = models.CharField(max_length=16, blank=True)
    rang = models.CharField(max_length=200, blank=True)
    rang_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"rang": "replaced", "words": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt_reference="") ^ Q(rang=""), name="it_was_chased_or_it_came"
            )
        ]
