"""The child's page: who leads, what is late, the plan, what happened, who is in it, who looked, what is kept."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kith.core import reference as references
from kith.core import says
from kith.people.flags import flying
from kith.plans import queries as plans
from kith.plans.rules import NEWS
from kith.protection.rules import HOLD, UNDECIDED
from kith.sharing import gate
from kith.sharing.queries import reach
from kith.web.child import kin, looked, past, person, plan
from kith.web.child.opened import Opened, open_child
from kith.web.middleware import Request
from kith.web.page import page


@require_GET
def child(request: Request, reference: str) -> HttpResponse:
    """One child's page, as far as this post may read it."""
    opened = open_child(request, reference)
    return page(request, "child/child.html", purpose=opened.purpose_says, **panels(request, opened))


def panels(request: Request, opened: Opened) -> dict[str, Any]:
    """What each context tells of this child, in the order of the page."""
    subjects, today, at, actor = opened.subjects, opened.today, request.now, opened.actor
    writes = opened.reads("plan.write") and actor.may("grant.give")
    live = plan.panel(subjects, actor=actor, at=at, writes=writes) if opened.reads("plan.read") else None
    reads_clocks = opened.reads("clock.read")
    late, ahead = plan.ahead(subjects, live, at=at, reads_clocks=reads_clocks)
    adults = person.adults(subjects, today=today) if opened.reads("adult.read") else []
    told = past.contacts(subjects, today=today) if opened.reads("contact.read") else past.NOT_READ
    since, kind = request.GET.get("since", "28"), request.GET.get("kind", "")
    who = person.person(subjects, today=today)
    return {
        "reference": opened.subject.reference,
        "person": who,
        "marks": marks(opened, live, adults, told.to_decide),
        "plan": live,
        "closed": plans.last_closed(subjects) if live is None and opened.reads("plan.read") else None,
        "late": late,
        "next": ahead[0] if ahead else None,
        "waits": [each for each in [*late, *ahead] if each.rule in (NEWS, HOLD, UNDECIDED)],
        "changed_on": says.short_day(says.today_in_london(live.changed_at), today) if live else "",
        "adults": adults,
        "flags": flying(subjects, on=today),
        "contacts": told,
        "kin": kin.panel(opened, at=at),
        "words": told.words[:3],
        "chronology": past.read(
            subjects, actor=actor, at=at, since=since, kind=kind, page=number(request.GET.get("page", ""))
        )
        if opened.reads("chronology.read")
        else None,
        "since_choices": [(code, text, code == since) for code, text, _ in past.SINCE],
        "kind_choices": [(code, text, code == kind) for code, text, _ in past.KINDS],
        "since": since,
        "kind": kind,
        "involved": reach.involved(subjects, at=at, on=today) if opened.reads("grant.read") else None,
        "looked": looked.summary(subjects, at=at) if opened.reads("looked.read") else None,
        "kept": reach.kept(actor, gate.standing(opened.subject), on=today, purpose=opened.purpose),
        "front_doors": opened.front_doors,
        "reads_plan": opened.reads("plan.read"),
        "reads_clocks": reads_clocks,
        "reads_contacts": opened.reads("contact.read"),
        "reads_adults": opened.reads("adult.read"),
        "writes_plan": writes,
        "adds": opened.reads("record.add"),
        "may_ask_discussion": opened.reads("discussion.ask"),
        "shows_address": opened.reads("location.read"),
        "may_read_kept": opened.reads("retention.read"),
        "may_disclose": opened.reads("disclosure.decide"),
        "may_end": opened.reads("grant.give"),
        "reference_shown": references.shown(opened.subject.reference),
        "emergency": opened.emergency,
    }


def marks(
    opened: Opened,
    live: plan.PlanPanel | None,
    adults: list[person.Adult],
    to_decide: int,
) -> list[tuple[str, str]]:
    """Facts in three words, and how strongly each is shown."""
    found = []
    if opened.emergency:
        found.append(("Opened in an emergency", "late"))
    if live:
        found.append(("Plan live", "strong"))
    if any(adult.is_home_unsafe for adult in adults):
        found.append(("Do not write to the home", "late"))
    if any(adult.restriction and not adult.is_over for adult in adults):
        found.append(("An adult is restricted", ""))
    if opened.subject.restricted:
        found.append(("Restricted record", "strong"))
    if to_decide:
        found.append((f"{says.count(to_decide, 'contact')} to decide", ""))
    return found


def number(typed: str) -> int:
    """The page of a list that was asked for; anything else is the first."""
    return min(int(typed), 10_000) if typed.isascii() and typed.isdigit() and typed != "0" else 1
