"""The shape of a telling, whatever the door. What a sender adds beside it is kept, unmapped, and shown."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from kith.core import codes
from kith.core.says import LONDON, today_in_london
from kith.intake.reading import CannotRead


def in_our_time(at: datetime) -> datetime:
    """A moment that a record can hold, in UTC; one that names no time zone is London's."""
    if not 1900 <= at.year <= 2200:
        raise ValueError("the year is before 1900, or far ahead")
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(in_our_time)]
Short = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(max_length=100)]
Text = Annotated[str, Field(max_length=20_000)]
ThreeAnswers = Literal["yes", "no", "not_known"]
FormAnswer = Literal["seen", "not_seen", "not_known"]

FIRST_DAY = date(2015, 1, 1)


class Part(BaseModel):
    """A part of a telling. Fields that we do not know are kept in `model_extra`."""

    model_config = ConfigDict(extra="allow", str_strip_whitespace=True)


class Answer(Part):
    """An answer for equality or communication: given, or why it is not."""

    answer: Literal["given", "not_asked", "declined", "not_known"]
    value: Short = ""

    @model_validator(mode="after")
    def a_value_where_given(self) -> "Answer":
        if (self.answer == "given") != bool(self.value):
            raise ValueError("give the value where the answer is “given”, and only there")
        return self


class Form(Part):
    """One form of exploitation: seen, looked for and not seen, or not known and who would know."""

    form: Annotated[str, Field(max_length=40)]
    answer: FormAnswer
    harm: bool = False
    what: Text = ""
    who_would_know: Short = ""

    @field_validator("form")
    @classmethod
    def a_form_that_we_ask_about(cls, code: str) -> str:
        if not any(entry.code == code for entry in codes.of("exploitation_forms")):
            raise ValueError("this is not a form that is asked about")
        return code


class Consent(Part):
    """Whether the family was asked. Consent is rarely the lawful basis; being told matters all the same."""

    needed: ThreeAnswers
    needed_because: Text = ""
    asked_by: Short = ""
    asked_of: Short = ""
    asked_at: Moment | None = None
    outcome: Literal["agreed", "said_no", "not_asked"]
    not_asked_because: Annotated[str, Field(max_length=40)] = ""
    lawful_basis: Annotated[str, Field(max_length=60)] = ""
    informed: ThreeAnswers
    competence: Text = ""


class Adult(Part):
    """An adult who may be a risk, and what restricts them."""

    name_or_description: Short
    date_of_birth: date | None = None
    relation: Short = ""
    why: Text = ""
    allegation: Literal["alleged", "charged", "convicted", "no_further_action", "not_known", "none"] = (
        "not_known"
    )
    restriction: Text = ""
    restriction_ends_on: date | None = None
    restriction_source: Short = ""
    safe_contact: Text = ""
    home_contact_unsafe: bool = False


class Member(Part):
    """Somebody else of the home, or of the family elsewhere: each child among them is considered too."""

    name: Short
    date_of_birth: date | None = None
    age: Annotated[int, Field(ge=0, le=120)] | None = None
    relation: Short = ""
    is_child: ThreeAnswers = "not_known"
    lives_there: ThreeAnswers = "yes"


