"""What the front door found out, or set aside with a reason, while it brought the picture together."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kith.frontdoor.models.contacts import Contact
from kith.intake.models import Receipt
from kith.people.models import HouseholdMember
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class Considered(Guarded):
    """Another child was thought of: a contact was made for them too, or why none is needed.

    Either a child of the home as the sender told of them, or a child of the family as a person wrote it down: that one by
    reference, since whoever reads this need not know them.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="considered")
    member = models.ForeignKey(HouseholdMember, models.PROTECT, null=True, related_name="considered")
    child = models.CharField(max_length=12, blank=True, db_default="")
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="+")
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="no_child_of_the_home_is_set_aside_without_why"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, child="") | (Q(member=None) & ~Q(child="")),
                name="one_other_child_is_considered_at_a_time",
            ),
        ]


class PictureWhole(Guarded):
    """Somebody said that the picture of a contact is whole, and what is still missing: the picture's clock stopped."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="whole")
    missing = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"missing": "replaced"})


class SignWeighed(Guarded):
    """Words of a contact that may be a sign, and that a person read: a sign of this form, or not. Never by itself."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="weighed")
    form = models.CharField(max_length=40)
    sentence = models.TextField()
    is_sign = models.BooleanField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"sentence": "replaced"})


class RestrictionsChecked(Guarded):
    """Somebody looked for what restricts the adults around a child: where, and what they found, nothing included."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="restrictions_checked")
    places = ArrayField(models.CharField(max_length=20))
    found = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="adult.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"found": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(places=[]) & ~Q(found=""), name="a_check_says_where_and_what_was_found"
            )
        ]


class FamilyAsked(Guarded):
    """The front door asked the family itself, or why it did not; what the sender said of it stands beside this."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="family_asked")
    outcome = models.CharField(max_length=20)
    asked_of = models.CharField(max_length=200, blank=True, db_default="")
    asked_on = models.DateField(null=True)
    not_asked_because = models.CharField(max_length=40, blank=True, db_default="")
    is_informed = models.CharField(max_length=12)
    words = models.TextField(blank=True, db_default="")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"asked_of": "replaced", "words": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome="not_asked", asked_of="", asked_on=None) & ~Q(not_asked_because=""))
                | (Q(outcome__in=["agreed", "said_no"], not_asked_because="") & ~Q(asked_of="")),
                name="a_family_was_asked_or_it_says_why_not",
            )
        ]
