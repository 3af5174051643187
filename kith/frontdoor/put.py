"""A question put to an agency: its row, its clock, the notice that it waits, and the line in the ledger."""

from datetime import datetime

from kith.core.reference import new
from kith.frontdoor.models import Contact, InformationRequest
from kith.frontdoor.rules import asking as rules
from kith.notify.actions import owe
from kith.people.queries import name_of
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Post

HEADLINE = "You are asked about a child"
WORDS = "Open the question and answer it in Kith. What you know may change what is decided."


def put(
    held: Contact,
    post: Post,
    subjects: list[int],
    *,
    question: str,
    why: str,
    rag: str,
    gap: str,
    by: Actor,
    at: datetime,
    after: InformationRequest | None = None,
) -> InformationRequest:
    """One question: the row, its clock, the notice to the post and the line in the ledger."""
    reference = new()
    clock = clocks.start(
        rules.CLOCKS[rag],
        subject=held.subject_id,
        partnership=held.partnership_id,
        about_kind="request",
        about=reference,
        team=held.team_id,
        post=by.post_id,
        by=by,
        at=at,
    )
    made = InformationRequest.objects.create(
        reference=reference,
        agency_id=post.agency_id,
        partnership_id=held.partnership_id,
        subjects=[held.subject_id, *(each for each in subjects if each != held.subject_id)],
        contact=held,
        to_post=post,
        after=after,
        child_name=name_of(held.record),
        child_known_as=held.record.known_as,
        child_born_on=held.record.date_of_birth,
        gap=gap,
        question=question,
        why=why,
        purpose="decide",
        rag=rag,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        asked_at=at,
        due_at=clock.due_at,
        climbs_at=rules.climbs_at(rag, clock.due_at),
    )
    owe(
        "request_made",
        agency=post.agency_id,
        post=post.pk,
        partnership=held.partnership_id,
        subject=held.subject_id,
        about=made.reference,
        headline=HEADLINE,
        words=WORDS,
        by=by,
        at=at,
    )
    ledger.write(
        "frontdoor.request_made",
        subject=held.subject_id,
        by=by,
        at=at,
        about=made.reference,
        purpose="decide",
        agency=post.agency.says,
    )
    return made
