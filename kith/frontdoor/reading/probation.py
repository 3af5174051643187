"""An adult under probation supervision who may be a risk: to children who are named, or to children not yet known."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from kith.core.says import day as day_in_words
from kith.frontdoor.reading import sent_as_json
from kith.frontdoor.reading.telling import (
    Adult,
    Child,
    Moment,
    Name,
    Part,
    Short,
    Telling,
    Text,
    ThreeAnswers,
    today,
)
from kith.frontdoor.rules import shapes


class Order(Part):
    """What restricts the adult: an order, or a condition of a licence; who made it, and until when."""

    says: Annotated[str, Field(min_length=1, max_length=1_000)]
    source: Short = ""
    starts_on: date | None = None
    ends_on: date | None = None


class SupervisedAdult(Part):
    """The adult, and where they live: the address of concern stands on the adult's record."""

    given_name: Name = ""
    family_name: Annotated[str, Field(min_length=1, max_length=100)]
    date_of_birth: date | None = None
    address_line: Annotated[str, Field(max_length=300)] = ""
    postcode: Annotated[str, Field(max_length=10)] = ""
    relation: Short = ""
    allegation: Literal["alleged", "charged", "convicted", "no_further_action", "not_known", "none"] = (
        "convicted"
    )
    supervision: Short = ""
    orders: Annotated[list[Order], Field(max_length=20)] = []
    home_contact_unsafe: bool = False
    safe_contact: Text = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given_name, self.family_name) if part)


class ProbationReferral(Part):
    """A worry that begins with an adult: which child is at risk of what, or that the children are not known yet."""

    probation_ref: Annotated[str, Field(min_length=1, max_length=60)]
    submitted_at: Moment
    officer: Short
    office: Short = ""
    officer_contact: Short = ""
    event_at: Moment | None = None
    circumstances: Text
    risk: Annotated[str, Field(min_length=1, max_length=20_000)]
    evidence: Text = ""
    harm_level: Annotated[str, Field(max_length=20)] = ""
    adult: SupervisedAdult
    more_children_not_known: bool = False
    actions_taken: Text = ""
    asks: Text = ""
    in_danger: ThreeAnswers = "not_known"
    safe_now: Annotated[str, Field(max_length=300)] = ""
    children: Annotated[list[Child], Field(max_length=19)] = []

    @field_validator("harm_level")
    @classmethod
    def a_known_level(cls, code: str) -> str:
        if code:
            shapes.words(shapes.harm_levels(), code, today())
        return code

    @model_validator(mode="after")
    def children_are_children(self) -> "ProbationReferral":
        if any(child.kind == "adult" for child in self.children):
            raise ValueError("name the adult in “adult”, and children alone in “children”")
        return self


def read(raw: bytes) -> tuple[Telling, dict[str, Any]]:
    """The telling in it, and what only probation says. CannotRead says in sentences why not."""
    told = sent_as_json.read(ProbationReferral, raw)
    adult = adult_in_words(told.adult, told.risk)
    children = [
        child.model_copy(update={"risk": child.risk or told.risk, "adults": [*child.adults, adult]})
        for child in told.children
    ]
    if told.more_children_not_known or not children:
        children.append(not_known_yet(told, adult))
    telling = sent_as_json.telling(
        told,
        sender_name=told.officer,
        sender_contact=told.officer_contact,
        sender_reference=told.probation_ref,
        source_code="7",
        sub_source="probation",
        event_at=told.event_at,
        what_happened=told.circumstances,
        in_danger=told.in_danger,
        safe_now=told.safe_now,
        sender_did=told.actions_taken,
        sender_asks=told.asks,
        adults_answer="yes",
        children=children,
    )
    own = sent_as_json.own(told, "probation_ref", "officer", "office", "evidence", "submitted_at")
    own |= {"supervision": told.adult.supervision} if told.adult.supervision else {}
    if told.harm_level:
        own["harm_level"] = shapes.words(shapes.harm_levels(), told.harm_level, today())
    return telling, own


def not_known_yet(told: ProbationReferral, adult: Adult) -> Child:
    """Whom the contact is about while no child is known: the adult, with the address of concern."""
    said = told.adult
    return Child(
        kind="adult",
        given_name=said.given_name,
        family_name=said.family_name,
        date_of_birth=said.date_of_birth,
        address_line=said.address_line,
        postcode=said.postcode,
        risk=told.risk,
        adults=[adult],
    )


def adult_in_words(said: SupervisedAdult, why: str) -> Adult:
    """The adult as every contact shows one; what came beside in other names stays beside."""
    one = said.orders[0] if len(said.orders) == 1 else None
    sources = dict.fromkeys(order.source for order in said.orders if order.source)
    return Adult(
        **(said.model_extra or {}),
        name_or_description=said.name,
        date_of_birth=said.date_of_birth,
        relation=said.relation,
        why=why,
        allegation=said.allegation,
        restriction="\n".join(_order(order, alone=one is not None) for order in said.orders),
        restriction_ends_on=one.ends_on if one else None,
        restriction_source=", ".join(sources)[:200],
        safe_contact=said.safe_contact,
        home_contact_unsafe=said.home_contact_unsafe,
    )


def _order(order: Order, *, alone: bool) -> str:
    dates = [f"from {day_in_words(order.starts_on)}"] if order.starts_on else []
    if order.ends_on and not alone:
        dates.append(f"until {day_in_words(order.ends_on)}")
    return f"{order.says} ({', '.join(dates)})" if dates else order.says
