"""What followed from joining a contact to a child, for whoever takes it back; and what was taken back from whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.lines import Undone
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.queries.wrong_child import facts
from kith.frontdoor.rules.wrong_child import Becomes, Followed
from kith.notify.models import Notice
from kith.people import queries as people
from kith.people.models import IdentityDecision, Verdict
from kith.people.queries import name_of
from kith.plans.models import Plan
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Grant, Subject
from kith.sharing.queries import looks

# How long a decision that was taken back stands on its author’s worklist (local).
TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Joined:
    """A contact, the child that it was joined to, and all that came of it since."""

    contact: Contact
    name: str
    other: people.Known | None
    decision: IdentityDecision | None
    since: datetime | None
    looks: list[looks.Look]
    notices: list[Notice]
    grants: list[Grant]
    plan: Plan | None
    is_plan_here: bool
    followed: list[Followed]

    @property
    def sent_besides(self) -> list[Notice]:
        """What was sent about one of the two and not because of this contact."""
        of_it = {line.about for line in self.followed}
        return [notice for notice in self.notices if notice.reference not in of_it]

    @property
    def closes_plan(self) -> bool:
        """The plan was opened only because of this contact, and is nobody’s."""
        return any(line.becomes is Becomes.CLOSED for line in self.followed)

    @property
    def corrects_plan(self) -> bool:
        """The other child’s plan took on a concern from this contact, and says so."""
        return self.plan is not None and any(
            line.about == self.plan.reference and line.becomes is Becomes.MARKED for line in self.followed
        )


def joined(reference: str, *, actor: Actor | None, at: datetime) -> Joined:
    """What followed from saying that this contact is about a child whom we knew; opened and audited."""
    contact = open_contact(reference, actor=actor, at=at, needs="child.identify")
    assert actor is not None
    name = name_of(contact.record)
    link = people.link_of(contact.subject_id, about=reference)
    if link is None:
        return Joined(contact, name, None, None, None, [], [], [], None, False, [])
    other = Subject.objects.filter(pk=link.other_id).first()
    gate.open_record(
        Subject.objects.all(),
        other.reference if other else "",
        actor=actor,
        needs="child.read",
        purpose="find",
        at=at,
    )
    pair = [contact.subject_id, link.other_id]
    plan = Plan.objects.filter(subject_id__in=people.everyone(contact.subject_id), closed_at=None).first()
    return Joined(
        contact=contact,
        name=name,
        other=people.names([link.other_id]).get(link.other_id),
        decision=link.decision,
        since=link.starts_at,
        looks=_once(looks.looked(pair, since=link.starts_at), but=actor.name),
        notices=list(
            Notice.objects.filter(subjects__overlap=pair, owed_at__gte=link.starts_at)
            .select_related("agency")
            .order_by("owed_at")
        ),
        grants=list(
            # What came by the link, and what was given to the one while they were one, and so to the other.
            Grant.objects.filter(
                Q(link=link.pk)
                | Q(subject=pair[0], derived_from__subject=pair[1])
                | Q(subject=pair[1], derived_from__subject=pair[0]),
                ends_at=None,
            )
            .select_related("post", "team", "agency")
            .order_by("id")
        ),
        plan=plan,
        is_plan_here=plan is not None and plan.subject_id == contact.subject_id,
        followed=facts(contact, link).lines(),
    )


def _once(found: Iterable[looks.Look], *, but: str) -> list[looks.Look]:
    """Each other person in each post once, by their latest look; services read nothing."""
    told: dict[tuple[str, str], looks.Look] = {}
    for look in found:
        if look.is_allowed and look.worker and look.worker != but:
            told.setdefault((look.worker, look.post), look)
    return list(told.values())


def undone(by: Actor, at: datetime) -> list[Undone]:
    """What this post decided about who a contact is, and somebody else took back in the last days."""
    found = _taken_back.rows(posts=by.posts, after=at - TOLD_FOR, at=at)
    return [
        Undone(row.about, str(row.by_worker), row.recorded_at, row.because)
        for row in found
        if row.by_worker_id != by.worker_id
    ]


@once
def _taken_back() -> QuerySet[IdentityDecision]:
    found = IdentityDecision.objects.filter(
        Among("undoes__by_post_id", Given("posts")),
        verdict=Verdict.DIFFERENT,
        undoes__isnull=False,
        recorded_at__gt=Given("after"),
        recorded_at__lte=Given("at"),
    )
    return found.select_related("by_worker").order_by("-id")
