"""What is known of a contact when it is weighed: what was sent with it, added to it, and asked about it since."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from kith.core import codes
from kith.core.says import today_in_london
from kith.frontdoor.models import Addition, Contact, FormAnswer, LookedAgain
from kith.frontdoor.queries.handed import is_taken_over
from kith.frontdoor.rules import closing, decide, forms, shapes
from kith.frontdoor.rules.contact import picture_needed
from kith.frontdoor.rules.decide import Facts
from kith.people import queries as people
from kith.plans.models import Plan
from kith.sharing.actor import Actor


def facts(contact: Contact, *, by: Actor, everyone: Sequence[int] = ()) -> Facts:
    """What the rules must know of a contact and of who would decide on it. `everyone` is all that the child was decided to
    be, where that was asked already.
    """
    stands = standing(contact)
    every = codes.of("exploitation_forms").on(today_in_london(contact.received_at))
    news, added_grave = _news(contact)
    views = _views(contact, news)
    missing = forms.not_asked([entry.code for entry in every], stands)
    return Facts(
        is_identified=contact.identified_at is not None,
        signs_seen=sum(said in {forms.HARM, forms.SIGN} for said in stands.values()),
        harm_seen=sum(said == forms.HARM for said in stands.values()),
        has_live_plan=Plan.objects.filter(
            subject_id__in=everyone or people.everyone(contact.subject_id), closed_at=None
        ).exists(),
        agreed_to=frozenset(
            entry.code
            for entry in decide.outcomes()
            if closing.is_agreed(views, outcome=entry.code, decider=by.worker_id)
        ),
        in_danger=in_danger(contact),
        news_at=news,
        forms_asked=len(stands),
        is_taken_over=is_taken_over(contact),
        is_adult_grave=added_grave or contact.police.get("harm_level") in shapes.grave_harm(),
        forms_not_asked=tuple(entry.says for entry in every if entry.code in missing),
    )


def standing(contact: Contact) -> dict[str, str]:
    """How each form of exploitation stands, whoever answered it."""
    return forms.standing(contact.forms.order_by("id").values_list("form", "answer", "is_harm"))


def in_danger(contact: Contact) -> bool:
    """Whether the child was said to be in danger, at first, in anything that was added, or in what tells of the same."""
    if contact.in_danger == "yes":
        return True
    added = Addition.objects.filter(contact=OuterRef("pk"), in_danger="yes")
    linked = Contact.objects.filter(duplicate_of=OuterRef("pk"), in_danger="yes")
    return Contact.objects.filter(Exists(added) | Exists(linked), pk=contact.pk).exists()


def rag_of(contact: Contact, *, is_in_danger: bool) -> str:
    """How soon the picture is needed, from all that is known now."""
    stands = list(standing(contact).values())
    rag = picture_needed(
        in_danger="yes" if is_in_danger else "no",
        harm_seen=stands.count(forms.HARM),
        signs_seen=stands.count(forms.HARM) + stands.count(forms.SIGN),
    )
    return rag.value if rag else ""


def waiting(contact: Contact) -> list[str]:
    """The receipts of what was added after the last decision and that nobody has answered, in their order."""
    last = contact.decisions.order_by("-decided_at", "-id").values_list("decided_at", "seen").first()
    if last is None:
        return []
    answered = set(last[1].get("additions", []))
    for additions in contact.looked_again.values_list("additions", flat=True):
        answered |= set(additions)
    added = contact.additions.order_by("received_at", "id").values_list("receipt_reference", flat=True)
    return [reference for reference in added if reference not in answered]


def _views(contact: Contact, news: datetime | None) -> Sequence[tuple[int, bool, str]]:
    """Managers' views on closing since the last news, the latest first, with the outcome that each was asked about: who
    agreed before it did not know of it."""
    views = contact.closing_views.order_by("-recorded_at", "-id")
    if news:
        views = views.filter(recorded_at__gt=news)
    return list(views.values_list("by_worker_id", "is_agreed", Coalesce("ask__outcome", Value(""))))


def last_news(contact: Contact) -> datetime | None:
    """When something was last added to a contact, seen, or it went back to be decided anew."""
    return _news(contact)[0]


def _news(contact: Contact) -> tuple[datetime | None, bool]:
    """When there was last news, and whether anything added tells of an adult who may do serious harm."""
    news = (
        Addition.objects.all(),
        LookedAgain.objects.filter(is_anew=True),
        FormAnswer.objects.filter(answer="seen", recorded_at__isnull=False),
    )
    latest = [
        Subquery(
            rows.filter(contact=OuterRef("pk"))
            .order_by()
            .values("contact")
            .annotate(at=Max("recorded_at"))
            .values("at")
        )
        for rows in news
    ]
    grave = Addition.objects.filter(contact=OuterRef("pk"), police__harm_level__in=shapes.grave_harm())
    return Contact.objects.values_list(Greatest(*latest), Exists(grave)).get(pk=contact.pk)


def information(contact: Contact) -> dict[str, object]:
    """The information that was there when it was decided: references, and a hash over what was said."""
    earlier = Contact.objects.filter(subject_id__in=people.everyone(contact.subject_id)).exclude(
        pk=contact.pk
    )
    return {
        "contact": contact.reference,
        "additions": list(contact.additions.order_by("id").values_list("receipt_reference", flat=True)),
        "earlier": sorted(earlier.values_list("reference", flat=True)),
        "sha256": said(contact),
    }


def said(contact: Contact) -> str:
    """A hash over all that was said: at first, in what was added, and when somebody asked."""
    added = contact.additions.order_by("id").values_list("words", "said", "police")
    asked = contact.forms.exclude(recorded_at=None).order_by("id")
    words = [
        contact.what_happened,
        contact.risk,
        contact.childs_words,
        *map(list, added),
        *map(list, asked.values_list("form", "answer", "is_harm", "what", "said_by")),
    ]
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
