"""The keys by which records are found: hashed with the installation's secret, so that they hold no plain data.

A record stores few keys; a question asks with many, because the errors are tried on the asking side. A rule about
errors can so change without writing one stored key again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kith.people.matching import names
from kith.people.matching.record import Record, Tidied, tidy

# In the order of how few people share a key. The number goes into every stored key: never give it to another kind.
KINDS = {
    "NHS number": 1,
    "UPN": 2,
    "names in any order and date of birth": 3,
    "phone": 4,
    "postcode and date of birth": 5,
    "first name and date of birth": 6,
    "last name and date of birth": 7,
    "last name, birth year and postcode district": 8,
    "names in any order, birth day and month": 9,
    "names in any order and birth year": 10,
    "names, no date of birth held": 11,
    "last name and birth month of an unborn or unnamed child": 12,
    "last name and birth month": 13,
    "names without a date of birth": 14,
}
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
SHORTEST_SECRET, LONGEST_SECRET = 16, 64

Plain = tuple[str, tuple[str, ...]]


def keys(record: Record, secret: bytes) -> frozenset[int]:
    """The keys to store for a record: signed 64-bit numbers that cannot be read back."""
    return frozenset(_hashed(plain, secret) for plain in _stored(tidy(record)))


def expanded(record: Record, secret: bytes) -> list[tuple[int, str]]:
    """The keys to ask with, the most selective first, each with what it tries; usual errors are tried too."""
    asked: dict[Plain, str] = {}
    for plain, tried in _asked(tidy(record)):
        asked.setdefault(plain, f"{plain[0]}, {tried}" if tried else plain[0])
    exact_first = sorted(asked.items(), key=lambda item: (_ORDER[item[0][0]], item[1] != item[0][0]))
    return [(_hashed(plain, secret), says) for plain, says in exact_first]


def _hashed(plain: Plain, secret: bytes) -> int:
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise ValueError(
            f"The secret for matching keys has {len(secret)} bytes. "
            f"Set one of {SHORTEST_SECRET} to {LONGEST_SECRET} bytes, the same for every process."
        )
    kind, words = plain
    told = bytes([KINDS[kind]]) + "\x1f".join(words).encode()
    return int.from_bytes(hashlib.blake2b(told, digest_size=8, key=secret).digest(), "big", signed=True)


def _stored(who: Tidied) -> Iterator[Plain]:
    yield from _identifiers(who)
    born = who.date_of_birth
    sounds = _sounds((*who.family_cores, *who.previous_family_cores))
    if born is None:
        yield from (("names, no date of birth held", pair) for pair in _pairs(who))
    else:
        yield from _dated(who, born)
        month = _month(born)
        yield from (("last name and birth month", (sound, month)) for sound in sounds)
        if not who.given_name:
            unnamed = "last name and birth month of an unborn or unnamed child"
            yield from ((unnamed, (sound, month)) for sound in sounds)
    yield from (("names without a date of birth", pair) for pair in _sound_pairs(who))


def _identifiers(who: Tidied) -> Iterator[Plain]:
    for kind, value in (("NHS number", who.nhs_number), ("UPN", who.upn), ("phone", who.phone)):
        if value:
            yield kind, (value,)


def _dated(who: Tidied, born: date) -> Iterator[Plain]:
    day, year, day_and_month = born.isoformat(), str(born.year), born.strftime("%m-%d")
    yield from (("postcode and date of birth", (code, day)) for code in _postcodes(who))
    yield from (("first name and date of birth", (name, day)) for name in _given_names(who))
    yield from (("names in any order and date of birth", (*pair, day)) for pair in _pairs(who))
    for pair in _sound_pairs(who):
        yield "names in any order, birth day and month", (*pair, day_and_month)
        yield "names in any order and birth year", (*pair, year)
    for sound in _sounds((*who.family_cores, *who.previous_family_cores)):
        yield "last name and date of birth", (sound, day)
        if who.outcode:
            yield "last name, birth year and postcode district", (sound, year, who.outcode)


def _asked(who: Tidied) -> Iterator[tuple[Plain, str]]:
    for plain in _stored(who):
        if who.date_of_birth is None or plain[0] != "names without a date of birth":
            yield plain, ""
    born = who.date_of_birth
    pairs = tuple(
        (_either_way(given, family), says)
        for given, says in _given_names_tried(who)
        for family in _families(who)
    )
    yield from ((("names, no date of birth held", pair), says) for pair, says in pairs)
    yield from _by_sound(who, born)
    if born is None:
        return
    yield from (
        (("names in any order and date of birth", (*pair, born.isoformat())), says) for pair, says in pairs
    )
    for given, says in _given_names_tried(who):
        yield ("first name and date of birth", (given, born.isoformat())), says
    for family in _sounds(who.given_parts):
        yield ("last name and date of birth", (family, born.isoformat())), "first and last name swapped"
    for given in who.family_parts:
        yield ("first name and date of birth", (given, born.isoformat())), "first and last name swapped"
    for other, says in days_tried(born):
        yield from ((plain, says) for plain in _dated(who, other) if plain[0] in _TRIED_ON_OTHER_DAYS)
    yield from _around_birth(who, born)


_TRIED_ON_OTHER_DAYS = {
    "names in any order and date of birth",
    "postcode and date of birth",
    "first name and date of birth",
    "last name and date of birth",
    "last name, birth year and postcode district",
}


def days_tried(born: date) -> Iterator[tuple[date, str]]:
    """The birthdays that are often written for this one: swapped, a year off, a day or ten days off."""
    if born.day <= 12 and born.day != born.month:
        yield date(born.year, born.day, born.month), "day and month swapped"
    for years in (-1, 1):
        if (born.month, born.day) != (2, 29):
            yield born.replace(year=born.year + years), "year off by one"
    for days in (-1, 1, -10, 10):
        other = born + timedelta(days=days)
        if other.month == born.month:
            yield other, "one digit of the day"


def _by_sound(who: Tidied, born: date | None) -> Iterator[tuple[Plain, str]]:
    """The names as they sound, nicknames too."""
    cores = _sounds((*who.family_cores, *who.previous_family_cores))
    for given, says in _given_names_tried(who):
        for pair in (_either_way(names.sound(given), core) for core in cores):
            if born is None:
                yield ("names without a date of birth", pair), says
            else:
                yield ("names in any order, birth day and month", (*pair, born.strftime("%m-%d"))), says
                yield ("names in any order and birth year", (*pair, str(born.year))), says


def _around_birth(who: Tidied, born: date) -> Iterator[tuple[Plain, str]]:
    """A child is born weeks before or after the expected date, so the months beside it are asked too."""
    beside = {_month(born + timedelta(days=days)) for days in (-42, -21, 0, 21, 42)}
    unnamed = "last name and birth month of an unborn or unnamed child"
    kind = unnamed if who.given_name else "last name and birth month"
    for sound in _sounds((*who.family_cores, *who.previous_family_cores)):
        yield from (((kind, (sound, month)), "near the expected date") for month in sorted(beside))


def _given_names_tried(who: Tidied) -> Iterator[tuple[str, str]]:
    sent = _given_names(who)
    yield from ((name, "") for name in sent)
    yield from (
        (name, "another first name") for name in (*who.given_parts, *who.middle_names) if name not in sent
    )
    yield from ((other, "nickname") for name in sent for other in names.nicknames(name))


def _given_names(who: Tidied) -> tuple[str, ...]:
    return _distinct((who.given_name, *who.given_parts[:1], *who.known_as))


def _families(who: Tidied) -> tuple[str, ...]:
    return _distinct(
        (who.family_name, *who.family_parts, *who.previous_family_names, *who.previous_family_parts)
    )


def _pairs(who: Tidied) -> tuple[tuple[str, str], ...]:
    """First and whole last name in alphabetical order, so that a swap makes the same key."""
    families = _distinct((who.family_name, *who.previous_family_names))
    return tuple(
        dict.fromkeys(_either_way(given, family) for given in _given_names(who) for family in families)
    )


def _sound_pairs(who: Tidied) -> tuple[tuple[str, str], ...]:
    cores = (*who.family_cores, *who.previous_family_cores)
    sounds = (_either_way(given, family) for given in _sounds(_given_names(who)) for family in _sounds(cores))
    return tuple(dict.fromkeys(sounds))


def _either_way(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _postcodes(who: Tidied) -> tuple[str, ...]:
    return _distinct((who.postcode, *who.previous_postcodes))


def _sounds(words: Iterable[str]) -> tuple[str, ...]:
    return _distinct(names.sound(word) for word in words)


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
