"""The closed vocabulary of conditions that a model may use, written once here; the SQL is what Splink runs in bulk.

condition   conjunction [ OR conjunction ... ]
conjunction part [ AND part ... ]
part        "x_l" IS NULL | term = term | number <= 2 | number >= 0.92 | list_has_any("xs_l", "xs_r")
term        "x_l" | 1 | day("x_l") | month("x_l") | year("x_l") | strftime("x_l", '%Y%m%d')
number      length("x_l") | levenshtein(term, term) | jaro_winkler_similarity(term, term)
            | abs(date_diff('day', "x_l", "x_r"))
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rapidfuzz.distance import JaroWinkler, Levenshtein

from kith.people.matching import columns

Row = Mapping[str, Any]
Condition = Callable[[Row, Row], bool]
_Value = Callable[[Row, Row], Any]

_COLUMN = r'"([a-z_]+)_([lr])"'
_TERM = (
    r"""(?:"[a-z_]+_[lr]"|[0-9]+|(?:day|month|year)\("[a-z_]+_[lr]"\)|strftime\("[a-z_]+_[lr]", '%Y%m%d'\))"""
)
_PARTS_OF_A_DAY: dict[str, Callable[[date], int]] = {
    "day": lambda day: day.day,
    "month": lambda day: day.month,
    "year": lambda day: day.year,
}
_SIMILARITIES: dict[str, Callable[[str, str], float]] = {
    "levenshtein": Levenshtein.distance,
    "jaro_winkler_similarity": JaroWinkler.similarity,
}


class UnknownPredicate(ValueError):
    """A condition of the model is not one that Kith can work out; the sentence shows which."""


def condition(sql: str) -> Condition:
    """The condition that this SQL states, or UnknownPredicate. As in SQL, what is not held makes no comparison true."""
    conjunctions = [
        [_part(part.strip(), sql) for part in choice.split(" AND ")] for choice in sql.split(" OR ")
    ]
    return lambda left, right: any(all(part(left, right) for part in parts) for parts in conjunctions)


def _part(text: str, whole: str) -> Condition:
    if found := re.fullmatch(rf"{_COLUMN} IS NULL", text):
        value = _column(found[1], found[2], whole)
        return lambda left, right: value(left, right) is None
    if found := re.fullmatch(rf"list_has_any\({_COLUMN}, {_COLUMN}\)", text):
        ours, theirs = _column(found[1], found[2], whole), _column(found[3], found[4], whole)
        return lambda left, right: not set(ours(left, right)).isdisjoint(theirs(left, right))
    if found := re.fullmatch(rf"({_TERM}) = ({_TERM})", text):
        one, other = _term(found[1], whole), _term(found[2], whole)
        return lambda left, right: (this := one(left, right)) is not None and this == other(left, right)
    if found := re.fullmatch(r"(.+) (<=|>=) ([0-9.]+)", text):
        number, limit = _number(found[1], whole), float(found[3])
        if found[2] == "<=":
            return lambda left, right: (this := number(left, right)) is not None and this <= limit
        return lambda left, right: (this := number(left, right)) is not None and this >= limit
    raise _unknown(text, whole)


def _number(text: str, whole: str) -> _Value:
    if found := re.fullmatch(rf"length\(({_TERM})\)", text):
        term = _term(found[1], whole)
        return lambda left, right: None if (this := term(left, right)) is None else len(this)
    if found := re.fullmatch(rf"(levenshtein|jaro_winkler_similarity)\(({_TERM}), ({_TERM})\)", text):
        return _both(_term(found[2], whole), _term(found[3], whole), _SIMILARITIES[found[1]])
    if found := re.fullmatch(rf"abs\(date_diff\('day', {_COLUMN}, {_COLUMN}\)\)", text):
        one, other = _column(found[1], found[2], whole), _column(found[3], found[4], whole)
        return _both(one, other, lambda first, second: abs((second - first).days))
    raise _unknown(text, whole)


def _both(one: _Value, other: _Value, work_out: Callable[[Any, Any], float]) -> _Value:
    def value(left: Row, right: Row) -> float | None:
        ours, theirs = one(left, right), other(left, right)
        return None if ours is None or theirs is None else work_out(ours, theirs)

    return value


def _term(text: str, whole: str) -> _Value:
    if text.isdigit():
        return lambda left, right: int(text)
    if found := re.fullmatch(_COLUMN, text):
        return _column(found[1], found[2], whole)
    if found := re.fullmatch(rf"(day|month|year)\({_COLUMN}\)", text):
        value, part = _column(found[2], found[3], whole), _PARTS_OF_A_DAY[found[1]]
        return lambda left, right: None if (day := value(left, right)) is None else part(day)
    if found := re.fullmatch(rf"strftime\({_COLUMN}, '%Y%m%d'\)", text):
        value = _column(found[1], found[2], whole)
        return lambda left, right: None if (day := value(left, right)) is None else f"{day:%Y%m%d}"
    raise _unknown(text, whole)


def _column(name: str, side: str, whole: str) -> _Value:
    if name not in columns.NAMES:
        raise UnknownPredicate(
            f"“{whole}” compares {name}, which is not a column. Use one of {', '.join(columns.NAMES)}."
        )
    if side == "l":
        return lambda left, right: left[name]
    return lambda left, right: right[name]


def _unknown(text: str, whole: str) -> UnknownPredicate:
    return UnknownPredicate(
        f"“{text}” in “{whole}” is not a condition that is known here. "
        "Use one from the list at the top of predicates.py, or add it there with its test against SQL."
    )
