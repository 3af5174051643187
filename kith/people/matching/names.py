"""How a name is read before it is compared: marks off, parts apart, spellings heard alike. No database and no clock."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import jellyfish

from kith.core.lists import CodeList, load

LISTS = Path(__file__).resolve().parent.parent / "lists"

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′‛＇"), "'")
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "ŋ": "ng",
    }
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Small letters without marks, in words: “Ní Dhómhnaill-Carrick” is “ni dhomhnaill carrick”."""
    bare = "".join(letter for letter in _apart(text) if unicodedata.category(letter) != "Mn").translate(
        _PLAIN
    )
    bare = re.sub(r"\b([od])'", r"\1 ", bare).replace("'", "")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def has_marks(text: str) -> bool:
    """Whether the writing carries accents or letters that an English keyboard leaves out."""
    return any(unicodedata.category(letter) == "Mn" or ord(letter) in _PLAIN for letter in _apart(text))


def _apart(text: str) -> str:
    """Small letters with their marks beside them, whatever the writing was made of (Unicode 3.13, rule D146)."""
    small = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return unicodedata.normalize("NFKD", small).translate(_APOSTROPHES)


@lru_cache(maxsize=65_536)
def parts(family_name: str) -> tuple[str, ...]:
    """The parts of a double-barrelled last name, each with the small words before it: “nidhomhnaill”, “carrick”."""
    return tuple("".join(words) for words in _barrels(family_name))


@lru_cache(maxsize=65_536)
def cores(family_name: str) -> tuple[str, ...]:
    """The same parts without the small words: “dhomhnaill”, “carrick”."""
    return tuple(words[-1] for words in _barrels(family_name))


def _barrels(family_name: str) -> list[list[str]]:
    found: list[list[str]] = []
    waiting: list[str] = []
    words = fold(family_name).split()
    for place, word in enumerate(words):
        waiting.append(word)
        if word not in _particles() or place == len(words) - 1:
            found.append(waiting)
            waiting = []
    return found


@lru_cache(maxsize=65_536)
def heard(word: str) -> str:
    """A folded word with the spellings that are heard alike made one, and doubled letters single."""
    for written, sounds in _spellings():
        word = word.replace(written, sounds)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The phonetic key of a folded word; letters outside the Latin alphabet stand for themselves."""
    return jellyfish.metaphone(heard(word)) or heard(word)


def nickname_groups(name: str) -> frozenset[str]:
    """The groups of first names that this folded name belongs to."""
    return _nicknames().get(name, frozenset())


def nicknames(name: str) -> tuple[str, ...]:
    """Every other form that shares a group with this folded name, in a fixed order."""
    groups = nickname_groups(name)
    return tuple(sorted(other for other, theirs in _nicknames().items() if theirs & groups and other != name))


@cache
def placeholders(code: str) -> tuple:
    """What the list of placeholders says under this code: its words, or its days."""
    for entry in _list("placeholders"):
        if entry.code == code:
            return tuple(entry.extra.get("words") or entry.extra["days"])
    raise LookupError(f"placeholders.toml has no entry “{code}”. Put it back: matching needs it.")


@cache
def _list(name: str) -> CodeList:
    return load(LISTS / f"{name}.toml")


@cache
def _particles() -> frozenset[str]:
    return frozenset(entry.code for entry in _list("particles"))


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((entry.extra["written"], entry.extra["heard"]) for entry in _list("sounds"))


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for entry in _list("nicknames"):
        for form in (entry.code, *entry.extra["forms"]):
            groups.setdefault(form, set()).add(entry.code)
    return {form: frozenset(codes) for form, codes in groups.items()}
