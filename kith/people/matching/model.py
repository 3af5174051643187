"""The model: how much each agreement and each difference weighs, in Splink's own file. No database and no clock."""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kith.core.lists import CodeList, load
from kith.people.matching import predicates
from kith.people.matching.columns import Value
from kith.people.matching.names import LISTS

VERDICTS = ("agrees", "differs")
NOTHING = "nothing to compare"


class ModelIsWrong(ValueError):
    """The model cannot be used as it stands; the sentence names the comparison."""


@dataclass(frozen=True)
class Level:
    """One answer that a comparison can give: its verdict, the words for it, and its weight."""

    holds: predicates.Condition
    verdict: str
    note: str
    weight: float


@dataclass(frozen=True)
class Comparison:
    """One row of the comparison: its levels, of which the first that holds is the answer."""

    field: str
    label: str
    levels: tuple[Level, ...]

    def answer(self, sent: dict[str, Value], held: dict[str, Value]) -> Level:
        return next(level for level in self.levels if level.holds(sent, held))


@dataclass(frozen=True)
class Model:
    """All comparisons, and the version under which a decision can be worked out again."""

    version: str
    comparisons: tuple[Comparison, ...]

    def weight(self, sent: dict[str, Value], held: dict[str, Value]) -> float:
        """The base-2 logarithm of the Bayes factor, without the prior."""
        return sum(comparison.answer(sent, held).weight for comparison in self.comparisons)


@cache
def model() -> Model:
    """The model in force."""
    texts = [(LISTS / name).read_bytes() for name in ("model.json", "features.toml")]
    return read(json.loads(texts[0]), version=hashlib.sha256(b"".join(texts)).hexdigest()[:12])


@cache
def features() -> CodeList:
    """Where the lines are drawn, what is guarded, and why the weights are as they are."""
    return load(Path(LISTS / "features.toml"))


@cache
def feature(code: str) -> Any:
    """The value of one feature; ModelIsWrong when the list does not have it."""
    for entry in features():
        if entry.code == code:
            return entry.extra["value"]
    raise ModelIsWrong(f"features.toml has no entry “{code}”. Put it back: matching needs it.")


def read(settings: dict[str, Any], version: str = "") -> Model:
    """A model from Splink's settings; ModelIsWrong or UnknownPredicate says what cannot be used."""
    return Model(version, tuple(_comparison(told) for told in settings["comparisons"]))


def _comparison(told: dict[str, Any]) -> Comparison:
    field = told["output_column_name"]
    levels = tuple(_level(field, level) for level in told["comparison_levels"])
    if told["comparison_levels"][-1]["sql_condition"].strip() != "ELSE":
        raise ModelIsWrong(
            f"model.json, {field}: the last level must be ELSE, so that every pair has an answer. Add it."
        )
    return Comparison(field, told.get("comparison_description") or field, levels)


def _level(field: str, told: dict[str, Any]) -> Level:
    sql, says = told["sql_condition"].strip(), told["label_for_charts"]
    try:
        holds = (lambda sent, held: True) if sql == "ELSE" else predicates.condition(sql)
    except predicates.UnknownPredicate as reason:
        raise ModelIsWrong(f"model.json, {field}, level “{says}”: {reason}") from None
    if told.get("is_null_level"):
        return Level(holds, "", NOTHING, 0.0)
    verdict, _, note = says.partition(": ")
    if verdict not in VERDICTS:
        raise ModelIsWrong(
            f"model.json, {field}, level “{says}”: begin the label with “agrees” or “differs”, "
            "then a colon and the words for a person to read."
        )
    m, u = told.get("m_probability"), told.get("u_probability")
    if not m or not u:
        raise ModelIsWrong(f"model.json, {field}, level “{says}”: give it an m and a u probability above 0.")
    return Level(holds, verdict, note, math.log2(m / u))
