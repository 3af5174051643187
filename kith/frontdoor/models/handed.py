"""A contact that is handed to the front door of the area where the family lives."""

from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.frontdoor.models.contacts import Contact
from kith.intake.models import Receipt
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Partnership, Post, Worker


class HandOver(Guarded):
    """Another area was asked to take a contact over. Until it accepts, whoever hands over answers for the child.

    With a `receipt` it was sent to a front door in Kith; without, `to_says` and `how` say whom and how. `siblings` says of
    each child of the home whether they go too, and why not.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="handed")
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="+")
    to_partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    to_says = models.CharField(max_length=200)
    how = models.TextField(blank=True)
    because = models.TextField()
    siblings = models.JSONField(default=list)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"because": "replaced", "how": "replaced", "siblings": "dropped"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="nobody_hands_a_child_over_without_saying_why"
            ),
            models.CheckConstraint(
                condition=Q(receipt=None) | Q(to_partnership__isnull=False),
                name="what_is_handed_over_in_kith_goes_to_a_partnership",
            ),
        ]


class HandOverAnswer(Guarded):
    """Whether a contact was accepted or sent back: by the front door that received it, on its own contact; or, with
    `hand_over`, by an area outside Kith as somebody here wrote it down."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="hand_over_answers")
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, related_name="answers")
    is_accepted = models.BooleanField()
    who = models.CharField(max_length=200)
    answered_at = models.DateTimeField()
    words = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("names and words are replaced", {"who": "replaced", "words": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(who=""), name="an_answer_to_a_hand_over_says_whose_it_is")
        ]
