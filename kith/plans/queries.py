"""Reading a child's plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from kith.plans.models import Action, Plan
from kith.sharing.actor import Actor


def live_plan(subjects: Iterable[int], *, actor: Actor) -> Plan | None:
    """The one live plan of this person, if this actor may read it."""
    return (
        Plan.objects.filter(subject_id__in=list(subjects), closed_at=None)
        .select_related("lead__agency", "lead__team", "opened_by")
        .first()
    )


def actions_of(plan: Plan, *, as_at: datetime) -> list[Action]:
    """The plan's actions as at a moment, the soonest due first."""
    return list(
        plan.actions.filter(recorded_at__lte=as_at)
        .select_related("agency")
        .order_by("done_at", "due_on", "id")
    )


def with_live_plan(subjects: Iterable[int]) -> set[int]:
    """Which of these subjects have a live plan of their own."""
    return set(
        Plan.objects.filter(subject_id__in=list(subjects), closed_at=None).values_list(
            "subject_id", flat=True
        )
    )


@dataclass(frozen=True)
class Lead:
    """Who leads the work with a child: the post, its agency, and who holds it today."""

    post: str
    agency: str
    held_by: str


def leads_of(people: Iterable[int]) -> dict[int, Lead]:
    """Who leads, by person; for whoever may look for a child, and nothing else of the plan."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.leads_of(%s::bigint[])", [sorted(people)])
        return {person: Lead(post, agency, by or "") for person, post, agency, by in cursor.fetchall()}
