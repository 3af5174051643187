"""The plan for a child. Every agency works to the same one."""

from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Agency, Guarded, Post, Worker


class Plan(Guarded):
    """The one live plan for a child. Closed, it stays closed: `joined_to` is the plan that lives on, where two became one.

    `is_in_error`: it was opened for another child than was thought, and is no plan of anybody.
    `lead` is who leads it now, a copy of the last `PlanLed`; who led it at a moment is asked of those.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    because = models.TextField()
    lead = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    closed_because = models.TextField(blank=True, db_default="")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    is_in_error = models.BooleanField(db_default=False, default=False)

    guard = Guard(read="plan.read", add="plan.write", change="plan.write")
    rights = Rights(
        changes=("lead_id", "version", "closed_at", "closed_by_id", "closed_because", "joined_to_id")
        + ("is_in_error",)
    )
    scrub = Scrub("reasons are replaced", {"because": "replaced", "closed_because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_because="")
                | (Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(closed_because="")),
                name="whoever_closes_a_plan_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_in_error=False) | Q(closed_at__isnull=False),
                name="a_plan_opened_in_error_is_closed",
            ),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(closed_at=None), name="one_live_plan_per_subject"
            ),
        ]


class PlanLed(Guarded):
    """From this moment a plan was led by this post, and why, until another led it. Never changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="plan.read", add="plan.write", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        indexes = [models.Index(fields=["plan", "-recorded_at", "-id"], name="plan_led_by_plan")]


class Version(Guarded):
    """A version of a plan: what changed, by whom, and the whole plan as it then stood."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    changed = models.TextField()
    stands = models.JSONField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="plan.read", add="plan.write", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are dropped", {"changed": "replaced", "stands": "dropped"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_row_per_version")]


class Action(Guarded):
    """Something that somebody will do: a verb, an owner, an agency, a day, and what it is for.

    Where two plans became one, `carried_from` is the action of the closed one, which stays as it was.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="actions")
    says = models.CharField(max_length=300)
    owner = models.CharField(max_length=200)
    owner_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    due_on = models.DateField()
    purpose = models.CharField(max_length=300)
    since_version = models.PositiveIntegerField()
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_says = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.TextField(blank=True, db_default="", default="")
    recorded_at = models.DateTimeField()

    guard = Guard(read="plan.read", add="plan.write", change="record.add")
    rights = Rights(changes=("done_at", "done_says", "cancelled_at", "cancelled_because"))
    scrub = Scrub(
        "words are replaced",
        dict.fromkeys("says purpose done_says cancelled_because".split(), "replaced"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(says="") & ~Q(owner="") & ~Q(purpose=""),
                name="an_action_has_a_verb_an_owner_and_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | (Q(done_at=None) & ~Q(cancelled_because="")),
                name="an_action_that_was_not_done_is_cancelled_with_a_reason",
            ),
        ]
