"""Early help that was decided on: the family's answer, who leads, the first meeting, and coming back."""

from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.frontdoor.models.contacts import Contact
from kith.frontdoor.models.decisions import Decision
from kith.frontdoor.rules.helping import Answer
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class HelpOffer(Guarded):
    """A decision offers a family early help."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="help_offers")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()

    guard = Guard(read="help.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("keep")

    class Meta:
        indexes = [models.Index(fields=["-offered_at"], name="help_offer_by_moment")]


class OfOffer(Guarded):
    """Something that became of an offer, by the hand of whoever did it. Never changed."""

    offer = models.ForeignKey(HelpOffer, models.PROTECT, related_name="%(class)s")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class FamilyAnswer(OfOffer):
    """The family was asked, or not reached, or need not be asked and why: who, when, how, and in their words."""

    answer = models.CharField(max_length=12)
    who = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)
    because = models.TextField(blank=True)

    guard = Guard(read="help.read", add="help.write", own_hand=True)
    rights = Rights()
    scrub = Scrub("names and words are replaced", dict.fromkeys("who how words because".split(), "replaced"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=[each.value for each in Answer]),
                name="a_family_answers_in_one_of_four_ways",
            ),
            models.CheckConstraint(
                condition=~Q(answer="not_needed") | ~Q(because=""),
                name="nothing_goes_on_without_agreement_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer="not_needed") | (~Q(who="") & Q(happened_at__isnull=False)),
                name="a_family_that_was_asked_has_a_name_and_a_moment",
            ),
        ]


class HelpAllocated(OfOffer):
    """Who leads the early help from now on; the last one counts."""

    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    guard = Guard(read="help.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("keep")


class HelpSentBack(OfOffer):
    """Whoever allocates found that early help is not what this family needs, and why: somebody looks at it again."""

    because = models.TextField()

    guard = Guard(read="help.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="early_help_is_sent_back_with_a_reason"),
            models.UniqueConstraint(fields=["offer"], name="an_offer_is_sent_back_once"),
        ]


class HelpTry(OfOffer):
    """The lead met the family for the first time, or tried to."""

    is_met = models.BooleanField()
    whom = models.CharField(max_length=200)
    happened_at = models.DateTimeField()
    words = models.TextField()

    guard = Guard(read="help.read", add="help.write", own_hand=True)
    rights = Rights()
    scrub = Scrub("names and words are replaced", {"whom": "replaced", "words": "replaced"})


class HelpLooked(OfOffer):
    """An offer came back, and somebody looked again: the decision stays, or is made again; and why."""

    is_anew = models.BooleanField()
    because = models.TextField()

    guard = Guard(read="help.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="what_came_back_is_answered_with_a_reason"),
            models.UniqueConstraint(fields=["offer"], name="an_offer_that_came_back_is_looked_at_once"),
        ]
