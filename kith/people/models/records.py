"""Names on subjects: source records, addresses, characteristics, linked adults; who was decided to be whom, and who belongs together."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.sharing.guard import KEEP, Guard, Rights, Scrub
from kith.sharing.models import Agency, Guarded, Post, Subject, Worker

NAMES = Scrub(
    "names, dates and numbers are replaced by invented ones",
    dict.fromkeys(
        "given_name middle_names family_name known_as previous_family_names date_of_birth expected_on"
        " nhs_number upn phone parent_name source_id".split(),
        "replaced",
    ),
)


class SourceRecord(Guarded):
    """What one agency said about who somebody is. Never changed: a correction is another record."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    source_id = models.CharField(max_length=60, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    middle_names = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    previous_family_names = ArrayField(models.CharField(max_length=100), default=list)
    sex = models.CharField(max_length=20, blank=True)
    date_of_birth = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    school_urn = models.CharField(max_length=6, blank=True)
    school_says = models.CharField(max_length=200, blank=True)
    practice_code = models.CharField(max_length=10, blank=True, db_default="")
    practice_says = models.CharField(max_length=200, blank=True, db_default="")
    parent_name = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    guard = Guard(read="child.read", add="contact.land")
    rights = Rights()
    scrub = NAMES


class Address(Guarded):
    """Where somebody lives, as one agency said. Its own table and class, so that a page without it shows none."""

    record = models.ForeignKey(SourceRecord, models.PROTECT, related_name="addresses")
    line = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    is_current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()

    guard = Guard(read="location.read", add="contact.land")
    rights = Rights()
    scrub = Scrub("replaced by an invented address", {"line": "replaced", "postcode": "replaced"})


class Characteristic(Guarded):
    """One answer about a child for equality or communication. Not asked, declined and not known stay apart."""

    record = models.ForeignKey(SourceRecord, models.PROTECT, related_name="characteristics")
    what = models.CharField(max_length=40)
    answer = models.CharField(max_length=12)
    value = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    guard = Guard(read="child.read", add="contact.land")
    rights = Rights()
    scrub = Scrub("free text is dropped", {"value": "coded values kept, free text dropped"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="given", value__gt="") | (~Q(answer="given") & Q(value="")),
                name="a_value_is_held_only_where_it_was_given",
            )
        ]


class LinkedAdult(Guarded):
    """An adult in a child's life who may be a risk, and what restricts them, as one sender said.

    The status of an allegation is always printed: alleged, charged, convicted, no further action, or not known.
    """

    record = models.ForeignKey(SourceRecord, models.PROTECT, related_name="adults")
    says = models.CharField("name or description", max_length=200)
    date_of_birth = models.DateField(null=True)
    relation = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    allegation = models.CharField(max_length=30)
    restriction = models.TextField(blank=True)
    restriction_ends_on = models.DateField(null=True)
    restriction_source = models.CharField(max_length=200, blank=True)
    safe_contact = models.TextField(blank=True)
    is_home_contact_unsafe = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    guard = Guard(read="adult.read", add="contact.land")
    rights = Rights()
    scrub = Scrub(
        "names and words are replaced",
        {"says": "replaced", "why": "replaced", "restriction": "replaced", "safe_contact": "replaced"},
    )


class MatchKey(models.Model):
    """A hashed key of a record: no plain data, and no role but the look-up's function reads it."""

    key = models.BigIntegerField()
    record = models.ForeignKey(SourceRecord, models.PROTECT, related_name="+")

    is_closed = True
    rights = Rights("", "")
    scrub = KEEP

    class Meta:
        indexes = [models.Index(fields=["key"], include=["record"], name="matchkey_by_key")]


class Verdict(models.TextChoices):
    SAME = "same", "the same child"
    NEW = "new", "new to us"
    UNSURE = "unsure", "cannot tell yet"
    DIFFERENT = "different", "not the same child"


class HouseholdMember(Guarded):
    """Somebody of a child's home or family, as one sender said. It is no record of that person, and links nobody."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    record = models.ForeignKey(SourceRecord, models.PROTECT, related_name="household")
    name = models.CharField(max_length=200)
    date_of_birth = models.DateField(null=True)
    age = models.SmallIntegerField("age as it was told", null=True)
    relation = models.CharField(max_length=200, blank=True)
    is_child = models.CharField(max_length=10)
    lives_there = models.CharField(max_length=10)
    recorded_at = models.DateTimeField()

    guard = Guard(read="child.read", add="contact.land")
    rights = Rights()
    scrub = Scrub(
        "names, dates and relations are replaced",
        {"name": "replaced", "date_of_birth": "replaced", "relation": "replaced"},
    )

    class Meta:
        indexes = [models.Index(fields=["record"], name="household_by_record")]


class Flag(Guarded):
    """Something that everybody who opens this record must see at once, said by whom, from when to when. Never changed:
    a row that `ends` another ends it."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    code = models.CharField(max_length=40)
    says_who = models.CharField("who says so", max_length=200)
    because = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ends = models.ForeignKey("self", models.PROTECT, null=True, related_name="ended_by")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="child.read", add="record.add", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"says_who": "replaced", "because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="a_flag_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(says_who=""), name="a_flag_says_who_says_so"),
        ]
        indexes = [models.Index(fields=["subject"], name="flag_by_subject")]


class IdentityDecision(Guarded):
    """A person's decision about who a record is about, with the reason and what was on the screen."""

    verdict = models.CharField(max_length=10, choices=Verdict)
    other = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    because = models.TextField()
    shown = models.JSONField(default=list)
    about = models.CharField(max_length=20)
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="child.read", add="child.identify", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict="same") | Q(other__isnull=False), name="the_same_child_as_somebody"
            )
        ]
        indexes = [
            models.Index(fields=["recorded_at"], condition=Q(undoes__isnull=False), name="taken_back_by_time")
        ]


class Link(Guarded):
    """Two subjects are one person, because of a decision. Unlinking ends it; no row is rewritten."""

    other = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    decision = models.ForeignKey(IdentityDecision, models.PROTECT, related_name="links")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    guard = Guard(read="child.read", add="child.identify", change="child.identify")
    rights = Rights(changes=("ends_at",))
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(subject=F("other")), name="nobody_is_linked_to_themselves"),
            models.UniqueConstraint(
                fields=["subject", "other"], condition=Q(ends_at=None), name="two_subjects_are_linked_once"
            ),
        ]


class Relation(models.Model):
    """What `other` is to `subject`, as somebody knows it. It is read only by who reaches both, through `kith.relations`
    alone (ADR 23), and never deleted: a mistake is struck out with its reason."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    other = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    since = models.DateField("known since")
    says_who = models.CharField("who told it, or how it is known", max_length=200)
    receipt = models.CharField("the receipt that told it", max_length=20, blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_how = models.CharField(max_length=10, blank=True)
    ended_because = models.TextField(blank=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    is_closed = True
    rights = Rights("", "")
    scrub = Scrub("words are replaced", {"says_who": "replaced", "ended_because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(subject=F("other")), name="nobody_belongs_with_themselves"),
            models.CheckConstraint(condition=~Q(says_who=""), name="a_relation_says_who_knows_it"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="a_relation_that_ended_says_why_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["other"], name="relation_by_other")]
