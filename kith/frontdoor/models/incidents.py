"""Data incidents: what was told of one child in place of another, whom it reached, and what was done about it.

An incident names nobody: it holds references, agencies, posts and times, so that a privacy officer, who reads no record, can
decide on it. Why it was another child stands with the identity decision, for those who may read of the child.
"""

from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.frontdoor.rules.wrong_child import Becomes, Did
from kith.sharing.guard import KEEP, AgencyGuard, Guard, Rights, Scrub
from kith.sharing.models import Agency, Guarded, Partnership, Post, Worker

INCIDENT = AgencyGuard(read="incident.read", add="child.identify")


class OfAgency(models.Model):
    """A row that belongs to the agency which answers for the front door, and is read in its area."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class DataIncident(OfAgency):
    """A contact was taken for another child's. Never changed.

    `contact`, `child` and `other` are references. `ico_due_at` is there where somebody read about the wrong child
    (UK GDPR, Article 33); where nobody did, that is the record which Article 33(5) asks for.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    contact = models.CharField(max_length=12)
    receipt = models.CharField(max_length=16)
    child = models.CharField(max_length=12)
    other = models.CharField(max_length=12)
    joined_at = models.DateTimeField()
    was_decided = models.BooleanField()
    is_disclosed = models.BooleanField()
    ico_due_at = models.DateTimeField(null=True)
    joined_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = INCIDENT
    rights = Rights()
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_disclosed=False, ico_due_at=None)
                | Q(is_disclosed=True, ico_due_at__isnull=False),
                name="what_somebody_read_has_a_time_by_which_the_ico_is_thought_of",
            )
        ]
        indexes = [models.Index(fields=["-recorded_at"], name="data_incident_by_time")]


class DataIncidentLine(OfAgency):
    """One thing that followed: what, to whom, whether and when it was opened, and what became of it in the same act."""

    incident = models.ForeignKey(DataIncident, models.PROTECT, related_name="lines")
    what = models.CharField(max_length=200)
    about = models.CharField(max_length=20, blank=True)
    whom = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    becomes = models.CharField(max_length=10)

    guard = INCIDENT
    rights = Rights()
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(becomes__in=[each.value for each in Becomes]),
                name="what_followed_becomes_one_of_the_listed",
            ),
            models.CheckConstraint(
                condition=~Q(becomes="recalled") | Q(opened_at=None),
                name="what_was_recalled_was_never_opened",
            ),
        ]


class DataIncidentStep(OfAgency):
    """Something that was done about an incident, by whom and when: whom they rang, who was told, that it is closed."""

    incident = models.ForeignKey(DataIncident, models.PROTECT, related_name="steps")
    did = models.CharField(max_length=10)
    answer = models.CharField(max_length=12, blank=True)
    line = models.ForeignKey(DataIncidentLine, models.PROTECT, null=True, related_name="rung")
    because = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = AgencyGuard(read="incident.read", add="incident.ring")
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(did__in=[each.value for each in Did]), name="a_step_is_one_of_the_listed"
            ),
            models.CheckConstraint(
                condition=Q(did="safety") | ~Q(because=""),
                name="nothing_is_done_about_an_incident_without_words",
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(did="closed"), name="an_incident_is_closed_once"
            ),
        ]


class SafetyCheck(Guarded):
    """For one of the two children: could somebody dangerous have learnt where they live? Asked at once of whoever leads."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    incident = models.CharField(max_length=12)
    asked_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True)
    says = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    guard = Guard(read="child.read", add="child.identify", change="record.add")
    rights = Rights(changes=("answer", "says", "checked_at", "checked_by_post_id", "checked_by_id"))
    scrub = Scrub("words are replaced", {"says": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at=None, answer="")
                | (Q(checked_at__isnull=False) & ~Q(answer="") & ~Q(says="")),
                name="a_safety_check_is_answered_with_words",
            )
        ]
