"""What others think of what is proposed: who was asked, what they said, whose silence was passed on, and who read it again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.frontdoor.models.contacts import Contact
from kith.frontdoor.models.decisions import Decision
from kith.sharing.guard import KEEP, Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class ViewAsked(Guarded):
    """Somebody is asked what they think: of a proposal, as police or health, or for a specialist's advice on a question.

    Without a post nobody in the area speaks for them, and there is no time to wait.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="views_asked")
    voice = models.CharField(max_length=20)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=10, blank=True)
    section_47 = models.CharField(max_length=10, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    words = models.TextField()
    forms = ArrayField(models.CharField(max_length=40), default=list)
    proposed = models.JSONField(default=dict)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"words": "replaced", "proposed": "dropped"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""), name="nobody_is_asked_for_a_view_without_a_question"
            )
        ]


class View(Guarded):
    """What somebody who was asked thinks, in their own hand: agreement, or what they see instead, and why; or advice.

    `passed_on_at` is when its clock was stopped and the ledger told: whoever gives a view reaches neither.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="views")
    ask = models.OneToOneField(ViewAsked, models.PROTECT, related_name="view")
    voice = models.CharField(max_length=20)
    is_agreed = models.BooleanField(null=True)
    level = models.CharField(max_length=10, blank=True)
    section_47 = models.CharField(max_length=10, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True)

    guard = Guard(read="contact.read", add="view.give", change="clock.run", own_hand=True)
    rights = Rights(changes=("passed_on_at",))
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="no_view_without_its_reason"),
        ]


class ViewChased(Guarded):
    """A view did not come in time, and its agency was told."""

    ask = models.OneToOneField(ViewAsked, models.PROTECT, related_name="chased")
    notice = models.CharField(max_length=12)
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="notice.send")
    rights = Rights()
    scrub = KEEP


class ReRead(Guarded):
    """Somebody who did not make a decision read it again: they would have decided so, or otherwise, and why."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="rereadings")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="reread")
    decided_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    is_agreed = models.BooleanField()
    because = models.TextField()
    with_whom = models.CharField(max_length=200)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("names and reasons are replaced", {"because": "replaced", "with_whom": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("by_worker")), name="nobody_reads_their_own_decision_again"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="no_rereading_without_its_reason"),
        ]
