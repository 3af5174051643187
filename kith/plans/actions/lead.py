"""Handing a plan to another lead."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kith.core.says import today_in_london
from kith.plans import queries, rules
from kith.plans.leading import bring_team, pass_on, tell
from kith.plans.leading import lead as leads
from kith.plans.models import Plan
from kith.plans.versions import CannotPlan, keep, open_live
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actions import end_grant
from kith.sharing.actions.access import everyone
from kith.sharing.actor import Actor
from kith.sharing.models import Grant, Post
from kith.sharing.models.access import Relationship
from kith.sharing.queries.posts import names_in


@transaction.atomic
def change_lead(*, plan: str, lead: str, because: str, by: Actor, at: datetime) -> Plan:
    """Another post leads the plan. It reaches the child from its next request on, and the earlier lead no more."""
    gate.must(by, "grant.give")
    live = open_live(plan, by=by, at=at)
    today = today_in_london(at)
    new, why_not = queries.lead_of_choice(
        lead, partnerships=live.partnerships, subject=live.subject_id, on=today
    )
    found = rules.objections_to_lead(
        why_not, is_lead=new is not None and new.pk == live.lead_id, because=because
    )
    if found:
        raise CannotPlan(found)
    assert new is not None
    old = live.lead
    names = names_in([post.pk for post in (old, new) if post], today)
    end_grant(grants=_parts_of(old, live.subject_id, new_team=new.team_id, at=at), by=by, at=at)
    live.lead, live.version = new, live.version + 1
    live.save(update_fields=["lead", "version"])
    leads(live, new, because, by=by, at=at)
    if new.team and (old is None or new.team_id != old.team_id):
        bring_team(live.subject_id, new.team, by=by, at=at)
    clocks.stop("plan", live.reference, codes=(rules.LEAD,), because="another leads", at=at)
    pass_on(live, (rules.FIRST, rules.NEWS), by=by, at=at)
    before, now = (_named(post, names) for post in (old, new))
    keep(live, f"Led by {now} from now on; before, by {before}.", by=by, at=at)
    ledger.write(
        "plans.lead_changed",
        subject=live.subject_id,
        by=by,
        at=at,
        about=live.reference,
        purpose="plan",
        lead=now,
        before=before,
    )
    tell(new, live, "lead_changed", by=by, at=at)
    if old:
        tell(old, live, "lead_ended", by=by, at=at)
    return live


def _parts_of(lead: Post | None, subject: int, *, new_team: int | None, at: datetime) -> list[Grant]:
    """What brought the earlier lead to the child; the team's part too, unless the new lead is of the same team."""
    if lead is None:
        return []
    theirs = Q(relationship=Relationship.ALLOCATED, post=lead)
    if lead.team_id and lead.team_id != new_team:
        theirs |= Q(relationship=Relationship.TEAM, team=lead.team_id)
    live = Q(ends_at=None) | Q(ends_at__gt=at)
    return list(Grant.objects.filter(theirs, live, subject_id__in=everyone(subject)))


def _named(post: Post | None, names: dict[int, str]) -> str:
    if post is None:
        return "nobody"
    return f"{names[post.pk]}, {post.says}" if post.pk in names else post.says
