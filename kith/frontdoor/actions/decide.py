"""The threshold decision. What it sets going is set going in the same transaction, or not at all."""

from datetime import datetime

from django.db import transaction

from kith.core import words
from kith.core.says import today_in_london
from kith.frontdoor import considered, helping
from kith.frontdoor.actions import alone, closing
from kith.frontdoor.actions.facts import facts, information
from kith.frontdoor.actions.joint import Joint
from kith.frontdoor.actions.work import CannotDo, open_undecided, tell_sender
from kith.frontdoor.models import Decision, Step
from kith.frontdoor.owed import answer_sender
from kith.frontdoor.queries.thresholds import cited
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules import together
from kith.frontdoor.rules.contact import PICTURE_CLOCKS, State
from kith.frontdoor.rules.handed import HANDED_CLOCK
from kith.frontdoor.rules.household import NOTHING, Said
from kith.frontdoor.rules.pathways import pathway, told
from kith.plans import actions as plans
from kith.plans.queries import lead_of_choice
from kith.protection import actions as protection
from kith.protection.rules import demanded_by
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor

DECISION_CLOCKS = ("CLK-01", *PICTURE_CLOCKS, HANDED_CLOCK)

ADDED_MEANWHILE = "Something was added while you wrote. Read it on the contact, then record your decision."


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
    options: str = "",
    not_asked_why: str = "",
    alone_because: str = "",
    others: str = "",
    others_why: str = "",
    each: Said = NOTHING,
    read: int | None = None,
) -> Decision:
    """Record the threshold decision; open or join the child's plan if it calls for one; owe the sender an answer.

    `each` says of each other child of the home and the family, by question, whether they need a contact of their own, and why.
    `read` is how many additions stood on the page on which it was written.
    """
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    if read is not None and held.additions.count() > read:
        raise CannotDo([ADDED_MEANWHILE])
    day = today_in_london(at)
    leads, why_not = lead_of_choice(lead, partnerships=[held.partnership_id], subject=held.subject_id, on=day)
    known = facts(held, by=by)
    threshold = cited(held.partnership_id, day)
    found = rules.objections(
        known,
        level=level,
        chosen=criteria,
        section_47=section_47,
        section_47_why=section_47_why,
        outcome=outcome,
        reasons=reasons,
        against=against,
        why_not_lead=why_not,
        day=day,
        not_asked_why=not_asked_why,
        threshold=threshold,
    )
    joint = Joint.of(held, known, together.Proposal(level, section_47, outcome), at=at)
    found |= joint.objections(against=against, alone_because=alone_because)
    found |= together.objections_about_others(len(held.beside), others=others, others_why=others_why)
    everybody = considered.everybody(held, at=at)
    found |= considered.objections(held, everybody, each, may_wait=rules.may_think_later(outcome, day))
    if found:
        raise CannotDo(list(found.values()), found)

    closing.settle(held, at=at)
    joint.settle(held, by=by, at=at)
    made = Decision.objects.create(
        subject_id=held.subject_id,
        contact=held,
        level=level,
        document=threshold.document,
        threshold_id=threshold.key,
        cited=threshold.words([level, *criteria]),
        criteria=criteria,
        section_47=section_47,
        section_47_why=section_47_why,
        outcome=outcome,
        reasons=reasons,
        against=against,
        options=options,
        not_asked_why=not_asked_why,
        others=others,
        others_why=others_why,
        alone_because=alone_because,
        **joint.stood(),
        words_asked=words.asked_about([reasons, section_47_why, against, options, not_asked_why]),
        seen=information(held),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        decided_at=at,
    )
    considered.settle(held, everybody, each, by=by, at=at)
    held.state, held.decided_at = State.DECIDED.value, at
    held.save(update_fields=["state", "decided_at"])
    says = rules.outcomes().get(outcome, day).says
    clocks.stop("contact", held.reference, codes=DECISION_CLOCKS, because="decided", at=at)
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
            subject=held.subject_id,
            because=reasons,
            lead=leads,
            by=by,
            at=at,
        )
    if outcome == helping.OUTCOME:
        helping.offer(held, made, by=by, at=at)
    if demand := demanded_by(
        outcome_asks=bool(does.get("needs_discussion")), section_47_met=section_47 == rules.Section47.MET
    ):
        protection.trigger(
            demand,
            subject=held.subject_id,
            because=reasons if demand == "front_door" else section_47_why,
            about=held.reference,
            by=by,
            at=at,
        )
    tell_sender(held, Step.DECIDED, at=at)
    answer_sender(
        held,
        headline=does.get("told", says),
        words=told(does["tells"], feedback, pathway(outcome, level, day)),
        by=by,
        at=at,
    )
    return made
