"""Data incidents as a page shows them: what stands open, whom to ring, and what was done. Nobody is named in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from kith.frontdoor.models import DataIncident, DataIncidentLine, DataIncidentStep, SafetyCheck
from kith.frontdoor.rules.wrong_child import CORRECT, ICO, SAFE, SAYS, Becomes, Did
from kith.record.queues import Waiting, queue, running
from kith.sharing import audit, gate
from kith.sharing.actor import Actor

CHILDREN = 2


@dataclass(frozen=True)
class Standing:
    """Where an incident stands."""

    lines: list[DataIncidentLine]
    steps: list[DataIncidentStep]
    had_a_part: frozenset[int]

    @property
    def done(self) -> set[Did]:
        return {Did(step.did) for step in self.steps}

    @property
    def to_ring(self) -> list[DataIncidentLine]:
        rung = {step.line_id for step in self.steps}
        return [line for line in self.lines if line.becomes == Becomes.CORRECTED and line.pk not in rung]

    @property
    def unchecked(self) -> int:
        return max(0, CHILDREN - sum(step.did == Did.SAFETY for step in self.steps))

    @property
    def closed(self) -> DataIncidentStep | None:
        return self.last(Did.CLOSED)

    @property
    def ico(self) -> DataIncidentStep | None:
        return self.last(Did.ICO)

    @property
    def families(self) -> DataIncidentStep | None:
        return self.last(Did.FAMILIES)

    def last(self, did: Did) -> DataIncidentStep | None:
        found = [step for step in self.steps if step.did == did]
        return found[-1] if found else None

    @property
    def reached(self) -> list[DataIncidentLine]:
        return [line for line in self.lines if line.opened_at]

    @property
    def what_became(self) -> list[tuple[DataIncidentLine, str]]:
        return [(line, SAYS[Becomes(line.becomes)]) for line in self.lines]


@dataclass(frozen=True)
class Incident:
    """One incident with where it stands."""

    row: DataIncident
    stands: Standing

    @property
    def ico_due_at(self) -> datetime | None:
        """By when the ICO is thought of, until somebody has said what is done."""
        return None if self.stands.ico or self.stands.closed else self.row.ico_due_at

    @property
    def says(self) -> str:
        if self.stands.closed:
            return "Closed"
        if not self.row.is_disclosed:
            return "Nothing was disclosed"
        return "Read by somebody else"


def standing(row: DataIncident) -> Standing:
    """Where this incident stands now."""
    return _standings([row])[row.pk]


def _standings(rows: Iterable[DataIncident]) -> dict[int, Standing]:
    wanted = list(rows)
    every_line = list(DataIncidentLine.objects.filter(incident__in=wanted).order_by("id"))
    every_step = list(
        DataIncidentStep.objects.filter(incident__in=wanted)
        .select_related("line", "by_post__agency", "by_worker")
        .order_by("id")
    )
    found = {}
    for row in wanted:
        of_it = [step for step in every_step if step.incident_id == row.pk]
        decided = {step.by_worker_id for step in of_it if step.did == Did.ICO}
        found[row.pk] = Standing(
            [line for line in every_line if line.incident_id == row.pk],
            of_it,
            frozenset({row.by_worker_id, *decided, *([row.joined_by_id] if row.joined_by_id else [])}),
        )
    return found


def one(reference: str, *, actor: Actor | None, at: datetime) -> Incident:
    """One incident, opened; that it was opened is written in the audit."""
    gate.must(actor, "incident.read")
    row = (
        DataIncident.objects.filter(reference=reference)
        .select_related("by_post__agency", "by_worker", "joined_by", "partnership")
        .first()
    )
    if row is None:
        raise gate.NotYours("frontdoor.dataincident", "incident.read")
    audit.write("frontdoor.incident_opened", at=at, purpose="audit", about=reference)
    return Incident(row, standing(row))


def every(*, actor: Actor | None, at: datetime) -> list[Incident]:
    """The incidents that this post reads, as at a moment: what is open first, and of it what is due first."""
    gate.must(actor, "incident.read")
    rows = list(
        DataIncident.objects.filter(recorded_at__lte=at).select_related("by_post").order_by("-recorded_at")
    )
    stands = _standings(rows)
    audit.write("frontdoor.incidents_listed", at=at, purpose="audit")
    found = [Incident(row, stands[row.pk]) for row in rows]
    return sorted(
        found,
        key=lambda each: (
            each.stands.closed is not None,
            (each.ico_due_at or each.row.recorded_at).timestamp() if each.ico_due_at else float("inf"),
        ),
    )


def checks_of(incident: str) -> list[SafetyCheck]:
    """The checks of safety of an incident that this post may read; a privacy officer reads none."""
    found = SafetyCheck.objects.filter(incident=incident).select_related("asked_of", "subject")
    return list(found.order_by("id"))


def waiting(by: Actor, at: datetime) -> list[Waiting]:
    """What data incidents owe: a word on the children's safety, calls, and a decision about the ICO."""
    ran = running(by, rules=(SAFE, CORRECT), at=at)
    undecided = DataIncident.objects.filter(
        ico_due_at__isnull=False, partnership_id__in=by.partnerships
    ).exclude(steps__did__in=(Did.ICO.value, Did.CLOSED.value))
    told = undecided.aggregate(
        n=Count("pk"), late=Count("pk", filter=Q(ico_due_at__lt=at)), since=Min("recorded_at")
    )
    return [
        queue("safety", "Is a child safe after a data incident?", (SAFE,), ran),
        queue("correct", "To be rung after a data incident", (CORRECT,), ran),
        Waiting(
            "ico",
            "Data incidents: is the ICO told?",
            told["n"],
            told["late"],
            told["since"],
            frozenset({ICO}),
        ),
    ]


def incident_of(contact: str, *, at: datetime) -> str:
    """The reference of the incident that was made of a contact at this moment; none where it is no incident."""
    made = DataIncident.objects.filter(contact=contact, recorded_at=at)
    return made.values_list("reference", flat=True).first() or ""
