"""Words of a contact that may be a sign of exploitation, for a person to read. No database and no clock in here.

Nothing is known because of them: they ask, and a person says yes or no. They are read, and never changed.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from kith.core import lists
from kith.frontdoor.rules.forms import HARM, SIGN

SENTENCE = re.compile(r"[^.!?\n]+[.!?”\"’']*")
# “No sign of a knife”, “did not have a second phone”: said to be not so, within the same few words.
NEGATED = re.compile(
    r"(?:\b(?:no|not|never|without|nor|neither)|n[’']t)\b(?:(?!\b(?:but|though|however)\b)[^,;:.]){0,40}$",
    re.IGNORECASE,
)
MOST = 30


@dataclass(frozen=True)
class Suggested:
    """Words that may be a sign of one form, in the sentence that they came from, and what they say."""

    form: str
    says: str
    words: str
    sentence: str
    where: str

    @property
    def key(self) -> str:
        """A name for it on a page, the same each time."""
        return hashlib.sha256(f"{self.form}\n{self.sentence}".encode()).hexdigest()[:12]


@cache
def indicators() -> lists.CodeList:
    """Words that may be a sign, and of which form."""
    return lists.beside(__file__.replace("/rules/", "/"), "indicators")


def suggested(
    texts: Iterable[tuple[str, str]],
    *,
    day: date,
    stands: Mapping[str, str],
    weighed: Collection[tuple[str, str]] = (),
) -> list[Suggested]:
    """What a person is asked to read, in the order of the texts (place, words): once for a form and a sentence.

    Not asked again is a form of which a sign stands already, and a sentence that somebody weighed.
    """
    found: dict[tuple[str, str], Suggested] = {}
    for where, text in texts:
        for sentence in (each.group().strip() for each in SENTENCE.finditer(text)):
            for form, says, pattern in _patterns(day):
                key = (form, sentence)
                if stands.get(form) in {SIGN, HARM} or key in weighed or key in found:
                    continue
                met = next(
                    (m for m in pattern.finditer(sentence) if not NEGATED.search(sentence[: m.start()])), None
                )
                if met:
                    found[key] = Suggested(form, says, met.group(), sentence, where)
    return list(found.values())[:MOST]


@lru_cache(maxsize=8)
def _patterns(day: date) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Whole words only; any space, hyphen or apostrophe that people type."""
    made = []
    for entry in indicators().on(day):
        phrases = sorted(entry.extra["match"], key=len, reverse=True)
        words = "|".join(r"[\s‐‑-]+".join(map(re.escape, re.split(r"[\s-]+", each))) for each in phrases)
        made.append(
            (entry.extra["form"], entry.says, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))
        )
    return tuple(made)
