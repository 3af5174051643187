"""What in the words of a contact may be a sign, and nobody has weighed yet."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kith.core.says import today_in_london
from kith.frontdoor.models import Contact, SignWeighed
from kith.frontdoor.queries.forms import Forms
from kith.frontdoor.rules import indicators as rules

PLACES = {
    "what_happened": "What happened",
    "risk": "Risk",
    "risk_from": "From whom",
    "impact": "What it does to the child",
    "childs_words": "The child’s own words",
    "sender_did": "What the sender did",
}


def was_weighed() -> ArraySubquery:
    """The sentences that somebody weighed, with their forms, as one value."""
    said = SignWeighed.objects.filter(contact=OuterRef("pk")).order_by("id")
    return ArraySubquery(said.values(told=JSONObject(form="form", sentence="sentence")))


def suggested(
    contact: Contact, added: Iterable[str], stands: Mapping[str, str], *, at: datetime
) -> list[rules.Suggested]:
    """What a person is asked to read in a contact that was opened with `was_weighed`, and in what was added to it."""
    texts = [(says, getattr(contact, name)) for name, says in PLACES.items()]
    texts += [("Added later", words) for words in added]
    weighed = {(each["form"], each["sentence"]) for each in contact.was_weighed}  # type: ignore[attr-defined]
    return rules.suggested(texts, day=today_in_london(at), stands=stands, weighed=weighed)


def standing(forms: Forms) -> dict[str, str]:
    """The forms of which a sign stands."""
    return {each.code: each.answer for each in forms.seen}
