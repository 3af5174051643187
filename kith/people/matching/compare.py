"""What was sent beside what is held: what agrees, what differs and why, in words. No database and no clock in here."""

from collections.abc import Iterable
from dataclasses import dataclass

from kith.core import identifiers, says
from kith.people.matching import names
from kith.people.matching.columns import columns
from kith.people.matching.model import NOTHING, Model, model
from kith.people.matching.record import Record, Tidied, tidy

NOT_HELD, NOT_SENT = "not held", "not sent"
NOT_SHOWN, NOT_COMPARED = "not shown to you", "not compared"
PART, WRITTEN = "one part of the name", "written another way"
NOT_USED = "not a valid number, so not used"
ANOTHER_CHILDS = (
    "but the first name and the date of birth differ: the number may be mistyped, or another child’s"
)


@dataclass(frozen=True)
class Row:
    """One line of the page: what was sent, what is held, the verdict on them and why."""

    field: str
    label: str
    sent: str
    held: str
    verdict: str
    note: str
    weight: float = 0.0


@dataclass(frozen=True)
class Comparison:
    """The whole of it: the weight is the base-2 logarithm of the Bayes factor, without the prior."""

    weight: float
    rows: tuple[Row, ...]

    def row(self, field: str) -> Row:
        return next(row for row in self.rows if row.field == field)

    def agrees(self, *fields: str) -> bool:
        return all(self.row(field).verdict == "agrees" for field in fields)

    def differs(self, field: str) -> bool:
        return self.row(field).verdict == "differs"

    @property
    def contradicted(self) -> bool:
        """Whether first name and birthday both speak against it; a likely error, such as a swapped day, does not."""
        return self.row("given_name").weight < 0 and self.row("date_of_birth").weight < 0


def compare(query: Record, held: Record) -> Comparison:
    """What agrees and what differs between what was sent and what is held, with its weight."""
    return compare_tidied(query, tidy(query), held, tidy(held), model())


def compare_tidied(query: Record, sent: Tidied, held: Record, ours: Tidied, by: Model) -> Comparison:
    """The same, for records that have been tidied already."""
    left, right = columns(sent), columns(ours)
    rows = []
    for comparison in by.comparisons:
        level = comparison.answer(left, right)
        if comparison.field in query.not_shown | held.not_shown:
            verdict, note = NOT_COMPARED, ""
        elif level.verdict:
            verdict, note = level.verdict, _explained(comparison.field, level.note, query, sent, held, ours)
        else:
            verdict, note = _nothing(comparison.field, sent, ours)
        texts = _shown(comparison.field, query), _shown(comparison.field, held)
        rows.append(Row(comparison.field, comparison.label, *texts, verdict, note, level.weight))
    return _doubting_the_number(Comparison(sum(row.weight for row in rows), tuple(rows)))


def _doubting_the_number(told: Comparison) -> Comparison:
    rows = tuple(
        Row(row.field, row.label, row.sent, row.held, row.verdict, ANOTHER_CHILDS, row.weight)
        if told.contradicted and row.field in {"nhs_number", "upn"} and row.verdict == "agrees"
        else row
        for row in told.rows
    )
    return Comparison(told.weight, rows)


def _nothing(field: str, sent: Tidied, ours: Tidied) -> tuple[str, str]:
    known = _known(field, sent), _known(field, ours)
    verdict = NOT_HELD if known[0] and not known[1] else NOT_SENT
    if sent.why_not_valid(_RECORD_FIELD.get(field, field)):
        return NOT_SENT, NOT_USED
    if ours.why_not_valid(_RECORD_FIELD.get(field, field)):
        return NOT_HELD, NOT_USED
    return verdict, NOTHING if any(known) else ""


_RECORD_FIELD = {"school": "school_urn", "parent": "parent_name", "home": "postcode"}


def _known(field: str, who: Tidied) -> bool:
    if field == "home":
        return bool(who.address_line or who.postcode)
    return bool(getattr(who, _RECORD_FIELD.get(field, field)))


def _shown(field: str, record: Record) -> str:
    """What was written, as a person reads it, unless it is kept from this person."""
    if field in record.not_shown:
        return NOT_SHOWN
    if field == "date_of_birth":
        return says.day(record.date_of_birth) if record.date_of_birth else ""
    if field == "home":
        return ", ".join(text for text in (record.address_line, record.postcode) if text)
    if field == "nhs_number":
        bare = record.nhs_number.replace(" ", "")
        return identifiers.shown_nhs_number(bare) if len(bare) == 10 else record.nhs_number
    return str(getattr(record, _RECORD_FIELD.get(field, field)))


def _explained(field: str, note: str, query: Record, sent: Tidied, held: Record, ours: Tidied) -> str:
    """The words of the level, with what was left out where that is the whole difference."""
    if field not in {"given_name", "family_name"} or note not in {"", PART, WRITTEN}:
        return note
    accents = names.has_marks(getattr(query, field)) != names.has_marks(getattr(held, field))
    left_out = ["accents"] if accents else []
    if field == "family_name" and note:
        left_out += _parts_left_out(sent.family_cores, ours.family_cores)
    if not left_out:
        return note
    told = f"{says.people(left_out)} left out"
    if note == PART and left_out == ["accents"] or note == WRITTEN and not _same_but_for_h(sent, ours):
        return f"{note}, {told}"
    return told


def _same_but_for_h(sent: Tidied, ours: Tidied) -> bool:
    """Irish writes h for what was a dot on the letter before it, so that leaving h out leaves a mark out."""
    mine, theirs = ({core.replace("h", "") for core in who.family_cores} for who in (sent, ours))
    return not mine.isdisjoint(theirs)


def _parts_left_out(sent: tuple[str, ...], held: tuple[str, ...]) -> list[str]:
    """Which part of the longer name the shorter one does not have, if the shorter has all the others."""
    short, long = sorted((_heard(sent), _heard(held)), key=len)
    if len(short) == len(long) or not set(short) <= set(long):
        return []
    if len(long) != 2:
        return ["parts"]
    return ["second part" if short[0] == long[0] else "first part"]


def _heard(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(names.heard(word) for word in words)
