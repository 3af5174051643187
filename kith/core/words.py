"""The language check: it asks, and never blocks; it leaves the child's own words, in quotation marks, alone.

What it proposes keeps the risk in the sentence. The lists are data, dated and local.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kith.core import lists

_PRONOUNS = {"{self}": ("himself", "herself", "themselves", "themself")}
_QUOTED = re.compile(
    r"“[^”\n]*(?:”|$)"
    r'|(?<![\w"])"[^"\n]*(?:"|$)'
    r"|(?<!\w)‘(?:[^’\n]|’(?=\w))*(?:’|$)"
    r"|(?<![\w'])'(?:[^'\n]|'(?=\w))*'(?!\w)",
    re.MULTILINE,
)
_BEGINS_AN_ACTION = r"(?:^[\s•*–-]*|[.;:!?]\s*|\b(?:to|will|should|must)\s+)"


@dataclass(frozen=True)
class Suggestion:
    """Words that were written, where, and a kind question about them."""

    match: str
    start: int
    end: int
    asks: str
    for_example: str
    code: str


@cache
def shipped() -> lists.CodeList:
    """The words that come with Kith; a partnership's own lie over them with `lists.merge`."""
    return lists.beside(__file__, "language")


def suggestions(text: str, entries: Iterable[lists.Entry] | None = None) -> list[Suggestion]:
    """What could be said without blame, in the order of the text; `entries` are those in force, where local."""
    return _asked(text, "language", entries)


def asked_about(texts: Iterable[str]) -> list[str]:
    """The codes of what the check asks about in these texts, each once, in the order of the texts.

    Only codes are kept, so that words can be counted without being read again.
    """
    return list(dict.fromkeys(one.code for text in texts for one in suggestions(text)))


def vague(text: str, entries: Iterable[lists.Entry] | None = None) -> list[Suggestion]:
    """Where an action does not say who does what by when, in the order of the text."""
    return _asked(text, "vague", entries)


def _asked(text: str, kind: str, entries: Iterable[lists.Entry] | None) -> list[Suggestion]:
    chosen = tuple(shipped()) if entries is None else tuple(entries)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found = [
        Suggestion(
            match=match["words"],
            start=match.start("words"),
            end=match.end("words"),
            asks=entry.extra["asks"],
            for_example=entry.extra["for_example"],
            code=entry.code,
        )
        for entry, pattern in _patterns(chosen, kind)
        for match in pattern.finditer(text)
        if not any(start <= match.start("words") < end for start, end in quoted)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    return _longest_of_those_that_overlap(found)


def _longest_of_those_that_overlap(found: list[Suggestion]) -> list[Suggestion]:
    kept: list[Suggestion] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        kept.append(one)
    return kept


@lru_cache(maxsize=64)
def _patterns(entries: tuple[lists.Entry, ...], kind: str) -> list[tuple[lists.Entry, re.Pattern[str]]]:
    return [(entry, _pattern(entry)) for entry in entries if entry.extra.get("kind") == kind]


def _pattern(entry: lists.Entry) -> re.Pattern[str]:
    """Whole words only; any space, hyphen or apostrophe that people type; the longest words first."""
    phrases = [whole for phrase in entry.extra["match"] for whole in _with_pronouns(phrase)]
    words = "|".join(_as_typed(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    before = _BEGINS_AN_ACTION if entry.extra.get("leads") else r"(?<!\w)"
    unless = "|".join(map(re.escape, entry.extra.get("unless_before", ())))
    after = rf"(?!\s+(?:{unless})\b)" if unless else ""
    return re.compile(rf"{before}(?P<words>{words})(?!\w){after}", re.IGNORECASE | re.MULTILINE)


def _with_pronouns(phrase: str) -> list[str]:
    for stands_for, pronouns in _PRONOUNS.items():
        if stands_for in phrase:
            return [phrase.replace(stands_for, pronoun) for pronoun in pronouns]
    return [phrase]


def _as_typed(phrase: str) -> str:
    return r"[\s‐‑-]+".join(re.escape(word).replace("'", "['’]") for word in re.split(r"[\s-]+", phrase))
