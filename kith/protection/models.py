"""Strategy discussions: what demands one, what a manager answered, and what was held."""

from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.sharing.guard import KEEP, Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class Trigger(Guarded):
    """Something demands a decision on a strategy discussion: what, about which contact or plan, why, and who said so."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    code = models.CharField(max_length=40)
    about = models.CharField(max_length=20, blank=True)
    because = models.TextField()
    triggered_at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    guard = Guard(read="discussion.read", add="discussion.ask", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="a_trigger_says_why"),
        ]
        indexes = [models.Index(fields=["triggered_at"], name="trigger_by_moment")]


class Answer(Guarded):
    """A manager's dated answer to a trigger: a discussion is held, when and chaired by whom; or none is, and why.

    The last one counts; earlier ones stay. `asked_by` is who asked for it.
    """

    trigger = models.ForeignKey(Trigger, models.PROTECT, related_name="answers", db_index=False)
    is_to_be_held = models.BooleanField()
    because = models.TextField()
    planned_at = models.DateTimeField(null=True)
    chair = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="discussion.read", add="discussion.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons and names are replaced", {"because": "replaced", "chair": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="no_answer_to_a_trigger_without_reasons"),
            models.CheckConstraint(
                condition=Q(is_to_be_held=True) | Q(asked_by=None) | ~Q(asked_by=F("by_worker")),
                name="nobody_turns_down_a_discussion_they_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(is_to_be_held=False) | (Q(planned_at__isnull=False) & ~Q(chair="")),
                name="a_discussion_to_be_held_has_an_hour_and_a_chair",
            ),
        ]
        indexes = [models.Index(fields=["trigger", "-recorded_at", "-id"], name="answer_by_trigger")]


class Discussion(Guarded):
    """A strategy discussion as it was held: analysis, section 47, safety, decision, reasons, and who disagreed."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    held_at = models.DateTimeField()
    chair = models.CharField(max_length=200)
    analysis = models.TextField()
    is_section_47 = models.BooleanField()
    enquiry_by = models.CharField(max_length=12, blank=True)
    safety = models.TextField()
    decision = models.TextField()
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    next_on = models.DateField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="discussion.read", add="plan.write", own_hand=True)
    rights = Rights()
    scrub = Scrub(
        "words and names are replaced",
        dict.fromkeys(("chair", "analysis", "safety", "decision", "reasons", "dissent"), "replaced"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision="") & ~Q(reasons=""), name="no_discussion_without_decision_and_reasons"
            ),
            models.CheckConstraint(
                condition=Q(is_section_47=False, enquiry_by="") | (Q(is_section_47=True) & ~Q(enquiry_by="")),
                name="an_enquiry_says_who_makes_it",
            ),
            models.CheckConstraint(
                condition=Q(held_at__lte=F("recorded_at")), name="a_discussion_is_recorded_after_it_was_held"
            ),
        ]


class Settled(Guarded):
    """This discussion was held about this trigger."""

    trigger = models.ForeignKey(Trigger, models.PROTECT, related_name="settled")
    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="settled")

    guard = Guard(read="discussion.read", add="plan.write")
    rights = Rights()
    scrub = KEEP


class TookPart(Guarded):
    """One kind of agency at a discussion: who came and what they shared, or why nobody did."""

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=40)
    is_here = models.BooleanField()
    who = models.CharField(max_length=300, blank=True)
    shared = models.TextField(blank=True)
    away_because = models.TextField(blank=True)

    guard = Guard(read="discussion.read", add="plan.write")
    rights = Rights()
    scrub = Scrub(
        "names and words are replaced", {"who": "replaced", "shared": "replaced", "away_because": "replaced"}
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(is_here=True) & ~Q(who="")) | (Q(is_here=False) & ~Q(away_because="")),
                name="who_took_part_is_named_and_who_was_away_has_a_reason",
            )
        ]


class EnquiryStep(Guarded):
    """What has become of a section 47 enquiry: its outcome, its conference."""

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="steps")
    code = models.CharField(max_length=40)
    because = models.TextField()
    happened_on = models.DateField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="discussion.read", add="plan.write", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(because=""), name="no_step_of_an_enquiry_without_what_was_found"
            )
        ]
