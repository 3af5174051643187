"""Sessions, seats and keys: what turns a request into a person in a post."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from kith.sharing.guard import DROP, KEEP, Register, Rights
from kith.sharing.models.posts import Post
from kith.sharing.models.workers import Worker


class Session(AbstractBaseSession):
    """A browser's session. Its key is stored as a hash: to read this table is to learn no key."""

    rights = Rights("select insert delete", "select insert delete", ("session_data", "expire_date"))
    scrub = DROP

    @classmethod
    def get_session_store_class(cls):
        from kith.sharing.sessions import SessionStore

        return SessionStore


class Seat(models.Model):
    """Which worker sits behind a session, and in which post. Written only by `kith.open_seat` and `kith.change_post`."""

    key_hash = models.BinaryField(primary_key=True)
    worker = models.ForeignKey(Worker, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    rights = Rights("", "")
    scrub = DROP


class AgencyKey(models.Model):
    """A key with which an agency's own system speaks to the API, as one post. Only its hash is kept."""

    key_hash = models.BinaryField(unique=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    says = models.CharField(max_length=100)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    register = Register(change="post.manage")
    rights = Rights("insert", "insert", ("ends_at",))
    scrub = DROP


class Task(models.Model):
    """A kind of background work, and as whom it acts: `caller`, or a service post by its code."""

    code = models.CharField(max_length=100, primary_key=True)
    acts_as = models.CharField(max_length=60)

    rights = Rights("select", "select")
    scrub = KEEP


class JobActor(models.Model):
    """As whom a queued job acts. Written only by `kith.defer`, read only by `kith.begin_job`."""

    job_id = models.BigIntegerField(primary_key=True)
    worker_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField()
    deferred_at = models.DateTimeField()

    rights = Rights("", "")
    scrub = DROP


class SealKey(models.Model):
    """The key that seals a request's context, padded for HMAC (RFC 2104). No role but the functions' reads it."""

    inner = models.BinaryField()
    outer = models.BinaryField()

    rights = Rights("", "")
    scrub = DROP
