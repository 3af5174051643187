"""A trigger that a page shows, with the child whom it is about."""

from datetime import datetime
from typing import Any

from kith.core.says import today_in_london
from kith.people import queries as people
from kith.protection import queries
from kith.protection.models import Trigger
from kith.protection.rules import State
from kith.sharing import gate, rules
from kith.sharing.actor import Actor
from kith.web.child import person
from kith.web.child.opened import PURPOSE


def shown(reference: str, *, actor: Actor | None, needs: str, at: datetime) -> dict[str, Any]:
    """What every page about one trigger is given: it is opened through the gate."""
    found = gate.open_record(
        Trigger.objects.select_related("by_post__agency", "by_worker", "subject"),
        reference,
        actor=actor,
        needs=needs,
        purpose="plan",
        at=at,
    )
    assert actor is not None
    subjects = people.everyone(found.subject_id)
    told = queries.told(found, subjects=subjects)
    standing = gate.standing(found)
    return {
        "told": told,
        "trigger": found,
        "child": found.subject.reference,
        "person": person.person(subjects, today=today_in_london(at)),
        "held_on": told.discussion and today_in_london(told.discussion.held_at),
        "contact": found.about
        if found.code in ("front_door", "section_47")
        and rules.reaches(actor.reach, "contact.read", standing, "plan")
        else "",
        "is_undecided": told.state is State.UNDECIDED,
        "is_to_be_held": told.state is State.TO_BE_HELD,
        "is_held": told.state is State.HELD,
        "may_decide": told.state is not State.HELD
        and rules.reaches(actor.reach, "discussion.decide", standing, "plan"),
        "may_write": told.state is not State.HELD
        and rules.reaches(actor.reach, "plan.write", standing, "plan"),
        "purpose": PURPOSE,
    }
