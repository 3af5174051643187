"""Asking other agencies about a child: several at once, each with a clock of its own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.models import Contact, InformationRequest
from kith.frontdoor.put import put
from kith.frontdoor.queries.answering import posts_that_answer
from kith.frontdoor.rules import asking as rules
from kith.sharing.actions.access import everyone
from kith.sharing.actor import Actor
from kith.sharing.models import Post
from kith.sharing.queries.kept import readers_at


@transaction.atomic
def ask_agencies(
    *,
    contact: str,
    posts: Sequence[str],
    question: str,
    why: str,
    rag: str,
    by: Actor,
    at: datetime,
    gap: str = "",
) -> list[InformationRequest]:
    """Put one question about a child to these posts, side by side. Each is told that it waits, and no word of it."""
    held = open_contact(contact, by=by, at=at)
    chosen = posts_that_answer(held.partnership_id, at, among=list(posts))
    subjects = everyone(held.subject_id)
    open_ones = InformationRequest.objects.filter(
        contact=held, question=question, requestanswer=None, requestwithdrawn=None
    )
    has_it = set(open_ones.values_list("to_post_id", flat=True))
    found = rules.objections_to_asking(
        posts=posts,
        unknown=set(posts) - {post.reference for post in chosen},
        kept_from=_kept_from(held, subjects, chosen, at),
        asked_already=[post.agency.says for post in chosen if post.pk in has_it],
        question=question,
        why=why,
        rag=rag,
    )
    if found:
        raise CannotDo(list(found.values()), found)
    return [
        put(held, post, subjects, question=question, why=why, rag=rag, gap=gap, by=by, at=at)
        for post in chosen
    ]


def _kept_from(held: Contact, subjects: list[int], chosen: list[Post], at: datetime) -> list[str]:
    """Who of these does not read this record, where it is kept to named readers."""
    if not held.restricted:
        return []
    readers = readers_at(subjects, at)
    return [f"{post.says}, {post.agency.says}" for post in chosen if post.pk not in readers]
