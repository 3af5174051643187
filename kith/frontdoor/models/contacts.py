"""A contact: one child's part in what was sent. Children of one incident share the receipt."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.frontdoor.rules.contact import State
from kith.intake.models import Channel, Receipt
from kith.people.models import SourceRecord
from kith.sharing.guard import KEEP, AgencyGuard, Guard, Rights, Scrub
from kith.sharing.models import Agency, Guarded, Partnership, Post, Team, Worker


class Contact(Guarded):
    """What one sender told about one child; of `kind` adult, about an adult near children not yet known.

    The sender's words are never changed. `police` is what only its kind of sender says: police, custody, health, probation.

    `held_by` is whose it is now, a copy of the last `ContactHeld`; whose it was at a moment is asked of those. `worked_at` is
    when its holder last did anything with it, `lapsed_at` when a claim on it lapsed, `opened_at` when the front door first read it,
    `duplicate_of` the earlier one that tells of the same.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="contacts")
    receipt_reference = models.CharField(max_length=16)
    record = models.OneToOneField(SourceRecord, models.PROTECT, related_name="contact")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    beside = ArrayField(models.BigIntegerField(), default=list)

    from_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.CharField(max_length=10, db_default="child")
    source_code = models.CharField(max_length=10)
    sub_source = models.CharField(max_length=40, blank=True)
    sender_name = models.CharField(max_length=200)
    sender_contact = models.CharField(max_length=200, blank=True)
    sender_reference = models.CharField(max_length=60, blank=True)
    written_by = models.CharField(max_length=200, blank=True, db_default="")
    led_by = models.CharField(max_length=200, blank=True, db_default="")

    received_at = models.DateTimeField()
    event_at = models.DateTimeField(null=True)
    what_happened = models.TextField()
    risk = models.TextField(blank=True)
    risk_from = models.TextField(blank=True)
    need = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    childs_words = models.TextField(blank=True)
    words_heard = models.CharField(max_length=300, blank=True)
    # Empty where the sender did not say; null where it came before that was asked.
    spoken_alone = models.CharField(max_length=10, blank=True, null=True)
    spoken_alone_who = models.CharField(max_length=200, blank=True, db_default="")
    in_danger = models.CharField(max_length=12)
    safe_now = models.CharField(max_length=300, blank=True)
    sender_did = models.TextField(blank=True)
    sender_asks = models.TextField(blank=True)
    adults_answer = models.CharField(max_length=12)
    missing_parts = ArrayField(models.CharField(max_length=40), default=list)
    # Which words of the language check stood in it as it came; none looked before there was this column.
    words_asked = ArrayField(models.CharField(max_length=40), null=True)
    police = models.JSONField(default=dict)
    unmapped = models.JSONField(default=dict)

    rag = models.CharField(max_length=5, blank=True)
    state = models.CharField(max_length=10, default=State.RECEIVED.value)
    held_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    held_since = models.DateTimeField(null=True)
    identified_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="linked")

    guard = Guard(read="contact.read", add="contact.land", change="contact.decide", beside="beside")
    rights = Rights(
        changes=("state", "held_by_id", "held_since", "identified_at", "decided_at", "rag", "beside")
        + ("worked_at", "lapsed_at", "opened_at", "duplicate_of_id")
    )
    scrub = Scrub(
        "words are replaced",
        dict.fromkeys(
            "what_happened risk risk_from need strengths impact childs_words words_heard spoken_alone_who safe_now"
            " sender_did sender_asks sender_name sender_contact sender_reference written_by led_by police unmapped".split(),
            "replaced",
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="a_contact_is_in_a_known_state"
            )
        ]
        indexes = [
            models.Index(fields=["receipt"], name="contact_by_receipt"),
            models.Index(fields=["subject", "-received_at"], name="contact_by_subject"),
            models.Index(fields=["partnership", "state", "received_at"], name="contact_that_waits"),
        ]


class ContactHeld(Guarded):
    """From this moment a contact was this post's, or its team's queue's where there is no post. Never changed."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide")
    rights = Rights()
    scrub = KEEP

    class Meta:
        indexes = [
            models.Index(fields=["contact", "-recorded_at", "-id"], name="contact_held_by_contact"),
        ]


class FormAnswer(Guarded):
    """One form of exploitation, asked about each time: seen, not seen, or not known and who would know.

    Without `recorded_at` it came with the contact. What is asked or told later is a row of its own, and changes none.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="forms")
    form = models.CharField(max_length=40)
    answer = models.CharField(max_length=10)
    is_harm = models.BooleanField(default=False)
    what = models.TextField(blank=True)
    who_would_know = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=200, blank=True, db_default="")
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    guard = Guard(read="contact.read", add="record.add", own_hand=True)
    rights = Rights()
    scrub = Scrub(
        "words are replaced", {"what": "replaced", "who_would_know": "replaced", "said_by": "replaced"}
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "form"],
                condition=Q(recorded_at=None),
                name="each_form_is_answered_once_in_what_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["seen", "not_seen", "not_known"]),
                name="a_form_has_one_of_three_answers",
            ),
        ]


class Consent(Guarded):
    """Whether the family was asked, and what lets the agencies share if not. Consent is not the lawful basis."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=200)
    is_needed = models.CharField(max_length=10)
    needed_because = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    asked_of = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20)
    not_asked_because = models.CharField(max_length=40, blank=True)
    lawful_basis = models.CharField(max_length=60, blank=True)
    is_informed = models.CharField(max_length=12)
    competence = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.land")
    rights = Rights()
    scrub = Scrub(
        "words are replaced", {"needed_because": "replaced", "asked_of": "replaced", "asked_by": "replaced"}
    )


class Addition(Guarded):
    """What the sender added later, under a receipt of its own. It stands beside the contact; nothing is changed.

    `rag` is how soon the picture is needed with it; `beside` the children whom only the addition names.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="additions")
    receipt_reference = models.CharField(max_length=16)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    words = models.TextField()
    said = models.JSONField()
    police = models.JSONField(default=dict, db_default={})
    in_danger = models.CharField(max_length=12, blank=True, db_default="")
    rag = models.CharField(max_length=5, blank=True, db_default="")
    beside = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    guard = Guard(read="contact.read", add="contact.land", beside="beside")
    rights = Rights()
    scrub = Scrub("words are dropped", {"words": "dropped", "said": "dropped", "police": "dropped"})


class LookedAgain(Guarded):
    """Somebody looked again at a decided contact: nothing changes, or it is decided anew. `additions` are receipts."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="looked_again")
    is_anew = models.BooleanField()
    because = models.TextField()
    additions = ArrayField(models.CharField(max_length=16), default=list)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="nobody_looks_again_without_saying_why")
        ]


class Step(models.TextChoices):
    IN_HAND = "in_hand", "somebody has it in hand"
    DECIDED = "decided", "decided"
    AGAIN = "again", "being looked at again"
    ACCEPTED = "accepted", "taken over by this area"
    SENT_BACK = "sent_back", "sent back to the area that handed it over"


class Progress(models.Model):
    """How far what an agency sent has come, for the agency itself: steps and times, nothing about the child."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="progress")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    contact = models.CharField(max_length=12)
    step = models.CharField(max_length=10, choices=Step)
    at = models.DateTimeField()

    guard = AgencyGuard(read="receipt.read", add="notice.send")
    rights = Rights()
    scrub = KEEP

    class Meta:
        indexes = [models.Index(fields=["contact"], name="progress_by_contact")]
