"""The threshold decision. What it sets going is set going in the same transaction, or not at all."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions import closing
from kith.frontdoor.actions.work import CannotDo, open_undecided, tell_sender
from kith.frontdoor.models import Contact, Decision, Step
from kith.frontdoor.rules import closing as second_view
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules.contact import State
from kith.notify.actions import owe
from kith.people import queries as people
from kith.plans import actions as plans
from kith.plans.models import Plan
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Post

DECISION_CLOCKS = ("CLK-01", "CLK-04-red", "CLK-04-amber", "CLK-04-green")


@transaction.atomic
def decide(
    *,
    contact: str,
    level: str,
    criteria: list[str],
    section_47: str,
    section_47_why: str,
    outcome: str,
    reasons: str,
    against: str,
    feedback: str,
    lead: str,
    by: Actor,
    at: datetime,
) -> Decision:
    """Record the threshold decision; open or join the child's plan if it calls for one; owe the sender an answer."""
    held = open_undecided(contact, by=by, at=at)
    day = today_in_london(at)
    leads = (
        Post.objects.filter(reference=lead, agency__partnerships=held.partnership_id).first()
        if lead
        else None
    )
    found = rules.objections(
        facts(held, by=by),
        level=level,
        chosen=criteria,
        section_47=section_47,
        section_47_why=section_47_why,
        outcome=outcome,
        reasons=reasons,
        against=against,
        has_lead=leads is not None,
        day=day,
    )
    if found:
        raise CannotDo(list(found.values()), found)

    made = Decision.objects.create(
        subject_id=held.subject_id,
        contact=held,
        level=level,
        document=rules.thresholds().get(level, day).extra["document"],
        criteria=criteria,
        section_47=section_47,
        section_47_why=section_47_why,
        outcome=outcome,
        reasons=reasons,
        against=against,
        seen=information(held),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        decided_at=at,
    )
    held.state, held.decided_at = State.DECIDED.value, at
    held.save(update_fields=["state", "decided_at"])
    says = rules.outcomes().get(outcome, day).says
    clocks.stop("contact", held.reference, codes=DECISION_CLOCKS, because="decided", at=at)
    closing.settle(held, at=at)
    ledger.write(
        "frontdoor.decided",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        outcome=says,
        level=level,
    )
    does = rules.effect(outcome, day)
    if does.get("opens_plan"):
        plans.open_or_join(
            subject=held.subject_id, because=reasons, lead=leads or _no_lead(held), by=by, at=at
        )
    tell_sender(held, Step.DECIDED, at=at)
    owed = owe(
        "decision_made",
        agency=held.from_agency_id,
        partnership=held.partnership_id,
        subject=held.subject_id,
        post=held.from_post_id,
        about=held.receipt_reference,
        headline=does.get("told", says),
        words=" ".join(part for part in (does["tells"], feedback.strip()) if part),
        by=by,
        at=at,
    )
    clocks.start(
        "CLK-03",
        subject=held.subject_id,
        partnership=held.partnership_id,
        about_kind="notice",
        about=owed.reference,
        team=held.team_id,
        by=by,
        at=at,
        started_at=held.received_at,
    )
    return made


def _no_lead(contact: Contact) -> Post:
    """The lead of the plan that is there already: the rules let no new plan begin without one."""
    live = Plan.objects.filter(subject_id__in=people.everyone(contact.subject_id), closed_at=None).first()
    assert live is not None and live.lead is not None
    return live.lead


def facts(contact: Contact, *, by: Actor) -> rules.Facts:
    """What the rules must know of a contact and of who would decide on it."""
    answers = list(contact.forms.values_list("answer", "is_harm"))
    views = list(
        contact.closing_views.order_by("-recorded_at", "-id").values_list("by_worker_id", "is_agreed")
    )
    return rules.Facts(
        is_identified=contact.identified_at is not None,
        signs_seen=sum(answer == "seen" for answer, _ in answers),
        harm_seen=sum(answer == "seen" and is_harm for answer, is_harm in answers),
        has_live_plan=Plan.objects.filter(
            subject_id__in=people.everyone(contact.subject_id), closed_at=None
        ).exists(),
        closing_agreed=second_view.is_agreed(views, decider=by.worker_id),
    )


def information(contact: Contact) -> dict[str, object]:
    """The information that was there when it was decided: references, and a hash over what was said."""
    said = [
        contact.what_happened,
        contact.risk,
        contact.childs_words,
        *contact.additions.values_list("words", flat=True),
    ]
    earlier = Contact.objects.filter(subject_id__in=people.everyone(contact.subject_id)).exclude(
        pk=contact.pk
    )
    return {
        "contact": contact.reference,
        "additions": list(contact.additions.values_list("receipt_reference", flat=True)),
        "earlier": sorted(earlier.values_list("reference", flat=True)),
        "sha256": hashlib.sha256(json.dumps(said).encode()).hexdigest(),
    }
