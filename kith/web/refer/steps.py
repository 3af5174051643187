"""Which steps a referral has, in which order, and how far each has come. They may be taken in any order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form

from kith.web.refer import adult_led, adults, child, consent, equality, happened, signs, voice
from kith.web.refer.answers import MOST_ADULTS, MOST_CHILDREN, Answers, bound, boxes, initial, is_blank, named
from kith.web.refer.forms import StepForm

FORMS: dict[str, type[StepForm]] = {
    "child": child.Child,
    "happened": happened.Happened,
    "signs": signs.Signs,
    "adults": adults.Adults,
    "consent": consent.Consent,
    "words": voice.ChildsWords,
    "strengths": voice.Strengths,
    "equality": equality.Equality,
    "adult": adults.Adult,
    "supervised": adult_led.Supervised,
    "orders": adult_led.Orders,
    "harm": adult_led.Harm,
    "whom": adult_led.Whom,
    "analysis": adult_led.Analysis,
}
FOR_EACH_CHILD = {"child", "signs", "consent", "words", "strengths", "equality", "analysis"}
MUST = ("child", "happened", "signs", "adults", "consent")
HELPS = ("words", "strengths", "equality")
# Led by an adult: which children comes after the adult, and each who is named is told of whole.
ADULT_MUST = ("supervised", "orders", "harm", "whom", "child", "analysis")
ADULT_HELPS = ("signs", "consent", "words")
SAYS = {
    "child": "The child and the home",
    "happened": "What happened, and what worries you",
    "signs": "Signs of exploitation, every form",
    "adults": "Adults who may be a risk, and court orders",
    "consent": "The family: whom you asked, or why not",
    "words": "In {name}’s words",
    "strengths": "What is going well, what you tried, what would help",
    "equality": "Language, disability, ethnicity and religion",
    "supervised": "The adult, and who supervises them",
    "orders": "Order or licence, and what it forbids",
    "harm": "What happened, and how serious the risk is",
    "whom": "Which children may be at risk",
    "analysis": "The risk to {name}, and why",
}
NOT_BEGUN, BEGUN, DONE = "Not begun", "Begun", "Done"


@dataclass(frozen=True)
class Sending:
    """What every step is told: the draft's answers, today, and the kind and name of the sending agency."""

    answers: Answers
    day: date
    sender: tuple[str, str]

    def form(self, kind: str, number: int = 1, data: Any = None, **more: Any) -> StepForm:
        return FORMS[kind](
            data, answers=self.answers, number=number, day=self.day, sender=self.sender, **more
        )

    def shown(self, kind: str, number: int, **more: Any) -> StepForm:
        """The step with what was typed, not yet judged."""
        empty = self.form(kind, number, **more)
        return self.form(kind, number, initial=initial(empty, self.answers.of(kind, number)), **more)

    def judged(self, kind: str, number: int = 1, **more: Any) -> StepForm:
        """The step with what was typed, read: `cleaned_data` holds what could be read of it."""
        form = self.form(kind, number, bound(self.answers.of(kind, number)), **more)
        form.is_valid()
        return form


@dataclass(frozen=True)
class Task:
    """One line of the list of steps."""

    name: str
    kind: str
    number: int
    text: str
    status: str
    hint: str = ""

    @property
    def is_done(self) -> bool:
        return self.status == DONE


def must(answers: Answers) -> tuple[str, ...]:
    """The kinds of step that must be answered."""
    return ADULT_MUST if answers.is_adult_led else MUST


def helps(answers: Answers) -> tuple[str, ...]:
    """The kinds of step that may be left out."""
    return ADULT_HELPS if answers.is_adult_led else HELPS


def order(answers: Answers) -> list[tuple[str, int]]:
    """Every step, in the order in which “Save and go on” leads through them."""
    found: list[tuple[str, int]] = []
    if answers.is_adult_led:
        found += [(kind, 1) for kind in ADULT_MUST if kind not in FOR_EACH_CHILD]
        found += [(kind, n) for n in answers.children for kind in ("child", "analysis")]
        return found + [(kind, n) for n in answers.children for kind in ADULT_HELPS]
    for kind in (*MUST, *HELPS):
        found += [(kind, n) for n in answers.children] if kind in FOR_EACH_CHILD else [(kind, 1)]
    return found


def exists(answers: Answers, kind: str, number: int) -> bool:
    """Whether this step may be opened: one child or adult more than there are may be begun."""
    if kind not in (*must(answers), *helps(answers), *(() if answers.is_adult_led else ("adult",))):
        return False
    if kind == "adult":
        if answers.is_out(kind, number):
            return False
        return number in answers.adults or number == answers.next_number("adult", MOST_ADULTS)
    if kind == "child":
        if answers.is_out(kind, number):
            return False
        if not answers.children:
            return False
        return number in answers.children or number == answers.next_number("child", MOST_CHILDREN)
    return number in answers.children if kind in FOR_EACH_CHILD else number == 1


def after(answers: Answers, kind: str, number: int) -> str:
    """The step that comes next, or nothing after the last."""
    if kind == "adult":
        return "adults"
    if kind == "adults" and answers.first("adults", 1, "adults_answer") == "yes" and not answers.adults:
        return named("adult", answers.next_number("adult", MOST_ADULTS) or 1)
    steps = order(answers)
    place = steps.index((kind, number)) + 1
    return named(*steps[place]) if place < len(steps) else ""


def tasks(sending: Sending, kinds: tuple[str, ...]) -> Iterator[Task]:
    """The lines of the list for these kinds of step."""
    answers = sending.answers
    for kind, number in order(answers):
        if kind in kinds:
            form = sending.judged(kind, number)
            yield Task(
                name=named(kind, number),
                kind=kind,
                number=number,
                text=text_of(answers, kind, number),
                status=status(sending, kind, number, form),
                hint=hint(sending, kind, form),
            )


def text_of(answers: Answers, kind: str, number: int) -> str:
    said = SAYS[kind].format(name=answers.name(number))
    if kind not in FOR_EACH_CHILD or len(answers.children) == 1 or kind in {"words", "analysis"}:
        return said
    return f"{answers.name(number)[:1].upper()}{answers.name(number)[1:]}: {said[:1].lower()}{said[1:]}"


def status(sending: Sending, kind: str, number: int, form: Form) -> str:
    held = sending.answers.of(kind, number)
    if kind == "child" and not form.is_valid():
        return BEGUN if sending.answers.full_name(number) else NOT_BEGUN
    if is_blank(held, boxes(form)):
        return NOT_BEGUN
    if not form.is_valid():
        return BEGUN
    if kind == "adults" and held.get("adults_answer") == ["yes"]:
        each = [sending.judged("adult", n) for n in sending.answers.adults]
        return DONE if each and all(one.is_valid() for one in each) else BEGUN
    return DONE


def hint(sending: Sending, kind: str, form: Form) -> str:
    if kind == "signs" and isinstance(form, signs.Signs):
        done = sum(bool(form.cleaned_data.get(code)) for code in form.codes)
        return f"{done} of {len(form.codes)} answered" if 0 < done < len(form.codes) else ""
    if kind == "adults":
        return "; ".join(
            sending.answers.first("adult", n, "name_or_description") for n in sending.answers.adults
        )
    return ""


def parts_to_finish(sending: Sending) -> list[Task]:
    """The steps that must be answered and are not done."""
    return [task for task in tasks(sending, must(sending.answers)) if not task.is_done]
