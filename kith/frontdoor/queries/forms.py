"""Every form of exploitation that is asked about, as it stands for one contact."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kith.core import codes, says
from kith.core.written import Given, once
from kith.frontdoor.models import Contact, FormAnswer
from kith.frontdoor.rules import forms as rules


@dataclass(frozen=True)
class Later:
    """An answer about a form that came after the contact: by whom, and when."""

    answer: str
    what: str
    who_would_know: str
    said_by: str
    at: datetime


@dataclass(frozen=True)
class Form:
    """What was said of one form of exploitation."""

    says: str
    answer: str
    what: str = ""
    who_would_know: str = ""
    code: str = ""
    later: tuple[Later, ...] = ()


@dataclass(frozen=True)
class Forms:
    """Every form that is asked about: what was seen first, then what is not known, then the rest."""

    seen: list[Form]
    not_known: list[Form]
    not_seen: list[Form]
    not_asked: list[Form]

    @property
    def count(self) -> int:
        return len(self.seen) + len(self.not_known) + len(self.not_seen)


def forms_of(contact: Contact) -> Forms:
    """Every form, as it stands after all answers, with those that came later beside the first."""
    answers = _answers.rows(contact=contact.pk)
    stands = rules.standing((each.form, each.answer, each.is_harm) for each in answers)
    found: dict[str, list[Form]] = {"harm": [], "sign": [], "not_known": [], "not_seen": [], "not_asked": []}
    for entry in codes.of("exploitation_forms").on(says.today_in_london(contact.received_at)):
        told = [each for each in answers if each.form == entry.code]
        kind = stands.get(entry.code, "not_asked")
        first = next((each for each in told if each.recorded_at is None), None)
        found[kind].append(
            Form(
                entry.says,
                kind,
                first.what if first else "",
                first.who_would_know if first else "",
                entry.code,
                tuple(
                    Later(_kind(each), each.what, each.who_would_know, each.said_by, each.recorded_at)
                    for each in told
                    if each.recorded_at is not None
                ),
            )
        )
    return Forms(found["harm"] + found["sign"], found["not_known"], found["not_seen"], found["not_asked"])


def _kind(each: FormAnswer) -> str:
    return ("harm" if each.is_harm else "sign") if each.answer == "seen" else each.answer


@once
def _answers() -> QuerySet[FormAnswer]:
    return FormAnswer.objects.filter(contact_id=Given("contact")).order_by("pk")
