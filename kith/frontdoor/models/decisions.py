"""What was decided on a contact, why, and who agreed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.frontdoor.models.contacts import Contact
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class Decision(Guarded):
    """A threshold decision: level and criteria of a dated document, the section 47 test, outcome and reasons."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="decisions")
    level = models.CharField(max_length=10)
    document = models.CharField(max_length=60)
    criteria = ArrayField(models.CharField(max_length=20), default=list)
    section_47 = models.CharField(max_length=10)
    section_47_why = models.TextField()
    outcome = models.CharField(max_length=40)
    reasons = models.TextField()
    against = models.TextField(blank=True)
    seen = models.JSONField(default=dict)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub(
        "words are replaced", {"section_47_why": "replaced", "reasons": "replaced", "against": "replaced"}
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reasons=""), name="no_decision_without_reasons")
        ]


class ClosingView(Guarded):
    """A manager's view on closing a contact that shows signs of exploitation."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="closing_views")
    is_agreed = models.BooleanField()
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="closing.agree", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})
