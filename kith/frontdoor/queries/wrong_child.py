"""What followed from taking a contact for another child's: what was sent, asked, opened and seen, and what becomes of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from kith.core.says import today_in_london
from kith.frontdoor.models import Contact, Decision, HandOver, InformationRequest
from kith.frontdoor.rules import decide
from kith.frontdoor.rules.wrong_child import Becomes, Followed, fate
from kith.notify.models import Notice
from kith.people import queries as people
from kith.people.models import Link
from kith.plans.models import Plan, Version
from kith.plans.rules import JOINED
from kith.protection.models import Trigger
from kith.sharing.models import Post
from kith.sharing.queries import looks
from kith.sharing.queries.looks import Look

# What is sent because of a decision or a question, and so tells something of a child.
TELLS = ("decision_made", "request_made", "request_climbed", "plan_joined", "lead_changed")
# Ways to read what an agency was sent beside opening the notice itself.
READS_RECEIPT = {"intake.receipt_opened"}
READS_QUESTION = {"frontdoor.request_opened", "frontdoor.requests_shown", "frontdoor.answer_given"}


@dataclass(frozen=True)
class Sent:
    """Something that an agency was sent, and when it was first read there."""

    notice: Notice
    read_at: datetime | None


@dataclass(frozen=True)
class Facts:
    """All that followed from one answer to “Who is this?”, since it was given."""

    contact: Contact
    since: datetime
    decisions: list[Decision]
    sent: list[Sent]
    requests: list[InformationRequest]
    opened: Plan | None
    joined: Plan | None
    triggers: list[Trigger]
    handed: list[HandOver]
    seen: list[Look] = field(default_factory=list)

    def read_meanwhile(self, opened: Iterable[str], at: datetime) -> "Facts":
        """The same, where these notices were opened while somebody was about to recall them."""
        late = set(opened)
        return replace(
            self,
            sent=[
                Sent(each.notice, each.read_at or at) if each.notice.reference in late else each
                for each in self.sent
            ],
        )

    def lines(self) -> list[Followed]:
        """Each thing that followed and what becomes of it, in the order in which it happened."""
        found = [*self._decided(), *self._told(), *self._asked(), *self._planned(), *self._besides()]
        return sorted(found, key=lambda line: line.at)

    def _decided(self) -> Iterable[Followed]:
        for each in self.decisions:
            says = decide.outcomes().words(each.outcome, today_in_london(each.decided_at))
            yield Followed(f"Decision: {says}", each.decided_at, Becomes.MARKED, about=self.contact.reference)

    def _told(self) -> Iterable[Followed]:
        for each in self.sent:
            notice = each.notice
            yield Followed(
                f"Notice: {notice.headline}",
                notice.owed_at,
                fate(each.read_at),
                whom=f"{notice.for_post.says}, {notice.agency.says}",
                about=notice.reference,
                opened_at=each.read_at,
            )

    def _asked(self) -> Iterable[Followed]:
        for each in self.requests:
            is_answered = each.is_answered  # type: ignore[attr-defined]
            yield Followed(
                "Question to an agency, answered" if is_answered else "Question to an agency",
                each.asked_at,
                Becomes.MARKED if is_answered else Becomes.ENDED,
                whom=f"{each.to_post.says}, {each.agency.says}",
                about=each.reference,
            )

    def _planned(self) -> Iterable[Followed]:
        if self.opened:
            yield Followed(
                "A plan was opened", self.opened.opened_at, Becomes.CLOSED, about=self.opened.reference
            )
        if self.joined:
            yield Followed(
                "A concern was added to the plan of the other child",
                self.decisions[-1].decided_at,
                Becomes.MARKED,
                about=self.joined.reference,
            )

    def _besides(self) -> Iterable[Followed]:
        for trigger in self.triggers:
            yield Followed(
                "A strategy discussion is called for",
                trigger.triggered_at,
                Becomes.LEFT,
                whom="the manager who decides whether it is held",
                about=trigger.reference,
            )
        for each in self.handed:
            yield Followed(
                "Handed to another area",
                each.recorded_at,
                Becomes.LEFT,
                whom=each.to_says,
                about=each.reference,
            )
        for look in self.seen:
            yield Followed(
                "Opened one of the two while they were one",
                look.at,
                Becomes.CORRECTED,
                whom=f"{look.worker}, {look.post}, {look.agency}",
                opened_at=look.at,
            )


def facts(contact: Contact, link: Link) -> Facts:
    """What followed from this link, which joined the contact to another child."""
    since, pair = link.starts_at, [contact.subject_id, link.other_id]
    everyone = people.everyone(contact.subject_id)
    decisions = list(contact.decisions.filter(decided_at__gte=since).order_by("id"))
    moments = [each.decided_at for each in decisions]
    live = Plan.objects.filter(subject_id__in=everyone, closed_at=None).select_related("lead").first()
    # A decision and the plan that it opens or joins are of one moment.
    opened = live if live and live.subject_id == contact.subject_id and live.opened_at in moments else None
    joined = None
    if live and not opened:
        added = Version.objects.filter(plan=live, recorded_at__in=moments, changed__startswith=JOINED)
        joined = live if added.exists() else None
    requests = list(
        contact.requests.filter(asked_at__gte=since, requestwithdrawn=None)
        .select_related("agency", "to_post")
        .order_by("id")
    )
    answered = set(
        InformationRequest.objects.filter(
            pk__in=[each.pk for each in requests], requestanswer__isnull=False
        ).values_list("pk", flat=True)
    )
    for each in requests:
        each.is_answered = each.pk in answered  # type: ignore[attr-defined]
    every_look = [look for look in looks.looked(pair, since=since) if look.is_allowed and look.worker]
    return Facts(
        contact=contact,
        since=since,
        decisions=decisions,
        sent=_sent(contact, requests, opened or joined, pair, since, every_look),
        requests=requests,
        opened=opened,
        joined=joined,
        triggers=list(Trigger.objects.filter(about=contact.reference, triggered_at__gte=since)),
        handed=list(contact.handed.filter(recorded_at__gte=since)),
        seen=_outside(contact, every_look),
    )


def _sent(
    contact: Contact,
    requests: list[InformationRequest],
    plan: Plan | None,
    pair: list[int],
    since: datetime,
    seen: list[Look],
) -> list[Sent]:
    abouts = [contact.receipt_reference, *(each.reference for each in requests)]
    if plan:
        abouts.append(plan.reference)
    notices = Notice.objects.filter(
        about__in=abouts, subjects__overlap=pair, owed_at__gte=since, kind__in=TELLS, recalled_at=None
    )
    found = []
    for notice in notices.select_related("agency", "for_post").order_by("id"):
        # What came with one receipt about other children is theirs.
        if notice.about == contact.receipt_reference and contact.subject_id not in notice.subjects:
            continue
        reading = READS_RECEIPT if notice.about == contact.receipt_reference else READS_QUESTION
        read = [
            look.at
            for look in seen
            if look.agency == notice.agency.says and look.action in reading and look.at >= notice.owed_at
        ]
        found.append(
            Sent(notice, min([*read, *([notice.opened_at] if notice.opened_at else [])], default=None))
        )
    return found


def _outside(contact: Contact, seen: list[Look]) -> list[Look]:
    """Who of others than the front door opened a record of the two: each person in each post once, by their first look."""
    own = set(Post.objects.filter(team_id=contact.team_id).values_list("says", "agency__says"))
    told: dict[tuple[str, str], Look] = {}
    for look in sorted(seen, key=lambda look: look.at):
        if (
            look.action in READS_RECEIPT | READS_QUESTION | {"notify.opened"}
            or (look.post, look.agency) in own
        ):
            continue
        told.setdefault((look.worker, look.post), look)
    return list(told.values())
