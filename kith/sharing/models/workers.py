"""The people who sign in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kith.core import reference
from kith.sharing.guard import STAFF, Rights


class Workers(BaseUserManager["Worker"]):
    def get_by_natural_key(self, username: str | None) -> "Worker":
        return self.get(email__iexact=username)


class Worker(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from the posts that they hold, never from the account."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    email = models.EmailField(unique=True)
    says = models.CharField("name", max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    signed_out_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Workers()

    # The address is not among them: links to choose a password go there, and it is for no application to move.
    rights = Rights("select insert", "select insert", ("password", "last_login", "is_active"))
    scrub = STAFF

    def __str__(self) -> str:
        return self.says

    def get_session_auth_hash(self) -> str:
        """What a session must still say to be open: it changes with the password, and when all sessions are ended."""
        ended = self.signed_out_at.isoformat() if self.signed_out_at else ""
        return str(super().get_session_auth_hash()) + ended

    def get_full_name(self) -> str:
        return self.says
