"""Asking police and health what they think of a proposal, or a specialist for advice; their answer; and their silence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor import tasks
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.facts import last_news, said
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import Contact, View, ViewAsked
from kith.frontdoor.rules import decide
from kith.frontdoor.rules import together as rules
from kith.frontdoor.rules.together import Proposal, Said
from kith.record import clocks, ledger
from kith.sharing import actions as sharing
from kith.sharing import audit, gate, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Post
from kith.sharing.models.access import Relationship

BECAUSE = "Asked for a view on a contact"


@transaction.atomic
def ask_views(
    *,
    contact: str,
    level: str,
    section_47: str,
    outcome: str,
    reasons: str,
    proposed: dict[str, Any],
    by: Actor,
    at: datetime,
) -> list[ViewAsked]:
    """Ask police and health what they think of what is proposed; what was typed is kept for the decision."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    day = today_in_london(at)
    unasked = [each.voice for each in standing(held, at=at) if not each.is_asked]
    proposal = Proposal(level, section_47, outcome)
    found = rules.objections_to_asking(unasked=unasked, day=day, proposed=proposal, reasons=reasons)
    if found:
        raise CannotDo(list(found.values()), found)
    return [_ask(held, voice, proposal, words=reasons, proposed=proposed, by=by, at=at) for voice in unasked]


@transaction.atomic
def ask_advice(
    *, contact: str, question: str, forms: Sequence[str], by: Actor, at: datetime, voice: str = "exploitation"
) -> ViewAsked:
    """Ask a specialist for advice: about which forms of exploitation, and what one wants to know."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    waits = ViewAsked.objects.filter(contact=held, voice=voice, view=None)
    found = rules.objections_to_advice(question=question, is_asked=_since_the_decision(held, waits).exists())
    if found:
        raise CannotDo(list(found.values()), found)
    return _ask(held, voice, None, words=question, forms=forms, by=by, at=at)


def _ask(
    held: Contact,
    voice: str,
    proposal: Proposal | None,
    *,
    words: str,
    by: Actor,
    at: datetime,
    forms: Sequence[str] = (),
    proposed: dict[str, Any] | None = None,
) -> ViewAsked:
    """One question: to a post, with a clock, and with leave to read the contact for as long as is agreed."""
    day = today_in_london(at)
    post = who_speaks(voice, held.partnership_id, at)
    made = ViewAsked(
        subject_id=held.subject_id,
        contact=held,
        voice=voice,
        post=post,
        level=proposal.level if proposal else "",
        section_47=proposal.section_47 if proposal else "",
        outcome=proposal.outcome if proposal else "",
        words=words,
        forms=list(forms),
        proposed=proposed or {},
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        asked_at=at,
        due_at=at,
    )
    if post:
        sharing.grant(
            subject=held.subject_id,
            relationship=Relationship.RECIPIENT,
            because=BECAUSE,
            post=post,
            by=by,
            at=at,
        )
        clock = clocks.start(
            rules.CLOCKS[held.rag],
            subject=held.subject_id,
            partnership=held.partnership_id,
            about_kind="view",
            about=made.reference,
            team=held.team_id,
            post=post.pk,
            by=by,
            at=at,
        )
        made.due_at = clock.due_at
    made.save()
    if post:
        jobs.defer(tasks.chase, at=made.due_at, ask=made.reference)
    ledger.write(
        "frontdoor.view_asked",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        voice=rules.says(voice, day),
        what=decide.outcomes().words(proposal.outcome, day) if proposal else "advice",
    )
    return made


@transaction.atomic
def give_view(
    *,
    contact: str,
    because: str,
    by: Actor,
    at: datetime,
    agrees: str = "",
    level: str = "",
    section_47: str = "",
    outcome: str = "",
    read: str | None = None,
) -> View:
    """Say what one's agency thinks: it agrees, or sees it so instead; or the advice that was asked for. Never changed.

    It stands at once; a service stops its clock and tells the ledger, which whoever gives it does not reach.

    `read` is what stood on the page on which it was written, as `said` has it.
    """
    alone.with_contact(contact)
    held = gate.open_record(
        Contact.objects.all(), contact, actor=by, needs="view.give", purpose="decide", at=at
    )
    ask = asked_of(held, by)
    if ask is None:
        raise gate.NotYours("frontdoor.viewasked", "view.give")
    if held.decided_at is not None:
        raise CannotDo(["This contact is already decided. Open it to read what was decided."])
    day = today_in_london(at)
    is_view = bool(ask.outcome)
    proposal = Proposal(ask.level, ask.section_47, ask.outcome)
    found = rules.objections_to_viewing(
        is_view=is_view,
        agrees=agrees,
        view=Proposal(level, section_47, outcome),
        because=because,
        has_changed=read is not None and read != said(held),
        day=day,
    )
    if found:
        raise CannotDo(list(found.values()), found)
    view = proposal if agrees == "yes" or not is_view else Proposal(level, section_47, outcome)
    made = View.objects.create(
        subject_id=held.subject_id,
        contact=held,
        ask=ask,
        voice=ask.voice,
        is_agreed=agrees == "yes" if is_view else None,
        level=view.level,
        section_47=view.section_47,
        outcome=view.outcome,
        because=because,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    audit.write(
        "frontdoor.view_written", at=at, purpose="decide", subjects=[held.subject_id], about=held.reference
    )
    jobs.defer(tasks.pass_view_on, view=made.pk)
    return made


def asked_of(contact: Contact, by: Actor) -> ViewAsked | None:
    """What this post was asked about a contact and has not answered."""
    return (
        ViewAsked.objects.filter(contact=contact, post_id__in=by.posts, view=None)
        .select_related("by_worker", "by_post")
        .order_by("-id")
        .first()
    )


def who_speaks(voice: str, partnership: int, at: datetime) -> Post | None:
    """The post in this area that speaks for police, for health, or gives this advice: one that somebody sits in first."""
    day = today_in_london(at)
    roles = rules.voices().get(voice, day).extra["roles"]
    posts = (
        Post.objects.filter(role__code__in=roles, partnerships=partnership, starts_on__lte=day)
        .exclude(ends_on__lt=day)
        .exclude(agency__ends_on__lt=day)
        .order_by("id")
    )
    held = posts.filter(holdings__starts_on__lte=day).exclude(holdings__ends_on__lt=day)
    return held.first() or posts.first()


def standing(contact: Contact, *, at: datetime) -> list[Said]:
    """How police and health stand on this contact since it was last decided and since the last news."""
    asks: dict[str, ViewAsked] = {}
    for ask in _since_the_decision(contact, ViewAsked.objects.filter(contact=contact).select_related("view")):
        asks[ask.voice] = ask
    return [_said(voice, asks.get(voice), at) for voice in rules.asked_for_a_view(today_in_london(at))]


def _said(voice: str, ask: ViewAsked | None, at: datetime) -> Said:
    if ask is None:
        return Said(voice)
    view = getattr(ask, "view", None)
    return Said(
        voice,
        is_asked=True,
        is_over=ask.due_at <= at,
        is_given=view is not None,
        is_agreed=bool(view and view.is_agreed),
        view=Proposal(view.level, view.section_47, view.outcome) if view else None,
    )


def _since_the_decision(contact: Contact, asks: Any) -> Any:
    """Of these questions, those that were asked since the contact was last decided or something new came."""
    since = [
        at
        for at in (
            contact.decisions.order_by("-decided_at").values_list("decided_at", flat=True).first(),
            last_news(contact),
        )
        if at
    ]
    return asks.filter(asked_at__gt=max(since)).order_by("id") if since else asks.order_by("id")
