"""The audit as it was sealed: one leaf for each entry, whole branches of the tree, and signed heads."""

from django.db import models

from kith.sharing.guard import KEEP, Rights, Scrub


class SealedEntry(models.Model):
    """Where an entry of the audit stands in the tree, and its hash. The salt keeps the hash from telling what was hashed."""

    position = models.BigIntegerField(primary_key=True)
    audit = models.BigIntegerField(unique=True)
    leaf = models.BinaryField()
    salt = models.BinaryField(null=True)

    rights = Rights("", "", sealer="select insert")
    scrub = Scrub("the salt is dropped", {"salt": "dropped"})


class SealedBranch(models.Model):
    """The hash of a whole branch: of 256 leaves, of 256 such branches, and so on. With them a proof is a few reads."""

    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    pk = models.CompositePrimaryKey("level", "position")
    hash = models.BinaryField()

    rights = Rights("", "", sealer="select insert")
    scrub = KEEP


class SealedHead(models.Model):
    """What the log was at a moment: how many entries and the tree's root, signed with a key that the database never had."""

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField()
    at = models.DateTimeField()
    key = models.BinaryField()
    note = models.TextField()

    rights = Rights("", "", sealer="select insert")
    scrub = KEEP

    class Meta:
        indexes = [models.Index(fields=["size"], name="sealed_head_by_size")]
