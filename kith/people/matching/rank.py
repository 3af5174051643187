"""Who it may be, in order, and how sure that is. A person decides; the order and the words only help.

The outcomes are those of the Department for Education’s Single Unique Identifier matcher.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kith.people.matching import guards
from kith.people.matching.columns import columns
from kith.people.matching.compare import Comparison, Row, compare, compare_tidied
from kith.people.matching.guards import Guard, kinship
from kith.people.matching.model import feature, model
from kith.people.matching.record import Record, Tidied, tidy

Band = Literal["Match", "PotentialMatch", "LowConfidenceMatch"]
Status = Literal["Match", "PotentialMatch", "LowConfidenceMatch", "ManyMatch", "NoMatch"]


@dataclass(frozen=True)
class Candidate:
    """Somebody whom the record may be about: why, why not, and what would settle it."""

    person: int
    records: tuple[Record, ...]
    weight: float
    band: Band
    rows: tuple[Row, ...]
    guard: Guard = guards.NONE
    tells_apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The answer to a look-up; `limited` says that there was more than is shown, so more should be asked."""

    status: Status
    candidates: tuple[Candidate, ...]
    limited: bool
    model: str


@dataclass(frozen=True)
class _Person:
    """Everything held of one person; `best` is the record that weighs most, and the person weighs as much."""

    id: int
    records: tuple[Record, ...]
    tidied: tuple[Tidied, ...]
    weight: float
    best: int

    @property
    def first_name(self) -> str:
        return self.records[self.best].given_name or self.records[self.best].known_as or "This child"


def rank(query: Record, held: Iterable[tuple[int, Record]], *, limited: bool = False) -> Outcome:
    """The people that the query may be about, twins side by side; `limited` when the search itself was cut short."""
    sent = tidy(query)
    people = _people(sent, held)
    shown = _shown(people)
    identified = {person.id for person in people if _identifiers_shared(sent, person)}
    candidates = tuple(
        _candidate(query, sent, person, shown, alone=identified <= {person.id}) for person in shown
    )
    left_out = sum(person.weight >= feature("line.low") for person in people) > sum(
        person.weight >= feature("line.low") for person in shown
    )
    return Outcome(_status(candidates, len(identified)), candidates, limited or left_out, model().version)


def _people(sent: Tidied, held: Iterable[tuple[int, Record]]) -> list[_Person]:
    """Everybody held, the likeliest first."""
    theirs: dict[int, list[Record]] = {}
    for person, record in held:
        theirs.setdefault(person, []).append(record)
    asked, found = columns(sent), []
    for person, records in theirs.items():
        tidied = tuple(tidy(record) for record in records)
        weights = [model().weight(asked, columns(ours)) for ours in tidied]
        best = max(range(len(weights)), key=weights.__getitem__)
        found.append(_Person(person, tuple(records), tidied, weights[best], best))
    return sorted(found, key=lambda person: (-person.weight, person.id))


def _shown(people: list[_Person]) -> list[_Person]:
    """At most ten; a twin stands beside the twin, however little weighs for the other one."""
    shown: dict[int, _Person] = {}
    for person in people:
        if person.weight < feature("line.low"):
            break
        if person.id in shown:
            continue
        twins = [
            other
            for other in people
            if other.id not in {person.id, *shown} and kinship(person.tidied, other.tidied) == "twin"
        ]
        if shown and len(shown) + 1 + len(twins) > feature("limit.candidates"):
            break
        shown |= {each.id: each for each in (person, *twins)}
    return list(shown.values())[: feature("limit.candidates")]


def _candidate(
    query: Record, sent: Tidied, person: _Person, shown: list[_Person], *, alone: bool
) -> Candidate:
    told = _beside_sent(query, sent, person, person.best)
    guard, apart = _guard(sent, person, shown, told)
    weak = told.weight < feature("line.potential") or told.contradicted
    band: Band = "LowConfidenceMatch" if weak else "PotentialMatch"
    if alone and _matches(query, sent, person, guard):
        band = "Match"
    return Candidate(person.id, person.records, told.weight, band, told.rows, guard, apart)


def _guard(
    sent: Tidied, person: _Person, shown: list[_Person], told: Comparison
) -> tuple[Guard, tuple[str, ...]]:
    """The twin among the candidates first, then the child who was sent, then brothers and sisters."""
    kin = [(kinship(person.tidied, other.tidied), other) for other in shown if other.id != person.id]
    to_sent = kinship((sent,), person.tidied)
    twins = [other for kind, other in kin if kind == "twin"]
    siblings = [other for kind, other in kin if kind == "sibling"]
    beside = twins or (siblings if to_sent == "none" else [])
    if beside:
        other = beside[0]
        theirs = compare(person.records[person.best], other.records[other.best])
        guard = guards.beside_each_other(
            "twin" if twins else "sibling",
            person.first_name,
            other.first_name,
            tuple(each.id for each in beside),
            theirs,
        )
        return guard, guards.tells_apart(theirs)
    if to_sent == "none":
        return guards.NONE, ()
    return guards.beside_what_was_sent(to_sent, person.first_name, told), guards.tells_apart(told)


def _beside_sent(query: Record, sent: Tidied, person: _Person, place: int) -> Comparison:
    return compare_tidied(query, sent, person.records[place], person.tidied[place], model())


def _identifiers_shared(sent: Tidied, person: _Person) -> bool:
    fields = feature("match.identifiers")
    numbers = {(field, getattr(sent, field)) for field in fields if getattr(sent, field)}
    return any((field, getattr(ours, field)) in numbers for ours in person.tidied for field in fields)


def _matches(query: Record, sent: Tidied, person: _Person, guard: Guard) -> bool:
    """A traced identifier with agreeing names and birthday, and no record of this person against it."""
    compared = [_beside_sent(query, sent, person, place) for place in range(len(person.records))]
    fields = feature("match.identifiers")
    if any(told.differs(field) for told in compared for field in fields):
        return False
    return any(
        field in query.verified | record.verified and told.agrees(field) and _demographics_agree(told, guard)
        for record, told in zip(person.records, compared, strict=True)
        for field in fields
    )


def _demographics_agree(told: Comparison, guard: Guard) -> bool:
    """Names and birthday agree, the birthday without a doubt; beside a twin the first name is the whole name."""
    if guard.kind == "twin" and told.row("given_name").note not in {"", "accents left out"}:
        return False
    return told.agrees("given_name", "family_name", "date_of_birth") and not told.row("date_of_birth").note


def _status(candidates: tuple[Candidate, ...], identified: int) -> Status:
    if not candidates:
        return "NoMatch"
    if any(candidate.band == "Match" for candidate in candidates):
        return "Match"
    likely = sum(candidate.band == "PotentialMatch" for candidate in candidates)
    if likely > 1 or identified > 1:
        return "ManyMatch"
    return "PotentialMatch" if likely else "LowConfidenceMatch"
