"""What a decision needs on its page: who may lead, who must agree, and what each outcome sets going."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kith.core import says, words
from kith.frontdoor.actions import facts as actions
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.beside import everyone_in
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules.thresholds import Threshold
from kith.plans import queries as plans
from kith.sharing.actor import Actor
from kith.sharing.models import Post, RolePermission
from kith.sharing.queries.posts import holder_of


@dataclass(frozen=True)
class Effect:
    """What happens when an outcome is recorded, in sentences and in their order."""

    outcome: str
    says: str
    sentences: list[str]


def facts(contact: Contact, by: Actor) -> rules.Facts:
    """What the rules know of this contact and of who would decide on it."""
    return actions.facts(contact, by=by, everyone=everyone_in(contact))


def leads(partnership: int, day: date) -> list[tuple[str, str]]:
    """Reference and words of every post that may lead a plan here, with who sits in it today."""
    return plans.choices_of_lead([partnership], on=day)


def who_may_agree(partnership: int, day: date) -> list[str]:
    """The posts at this front door that may agree to a closing, with who sits in them."""
    roles = RolePermission.objects.filter(permission__code="closing.agree", reach__contains=["partnership"])
    posts = (
        Post.objects.filter(role__in=roles.values("role"), partnerships=partnership, starts_on__lte=day)
        .exclude(ends_on__lt=day)
        .annotate(holder=holder_of("pk", day))
        .order_by("id")
    )
    return [f"{post.holder or 'nobody just now'}, {post.says}" for post in posts]


def effects(
    contact: Contact, facts: rules.Facts, *, sender: str, is_home_unsafe: bool, home: str, day: date
) -> list[Effect]:
    """What each outcome that is open for this contact would set going."""
    return [
        Effect(entry.code, entry.says, _sentences(entry.code, facts, sender, is_home_unsafe, home, day))
        for entry in rules.outcomes().on(day)
        if (facts.has_live_plan or not entry.extra.get("needs_plan"))
        and (facts.is_taken_over or not entry.extra.get("needs_hand_over"))
    ]


def _sentences(
    outcome: str, facts: rules.Facts, sender: str, is_home_unsafe: bool, home: str, day: date
) -> list[str]:
    does = rules.effect(outcome, day)
    told = []
    if does.get("opens_plan") and facts.has_live_plan:
        told.append(
            "The plan that is live stays the one plan. Its lead is told, and owes it to read this and say what changes."
        )
    elif does.get("opens_plan"):
        told.append("A plan opens, with the lead that you choose. The lead is told, and sees it at once.")
    if does.get("needs_discussion"):
        told.append(
            "A manager owes a decision on a strategy discussion within hours, and a clock starts for the lead to hold it."
        )
    elif does.get("protects"):
        told.append("If the section 47 test is met, a manager owes a decision on a strategy discussion too.")
    if rules.needs_agreement(outcome, facts, day):
        agreed = "A manager has agreed." if outcome in facts.agreed_to else "A manager must agree first."
        closes = "close this" if does.get("closes") else "decide this"
        told.append(f"{facts.worry} One person alone does not {closes}. {agreed}")
    told.append(sender.replace("{told}", does["tells"]))
    told.append(
        "The clocks of this contact stop, and your decision stands on the child’s record with your name."
    )
    if is_home_unsafe:
        told.append(f"Nothing is sent to {home or 'the home'}: contact there is not safe.")
    return told


def still_missing(
    contact: Contact,
    facts: rules.Facts,
    given: Mapping[str, Any],
    day: date,
    threshold: Threshold | None = None,
) -> list[str]:
    """What a decision still lacks before it can be recorded, in the order of the page."""
    _, why_not_lead = plans.lead_of_choice(
        given["lead"], partnerships=[contact.partnership_id], subject=contact.subject_id, on=day
    )
    found = rules.objections(
        facts,
        level=given["level"],
        chosen=given["criteria"],
        section_47=given["section_47"],
        section_47_why=given["section_47_why"],
        outcome=given["outcome"],
        reasons=given["reasons"],
        against=given["against"],
        why_not_lead=why_not_lead,
        day=day,
        not_asked_why=given["not_asked_why"],
        threshold=threshold,
    )
    return list(found.values())


def suggestions(texts: Sequence[str]) -> list[words.Suggestion]:
    """Kind suggestions on what was written; they warn and never block."""
    return [found for text in texts for found in words.suggestions(text)]


def day_of(at: datetime) -> date:
    return says.today_in_london(at)
