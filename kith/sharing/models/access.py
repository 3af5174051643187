"""Why somebody may reach a child, and why not: grants, restrictions, conflicts, agreements, disclosure decisions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.sharing.guard import KEEP, Guard, Only, Register, Rights, Scrub
from kith.sharing.models.places import Agency, Partnership, Team
from kith.sharing.models.posts import Post
from kith.sharing.models.subjects import Guarded
from kith.sharing.models.workers import Worker

REASONS = Scrub("reasons are replaced", {"because": "replaced"})


class Relationship(models.TextChoices):
    """How a post comes to have to do with a child (local: our proposal from the access model)."""

    ALLOCATED = "allocated", "is allocated to the child"
    TEAM = "team", "is in the team that has the child"
    AGENCY = "agency", "works for an agency that is involved with the child"
    RECIPIENT = "recipient", "was sent something about the child"
    READER = "reader", "is a named reader of a restricted record"
    DISCLOSED = "disclosed", "was given this record by a disclosure decision"


class Grant(Guarded):
    """Somebody may reach a child: a post, a team or an agency, from when to when, and because of what."""

    relationship = models.CharField(max_length=20, choices=Relationship)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    permission = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300)
    derived_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="derived")
    link = models.BigIntegerField(null=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(
        read="grant.read",
        add="grant.give",
        change="grant.give",
        only=(
            Only("readers", "relationship = 'reader'", "record.restrict"),
            Only("disclosures", "relationship = 'disclosed'", "disclosure.decide"),
        ),
    )
    rights = Rights(changes=("ends_at",))
    scrub = REASONS

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, team=None, agency=None)
                | Q(post=None, team__isnull=False, agency=None)
                | Q(post=None, team=None, agency__isnull=False),
                name="a_grant_is_to_a_post_a_team_or_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(relationship__in=Relationship.values), name="a_grant_is_of_a_known_relationship"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="a_grant_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(relationship="disclosed") | ~Q(permission=""),
                name="a_disclosure_names_its_permission",
            ),
        ]
        indexes = [
            models.Index(fields=["post"], name="grant_by_post", condition=Q(post__isnull=False)),
            models.Index(fields=["team"], name="grant_by_team", condition=Q(team__isnull=False)),
            models.Index(fields=["agency"], name="grant_by_agency", condition=Q(agency__isnull=False)),
        ]


class Restriction(Guarded):
    """A record kept to named readers: staff and their families, high profile, adoption, high risk.

    No page ends one: the database does, when a second person agrees to it (`LiftAnswer`).
    """

    kind = models.CharField(max_length=20, blank=True, default="", db_default="")
    because = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    review_on = models.DateField()
    whom_to_ask = models.ForeignKey(Post, models.PROTECT, related_name="+")
    link = models.BigIntegerField(null=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="grant.read", add="record.restrict")
    rights = Rights()
    scrub = REASONS


class Conflict(Guarded):
    """A worker and a child who must not meet in the record. It beats every grant, emergencies included."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=20, blank=True, default="", db_default="")
    because = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    ended_by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    # Nobody reads this table but the context: to see a conflict is to learn that the child is known.
    guard = Guard(read="grant.read", add="conflict.declare")
    rights = Rights("insert", "insert")
    scrub = Scrub("reasons are replaced", {"because": "replaced", "ended_because": "replaced"})


class Agreement(models.Model):
    """An information-sharing agreement: what it lets which agencies see, for which purposes, until when."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    says = models.CharField(max_length=200)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agreements")
    starts_on = models.DateField()
    ends_on = models.DateField()
    review_on = models.DateField()
    recorded_at = models.DateTimeField()

    register = Register(change="agreement.sign")
    rights = Rights(changes=("ends_on", "review_on"))
    scrub = KEEP


class AgreementParty(models.Model):
    """An agency that signed, from when to when."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreements")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    register = Register(change="agreement.sign")
    rights = Rights(changes=("left_on",))
    scrub = KEEP


class AgreementItem(models.Model):
    """A class of data that the agreement covers, and the purposes it may be opened for."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="items")
    data_class = models.CharField(max_length=40)
    purposes = ArrayField(models.CharField(max_length=40))

    register = Register(change="agreement.sign")
    rights = Rights()
    scrub = KEEP


class AgreementEnd(models.Model):
    """That an agreement ends early: the last day that was signed or said before, and the last day now."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="ends")
    ended_on = models.DateField("last day before")
    ends_on = models.DateField("last day now")
    because = models.CharField(max_length=40)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    register = Register(change="agreement.sign")
    rights = Rights()
    scrub = KEEP


class AgreementReminder(models.Model):
    """Whoever keeps agreements was told that one ends soon, or of its last day. Once of each; `notice` is what they got."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reminders")
    what = models.CharField(max_length=10)
    day = models.DateField()
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    notice = models.CharField(max_length=12)
    recorded_at = models.DateTimeField()

    register = Register(change="clock.run")
    rights = Rights(app="select")
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "what", "day"], name="an_agreements_end_is_told_once"
            )
        ]


class DisclosureDecision(Guarded):
    """A named practitioner shares one record, or refuses, where no agreement does it for them.

    Children Act 2004 s.16LA as inserted by the Children's Wellbeing and Schools Act 2026 s.4: share what may help
    the other's functions, unless that would harm the child more. A refusal counts as much as a share.
    """

    permission = models.CharField(max_length=40)
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    is_shared = models.BooleanField()
    helps_with = models.TextField()
    harm_weighed = models.TextField()
    because = models.TextField()
    until = models.DateTimeField(null=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="grant.read", add="disclosure.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub(
        "words are replaced", {"helps_with": "replaced", "harm_weighed": "replaced", "because": "replaced"}
    )
