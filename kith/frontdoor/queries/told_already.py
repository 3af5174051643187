"""What a child has already told, so that nobody asks again without having read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Contact


@dataclass(frozen=True)
class Told:
    """Words of the child in a contact: who sent them, whom the child told, and when."""

    contact: str
    words: str
    heard: str
    sender: str
    at: datetime


def told_already(subjects: list[int]) -> list[Told]:
    """What these subjects said, in the contacts that this actor may read, the latest first."""
    return [
        Told(
            each.reference,
            each.childs_words,
            each.words_heard,
            each.from_agency.says,
            each.event_at or each.received_at,
        )
        for each in _with_words.rows(subjects=subjects)
    ]


@once
def _with_words() -> QuerySet[Contact]:
    told = Contact.objects.filter(Among("subject_id", Given("subjects"))).exclude(childs_words="")
    return told.select_related("from_agency").order_by("-received_at", "-id")[:10]
