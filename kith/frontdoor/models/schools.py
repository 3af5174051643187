"""Which school a child goes to, as the front door found it out."""

from django.db import models
from django.db.models import Q

from kith.frontdoor.models.contacts import Contact
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class SchoolSaid(Guarded):
    """Somebody said which school the child of a contact goes to, by its number, or why the child is at none. The last counts."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="schools_said")
    school_urn = models.CharField(max_length=6, blank=True)
    because = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub(
        "the school is dropped, words are replaced", {"school_urn": "dropped", "because": "replaced"}
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(school_urn="") | ~Q(because=""), name="a_school_is_named_or_why_there_is_none"
            )
        ]
        indexes = [models.Index(fields=["contact"], name="school_said_by_contact")]
