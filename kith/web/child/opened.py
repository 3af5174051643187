"""A child's record, opened: the subject, everyone decided to be the same child, and what this actor reads of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kith.core.says import today_in_london
from kith.core.written import Given, once
from kith.people import queries as people
from kith.sharing import gate, rules
from kith.sharing.actor import Actor, Area, Opening, wake_emergencies
from kith.sharing.models import Partnership, Subject
from kith.web import page
from kith.web.middleware import Request

PURPOSE = "keeping a child safe under a plan"
IN_EMERGENCY = "keeping a child safe in an emergency"


@dataclass(frozen=True)
class Opened:
    """What a page about a child rests on."""

    subject: Subject
    subjects: list[int]
    actor: Actor
    today: date
    purpose: str
    emergency: Opening | None = None

    def reads(self, permission: str) -> bool:
        """Whether this permission reaches this child for this page’s purpose, by role, agreement or disclosure decision."""
        return rules.reaches(self.actor.reach, permission, gate.standing(self.subject), self.purpose)

    @property
    def purpose_says(self) -> str:
        """What the page says that it is for."""
        return IN_EMERGENCY if self.emergency else PURPOSE

    @property
    def front_doors(self) -> Sequence[Area | Partnership]:
        """Whom to ring about this child: the front door of the child’s own area."""
        return page.front_doors(self.actor, self.subject.partnerships)


def open_child(
    request: Request, reference: str, *, needs: str = "child.read", purpose: str = "plan"
) -> Opened:
    """The child with this reference; an adult of concern has no page of this kind.

    What the worker opened in an emergency is read through that alone, until it is closed or over.
    """
    actor = request.actor
    emergency = actor.opened_in_emergency(reference) if actor else None
    if actor and emergency and needs in actor.reach.emergency:
        actor, purpose = wake_emergencies(actor), "emergency"
    else:
        emergency = None
    subject = gate.open_record(
        _child,
        reference,
        actor=actor,
        needs=needs,
        purpose=purpose,
        at=request.now,
    )
    assert actor is not None
    today = today_in_london(request.now)
    return Opened(subject, people.everyone(subject.pk), actor, today, purpose, emergency)


@once
def _child() -> QuerySet[Subject]:
    return Subject.objects.filter(reference=Given("reference")).exclude(kind="adult")
