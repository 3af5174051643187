"""Posts and who holds them. Roles, permissions and purposes are data, loaded from `lists/`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.sharing.guard import KEEP, Register, Rights
from kith.sharing.models.places import Agency, Partnership, Team
from kith.sharing.models.workers import Worker


class Permission(models.Model):
    """One thing that may be allowed, and the class of data that an agreement must cover for it, if any."""

    code = models.CharField(max_length=40, unique=True)
    says = models.CharField(max_length=300)
    data_class = models.CharField(max_length=40, blank=True)

    rights = Rights("select", "select")
    scrub = KEEP


class Purpose(models.Model):
    """Why a record is opened."""

    code = models.CharField(max_length=40, unique=True)
    says = models.CharField(max_length=300)

    rights = Rights("select", "select")
    scrub = KEEP


class Role(models.Model):
    """What a kind of post is for."""

    code = models.CharField(max_length=40, unique=True)
    says = models.CharField(max_length=300)
    is_service = models.BooleanField(default=False)

    rights = Rights("select", "select")
    scrub = KEEP

    def __str__(self) -> str:
        return self.says


class RolePermission(models.Model):
    """What a role may do, and through which relationships it reaches a child."""

    role = models.ForeignKey(Role, models.PROTECT, related_name="permissions")
    permission = models.ForeignKey(Permission, models.PROTECT, related_name="+")
    reach = ArrayField(models.CharField(max_length=20))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    rights = Rights("select", "select")
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "permission", "starts_on"], name="one_row_per_role_permission_day"
            )
        ]


class Post(models.Model):
    """A seat in a team: what is owed is owed by a post, and a person comes and goes in it."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="posts")
    role = models.ForeignKey(Role, models.PROTECT, related_name="posts")
    partnerships = models.ManyToManyField(Partnership, related_name="posts")
    code = models.CharField(max_length=60, blank=True)
    says = models.CharField(max_length=150)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    register = Register(change="post.manage")
    rights = Rights("select insert", "select insert", ("says", "ends_on"))
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_post_per_service_code"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="a_post_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.says


class Holding(models.Model):
    """Who holds a post, from when to when. A leaver's holding has an end, and counts for nothing the day after."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="holdings")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    register = Register(change="post.manage")
    rights = Rights("select insert", "select insert", ("ends_on",))
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_holding_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["post", "worker"],
                condition=Q(ends_on=None),
                name="one_open_holding_per_post_and_worker",
            ),
        ]


class Absence(models.Model):
    """While a post's holder is away, its work is shown to the deputy's post too."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(Post, models.PROTECT, related_name="covers")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    register = Register(change="post.manage")
    rights = Rights("select insert", "select insert", ("ends_at",))
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="an_absence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(post=F("deputy")), name="nobody_deputises_for_their_own_post"
            ),
        ]
