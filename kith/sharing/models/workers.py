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

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Workers()

    rights = Rights(
        "select insert", "select insert", ("password", "last_login", "is_active", "says", "email")
    )
    scrub = STAFF

    def __str__(self) -> str:
        return self.says

    def get_full_name(self) -> str:
        return self.says
