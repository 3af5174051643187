"""A partnership from its first day, and what changes in it: whom to ring, what it covers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kith.sharing import audit, gate
from kith.sharing.actions.places import found_partnership
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership, Post


@transaction.atomic
def found_and_keep(
    *,
    code: str,
    says: str,
    receipt_prefix: str,
    outcodes: Iterable[str],
    duty_phone: str,
    duty_says: str,
    by: Actor,
    at: datetime,
) -> Partnership:
    """A new partnership, whose agencies and posts are kept from the start by the post that founded it."""
    made = found_partnership(
        code=code,
        says=says,
        receipt_prefix=receipt_prefix,
        outcodes=outcodes,
        duty_phone=duty_phone,
        duty_says=duty_says,
        by=by,
        at=at,
    )
    Post.objects.get(pk=by.post_id).partnerships.add(made)
    return made


@transaction.atomic
def change_partnership(
    *,
    partnership: Partnership,
    outcodes: Iterable[str],
    duty_phone: str,
    duty_says: str,
    by: Actor,
    at: datetime,
) -> None:
    """Whom to ring from now on, and which outcodes are this partnership's (local)."""
    gate.must(by, "partnership.manage")
    if partnership.pk not in by.partnerships:
        raise gate.NotYours("sharing.partnership", "partnership.manage")
    Partnership.objects.filter(pk=partnership.pk).update(
        outcodes=list(outcodes), duty_phone=duty_phone, duty_says=duty_says
    )
    audit.write("sharing.partnership_changed", at=at, purpose="operate", about=partnership.code)
