"""Days and moments as people write them in a file. Where a day can be two days, it is asked and never guessed."""

import re
from datetime import date, datetime, time

from kith.core.says import LONDON

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
TWO_DAYS = "This can be two days. Say above the rows whether the day or the month comes first, or write the month as a word."
NO_DAY = "This is not a day that can be read. Write it as 27 March 2012."
NO_TIME = "This is not a time that can be read. Write it as 27 March 2012 3:10pm."
SHORT_YEAR = "Write the year with 4 figures."
TIMES = ("%H:%M", "%H:%M:%S", "%I:%M%p", "%I%p", "%H%M")


class CannotTell(ValueError):
    """Why this is no day, in a sentence that does not repeat it."""


def day_of(said: str, *, days_first: bool | None) -> date:
    """The day in these words. `days_first` says of 3/4/2012 which it is; None means that nobody has said."""
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", said.strip().lower().replace(",", " "))
    parts = [part for part in re.split(r"[\s/.\-]+", text) if part]
    if len(parts) != 3:
        raise CannotTell(NO_DAY)
    if len(parts[0]) == 4 and all(map(_is_number, parts)):
        return _day(parts[0], parts[1], parts[2])
    words = [n for n, part in enumerate(parts) if part[:3] in MONTHS and part.isalpha()]
    if words in ([0], [1]):
        month = str(MONTHS.index(parts[words[0]][:3]) + 1)
        return _day(parts[2], month, parts[1 - words[0]])
    if not all(map(_is_number, parts)):
        raise CannotTell(NO_DAY)
    first, second, year = parts
    if int(first) <= 12 and int(second) <= 12 and first.lstrip("0") != second.lstrip("0"):
        if days_first is None:
            raise CannotTell(TWO_DAYS)
        return _day(year, second, first) if days_first else _day(year, first, second)
    return _day(year, second, first) if int(second) <= 12 else _day(year, first, second)


def moment_of(said: str, *, days_first: bool | None) -> datetime:
    """The day and the time in these words, in London; midnight where only a day is given."""
    text = (
        said.strip().lower().replace("t", " ", 1)
        if re.match(r"\d{4}-\d\d-\d\dt", said.lower())
        else said.strip().lower()
    )
    found = re.fullmatch(r"(.+?)(?:[\s,]+(?:at\s+)?(\d{1,2}(?:[:.]\d\d){0,2}\s*(?:[ap]\.?m\.?)?))?", text)
    assert found is not None
    if found[2] and re.search(r"[:.apm]", found[2]):
        return datetime.combine(day_of(found[1], days_first=days_first), _time(found[2]), tzinfo=LONDON)
    return datetime.combine(day_of(text, days_first=days_first), time(0), tzinfo=LONDON)


def _time(said: str) -> time:
    text = said.replace(" ", "")
    text = text.replace(".m.", "m").replace("m.", "m").replace(".", ":")
    for shape in TIMES:
        try:
            return datetime.strptime(text, shape).time()
        except ValueError:
            continue
    raise CannotTell(NO_TIME)


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= 4


def _day(year: str, month: str, day: str) -> date:
    if len(year) != 4 or not _is_number(year):
        raise CannotTell(SHORT_YEAR if len(year) <= 2 else NO_DAY)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CannotTell("There is no such day. Check the day and the month.") from None
