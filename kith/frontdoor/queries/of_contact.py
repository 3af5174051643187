"""What the page of a contact asks of the database. Each statement is written once; what differs from contact to contact is given."""

from typing import TypeVar

from django.db.models import JSONField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import (
    Addition,
    Call,
    ClosingView,
    Consent,
    Contact,
    Decision,
    LookedAgain,
    PictureWhole,
)
from kith.frontdoor.queries.beside import everyone_of
from kith.frontdoor.queries.checked import was_checked
from kith.frontdoor.queries.family_asked import family_was_asked
from kith.frontdoor.queries.handed import was_answered, was_handed
from kith.frontdoor.queries.household import was_thought
from kith.frontdoor.queries.schools import of_register, school_said
from kith.frontdoor.queries.signs import was_weighed
from kith.intake.queries import count_told_with
from kith.people.finding import PRACTICE, SCHOOL
from kith.people.models import Address, Characteristic, IdentityDecision, LinkedAdult
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing.queries.posts import holder_of

M = TypeVar("M", bound=Model)


@once
def opened() -> QuerySet[Contact]:
    rows = Contact.objects.filter(reference=Given("reference"))
    return rows.select_related(
        "record__agency", "from_agency", "held_by", "subject", "partnership", "duplicate_of"
    ).annotate(
        everyone=everyone_of("subject_id"),
        holder=holder_of("held_by", Given("today")),
        was_whole=_whole(),
        was_checked=was_checked(),
        family_was_asked=family_was_asked(),
        was_handed=was_handed(),
        was_answered=was_answered(),
        was_weighed=was_weighed(),
        was_thought=was_thought(),
        attached=count_told_with("receipt_id"),
        school_now=of_register(SCHOOL, "record__school_urn"),
        practice_now=of_register(PRACTICE, "record__practice_code"),
        school_said=school_said(),
    )


def _whole() -> Subquery:
    """When the picture was said to be whole, by whom, and what was missing then: the last time, as one value."""
    said = PictureWhole.objects.filter(contact=OuterRef("pk")).order_by("-id")
    told = JSONObject(missing="missing", at="recorded_at", by="by_worker__says")
    return Subquery(said.values(told=told)[:1], output_field=JSONField())


@once
def around() -> QuerySet[Contact]:
    of_this_child = Among("subject_id", Given("everyone")) & Q(
        received_at__gt=Given("after"), received_at__lte=Given("at")
    )
    return (
        Contact.objects.filter(
            Q(receipt_id=Given("receipt"))
            | Among("subject_id", Given("beside"))
            | of_this_child
            | Q(duplicate_of_id=Given("contact"))
        )
        .select_related("record", "from_agency")
        .order_by("-received_at", "-id")
    )


@once
def adults() -> QuerySet[LinkedAdult]:
    return LinkedAdult.objects.filter(record_id=Given("record")).order_by("-is_home_contact_unsafe", "id")


@once
def consents() -> QuerySet[Consent]:
    return Consent.objects.filter(contact_id=Given("contact")).order_by("id")


@once
def additions() -> QuerySet[Addition]:
    return Addition.objects.filter(contact_id=Given("contact")).order_by("received_at", "id")


@once
def addresses() -> QuerySet[Address]:
    return Address.objects.filter(record_id=Given("record")).order_by("-is_current", "id")


@once
def characteristics() -> QuerySet[Characteristic]:
    return Characteristic.objects.filter(record_id=Given("record")).order_by("id")


@once
def views() -> QuerySet[ClosingView]:
    return _signed(ClosingView.objects.filter(contact_id=Given("contact"))).order_by("-recorded_at")


@once
def calls() -> QuerySet[Call]:
    return _signed(Call.objects.filter(contact_id=Given("contact"))).order_by("-rang_at", "-id")


@once
def looks() -> QuerySet[LookedAgain]:
    return _signed(LookedAgain.objects.filter(contact_id=Given("contact"))).order_by("-id")


@once
def decisions() -> QuerySet[Decision]:
    return _signed(Decision.objects.filter(Among("contact_id", Given("contacts")))).order_by(
        "-decided_at", "-id"
    )


@once
def identity() -> QuerySet[IdentityDecision]:
    found = IdentityDecision.objects.filter(subject_id=Given("subject"), about=Given("about"))
    return _signed(found).order_by("-id")[:1]


@once
def running() -> QuerySet[Clock]:
    return clocks.running("contact", Given("about")).order_by("due_at", "id")


def _signed(rows: QuerySet[M]) -> QuerySet[M]:
    """With the post and the worker who wrote each."""
    return rows.select_related("by_post", "by_worker")
