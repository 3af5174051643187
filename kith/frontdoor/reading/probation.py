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
    known_as: Name = ""
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
        full = " ".join(part for part in (self.given_name, self.family_name) if part)
        return f"{full}, called {self.known_as}" if self.known_as else full


class ProbationReferral(Part):
    """A worry that begins with an adult: which child is at risk of what, or that the children are not known yet."""

    probation_ref: Annotated[str, Field(min_length=1, max_length=60)]
    submitted_at: Moment | None = None
    sent_by: Short = ""
    sender_contact: Short = ""
    officer: Short
    office: Short = ""
    officer_contact: Short = ""
    led_by: Short = ""
    event_at: Moment | None = None
    circumstances: Text
    risk: Text = ""
    evidence: Text = ""
    harm_level: Annotated[str, Field(max_length=20)] = ""
    mappa: Annotated[str, Field(max_length=20)] = ""
    adult: SupervisedAdult
    more_children_not_known: bool = False
    children_not_named: Text = ""
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

    @field_validator("mappa")
    @classmethod
    def a_known_arrangement(cls, code: str) -> str:
        if code:
            shapes.words(shapes.mappa_levels(), code, today())
        return code

    @model_validator(mode="after")
    def children_are_children(self) -> "ProbationReferral":
        if any(child.kind == "adult" for child in self.children):
            raise ValueError("name the adult in “adult”, and children alone in “children”")
        return self


def read(raw: bytes) -> tuple[Telling, dict[str, Any]]:
    """The telling in it, and what only probation says. CannotRead says in sentences why not."""
    told = sent_as_json.read(ProbationReferral, raw)
    several = len(told.children) + told.more_children_not_known > 1
    children = [_at_risk(child, told, several=several) for child in told.children]
    if told.more_children_not_known or not children:
        children.append(not_known_yet(told, adult_in_words(told.adult, told.risk)))
    telling = sent_as_json.telling(
        told,
        sender_name=told.sent_by or told.officer,
        sender_contact=told.sender_contact or told.officer_contact,
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
        led_by=told.led_by,
        children=children,
    )
    own = sent_as_json.own(
        told, "probation_ref", "officer", "office", "evidence", "children_not_named", "submitted_at"
    )
    if told.sent_by and told.officer_contact:
        own["officer_contact"] = told.officer_contact
    own |= {"supervision": told.adult.supervision} if told.adult.supervision else {}
    if told.harm_level:
        own["harm_level"] = shapes.words(shapes.harm_levels(), told.harm_level, today())
    if told.mappa:
        own["mappa"] = shapes.words(shapes.mappa_levels(), told.mappa, today())
    return telling, own


def _at_risk(child: Child, told: ProbationReferral, *, several: bool) -> Child:
    """A child who is named. What is said of all of them is no analysis of this one (joint inspection letters, 2018 to 2019)."""
    risk = child.risk or told.risk
    return child.model_copy(
        update={
            "risk": risk,
            "risk_is_general": several and bool(risk) and not child.risk,
            "adults": [*child.adults, adult_in_words(told.adult, risk)],
        }
    )


def not_known_yet(told: ProbationReferral, adult: Adult) -> Child:
    """Whom the contact is about while no child is known: the adult, with the address of concern."""
    said = told.adult
    return Child(
        kind="adult",
        given_name=said.given_name,
        family_name=said.family_name,
        known_as=said.known_as,
        date_of_birth=said.date_of_birth,
        address_line=said.address_line,
        postcode=said.postcode,
        risk=told.risk,
        adults=[adult],
    )


def adult_in_words(said: SupervisedAdult, why: str) -> Adult:
    """The adult as every contact shows one; what came beside in other names stays beside."""
    ends = [order.ends_on for order in said.orders]
    # The last of several, where each has an end: until then something restricts the adult.
    last = max(filter(None, ends)) if ends and all(ends) else None
    sources = dict.fromkeys(order.source for order in said.orders if order.source)
    return Adult(
        **(said.model_extra or {}),
        name_or_description=said.name,
        date_of_birth=said.date_of_birth,
        relation=said.relation,
        why=why,
        allegation=said.allegation,
        restriction="\n".join(_order(order, ends=last) for order in said.orders),
        restriction_ends_on=last,
        restriction_source=", ".join(sources)[:200],
        safe_contact=said.safe_contact,
        home_contact_unsafe=said.home_contact_unsafe,
    )


def _order(order: Order, *, ends: date | None) -> str:
    dates = [f"from {day_in_words(order.starts_on)}"] if order.starts_on else []
    if order.ends_on and order.ends_on != ends:
        dates.append(f"until {day_in_words(order.ends_on)}")
    return f"{order.says} ({', '.join(dates)})" if dates else order.says