class Child(Part):
    """One child, or an adult-led telling with no child named yet."""

    kind: Literal["child", "unborn", "adult"] = "child"
    given_name: Name = ""
    middle_names: Short = ""
    family_name: Name = ""
    known_as: Name = ""
    previous_family_names: list[Name] = []
    sex: Annotated[str, Field(max_length=20)] = ""
    date_of_birth: date | None = None
    expected_on: date | None = None
    address_line: Annotated[str, Field(max_length=300)] = ""
    postcode: Annotated[str, Field(max_length=10)] = ""
    previous_postcodes: list[Annotated[str, Field(max_length=10)]] = []
    nhs_number: Annotated[str, Field(max_length=12)] = ""
    upn: Annotated[str, Field(max_length=13)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    school_urn: Annotated[str, Field(max_length=6)] = ""
    school_name: Short = ""
    gp_ods_code: Annotated[str, Field(max_length=10)] = ""
    gp_name: Short = ""
    parent_name: Short = ""
    sender_id: Annotated[str, Field(max_length=60)] = ""
    characteristics: dict[Annotated[str, Field(max_length=40)], Answer] = {}
    adults: list[Adult] = []
    household: Annotated[list[Member], Field(max_length=20)] = []
    risk: Text = ""
    risk_is_general: bool = False
    risk_from: Text = ""
    need: Text = ""
    strengths: Text = ""
    impact: Text = ""
    words: Text = ""
    words_heard: Annotated[str, Field(max_length=300)] = ""
    spoken_alone: Literal["", "yes", "offered", "no", "not_known"] = ""
    spoken_alone_who: Short = ""
    forms: list[Form] = []
    consent: Consent | None = None

    def seen_alone(self, answer: ThreeAnswers) -> Self:
        """The child, where whoever saw them said of all whether it was alone, and of this one nothing."""
        known = self.spoken_alone or ("" if answer == "not_known" else answer)
        return self.model_copy(update={"spoken_alone": known})

    @field_validator("date_of_birth")
    @classmethod
    def born_in_living_memory(cls, born: date | None) -> date | None:
        if born is not None and born.year < 1900:
            raise ValueError("the year of birth is before 1900")
        return born

    @model_validator(mode="after")
    def somebody(self) -> "Child":
        if len({form.form for form in self.forms}) < len(self.forms):
            raise ValueError("a form of exploitation is answered twice")
        return self


class Telling(Part):
    """What one sender told, about one child or several."""

    sender_name: Short
    sender_contact: Short = ""
    sender_reference: Annotated[str, Field(max_length=60)] = ""
    source_code: Annotated[str, Field(max_length=10)]
    sub_source: Annotated[str, Field(max_length=40)] = ""
    event_at: Moment | None = None
    what_happened: Text
    in_danger: ThreeAnswers = "not_known"
    safe_now: Annotated[str, Field(max_length=300)] = ""
    sender_did: Text = ""
    sender_asks: Text = ""
    adults_answer: Literal["yes", "none_known", "not_asked"] = "not_asked"
    led_by: Short = ""
    written_by: Short = ""
    withdraws: bool = False
    children: Annotated[list[Child], Field(min_length=1, max_length=20)]

    @field_validator("what_happened")
    @classmethod
    def something_happened(cls, words: str) -> str:
        if not words:
            raise ValueError("it does not say what happened")
        return words

    def missing_parts(self, child: Child, day: date) -> list[str]:
        """What the front door must still find out about this child (domain invariant 1), by the forms asked on the day."""
        every = len(child.forms) == len(codes.of("exploitation_forms").on(day))
        if child.kind == "adult":
            of_adult = {
                "risk": child.risk,
                "every form": not child.forms or every,
                "who the children are": "",
            }
            return [name for name, there in of_adult.items() if not there]
        parts = {
            "risk": child.risk,
            "the risk to this child, and why": not child.risk_is_general,
            "consent": child.consent,
            "every form": every,
            "the child’s words": child.words or child.words_heard,
            "adults who may be a risk": self.adults_answer != "not_asked",
        }
        return [name for name, there in parts.items() if not there]


def today() -> date:
    return today_in_london(datetime.now(UTC))


def text_of(raw: bytes) -> str:
    """The bytes as text. A null character, written out or escaped, at any depth, is one that no record can hold."""
    text = raw.decode("utf-8")
    if "\x00" in text or "\\u0000" in text:
        raise CannotRead(["It holds a null character, which no record can hold. Send it again without it."])
    return text


def sentences(error: ValidationError) -> list[str]:
    """Why a telling cannot be read, by place, without repeating what was said in it."""
    found, names = [], _names(Part)
    for problem in error.errors(include_url=False, include_input=False):
        # What a sender calls its own fields is the sender's words too: only names of ours are said, and which of several.
        ours = [
            str(p + 1 if isinstance(p, int) else p)
            for p in problem["loc"]
            if isinstance(p, int) or p in names
        ]
        where = " › ".join(ours) or "the whole"
        said = problem["msg"].removeprefix("Value error, ")
        found.append(f"{where}: {said}.")
    return found[:50]


def _names(part: type[Part]) -> set[str]:
    """The names of the fields of every part of a telling, whatever the door."""
    return set(part.model_fields).union(*map(_names, part.__subclasses__()))


def unmapped(part: Part) -> dict[str, Any]:
    """All that was said in fields that we do not know, by place: nothing is dropped."""
    found: dict[str, Any] = dict(part.model_extra or {})
    for name in type(part).model_fields:
        value = getattr(part, name)
        inner = {"": value} if isinstance(value, Part) else {}
        if isinstance(value, list):
            inner = {str(number): each for number, each in enumerate(value) if isinstance(each, Part)}
        if isinstance(value, dict):
            inner = {key: each for key, each in value.items() if isinstance(each, Part)}
        for key, each in inner.items():
            if extra := unmapped(each):
                found[f"{name}.{key}" if key else name] = extra
    return found
