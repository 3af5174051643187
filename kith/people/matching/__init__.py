"""Who is this child? Keys to find records by, their comparison in words, and the people they may be of, in order."""

from kith.people.matching.authority import verified_by
from kith.people.matching.compare import Comparison, Row, compare
from kith.people.matching.guards import Guard
from kith.people.matching.keys import expanded, keys
from kith.people.matching.rank import Candidate, Outcome, rank
from kith.people.matching.record import Record, tidy

__all__ = [
    "Candidate",
    "Comparison",
    "Guard",
    "Outcome",
    "Record",
    "Row",
    "compare",
    "expanded",
    "keys",
    "rank",
    "tidy",
    "verified_by",
]
