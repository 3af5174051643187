"""What was decided on a contact, why, and who agreed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.core import reference
from kith.frontdoor.models.contacts import Contact
from kith.frontdoor.models.thresholds import ThresholdDocument
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class Decision(Guarded):
    """A threshold decision: level and criteria of a dated document, the section 47 test, outcome and reasons."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="decisions")
    level = models.CharField(max_length=10)
    # As it was cited: the document, and its words for the level and the criteria. None where Kith's own list was used.
    document = models.CharField(max_length=160)
    threshold = models.ForeignKey(ThresholdDocument, models.PROTECT, null=True, related_name="+")
    cited = models.JSONField(default=dict, db_default={})
    criteria = ArrayField(models.CharField(max_length=20), default=list)
    section_47 = models.CharField(max_length=10)
    section_47_why = models.TextField()
    outcome = models.CharField(max_length=40)
    reasons = models.TextField()
    against = models.TextField(blank=True)
    # What else was thought of, and why it was not chosen.
    options = models.TextField(blank=True, db_default="")
    not_asked_why = models.TextField(blank=True, db_default="")
    others = models.CharField(max_length=12, blank=True, db_default="")
    others_why = models.TextField(blank=True, db_default="")
    # How the views of police and health stood; which part of the re-reading sample it falls into.
    views_owed = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    views_given = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    views_differ = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    views_silent = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    alone_because = models.TextField(blank=True, db_default="")
    sample = models.CharField(max_length=10, blank=True, db_default="")
    # Which words of the language check stood in it when it was saved, after they had been asked about.
    words_asked = ArrayField(models.CharField(max_length=40), null=True)
    seen = models.JSONField(default=dict)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub(
        "words are replaced",
        {
            "section_47_why": "replaced",
            "reasons": "replaced",
            "against": "replaced",
            "options": "replaced",
            "not_asked_why": "replaced",
            "others_why": "replaced",
            "alone_because": "replaced",
        },
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reasons=""), name="no_decision_without_reasons")
        ]
        indexes = [
            models.Index(
                fields=["-decided_at"], name="decision_to_read_again", condition=~models.Q(sample="")
            ),
            models.Index(fields=["decided_at"], name="decision_by_day"),
        ]


class ClosingAsk(Guarded):
    """A manager is asked for a view before a contact is closed: the outcome proposed, why, and the rest of what was typed."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="closing_asks")
    outcome = models.CharField(max_length=40)
    reasons = models.TextField()
    proposed = models.JSONField(default=dict)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"reasons": "replaced", "proposed": "dropped"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reasons=""), name="nobody_asks_for_a_view_without_reasons"
            )
        ]


class ClosingView(Guarded):
    """A manager's view on closing a contact that shows signs of exploitation, asked for or not."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="closing_views")
    ask = models.ForeignKey(ClosingAsk, models.PROTECT, null=True, related_name="views")
    asked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    is_agreed = models.BooleanField()
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="closing.agree", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asked_by=None) | ~models.Q(asked_by=models.F("by_worker")),
                name="nobody_agrees_to_a_closing_of_their_own",
            ),
            models.CheckConstraint(
                condition=models.Q(ask=None, asked_by=None)
                | models.Q(ask__isnull=False, asked_by__isnull=False),
                name="a_view_that_was_asked_for_says_by_whom",
            ),
        ]


class Call(Guarded):
    """Somebody rang the sender about a decision: whom, when, whether they were reached, and what was said."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="calls")
    notice = models.CharField(max_length=12)
    rang = models.CharField(max_length=200)
    rang_at = models.DateTimeField()
    is_reached = models.BooleanField()
    words = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("names and words are replaced", {"rang": "replaced", "words": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rang_at__lte=models.F("recorded_at")),
                name="a_call_is_recorded_after_it_was_made",
            )
        ]
        indexes = [models.Index(fields=["notice"], name="call_by_notice")]
