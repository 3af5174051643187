"""Who looked and who did. Written only by `kith.audit()` in the database; sealed later, never changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.sharing.guard import Rights, Scrub


class AuditEvent(models.Model):
    """One look, search, deed or refusal. No foreign keys: the log neither blocks nor cascades."""

    at = models.DateTimeField()
    written_at = models.DateTimeField()
    action = models.CharField(max_length=60)
    is_allowed = models.BooleanField()
    worker_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    subjects = ArrayField(models.BigIntegerField(), default=list)
    about = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)
    request = models.CharField(max_length=32, blank=True)
    transaction = models.BigIntegerField()

    # Read through definer functions only: the child's list, an agency's own officer.
    rights = Rights("", "", sealer="select")
    scrub = Scrub("what was looked for is dropped", {"detail": "dropped"})

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "-at"], name="audit_by_agency"),
            models.Index(fields=["worker_id", "-at"], name="audit_by_worker"),
        ]
