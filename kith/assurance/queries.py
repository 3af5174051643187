"""Reading measures: items of one, for whoever may read numbers of an area; what is read is written in the audit."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection

from kith.assurance import rules
from kith.assurance.definitions import Measure
from kith.core import clocks, codes, days, lists, says
from kith.core import words as language
from kith.core.says import LONDON
from kith.frontdoor.led_by import led_by
from kith.frontdoor.rules import decide, together
from kith.frontdoor.rules.sent import spoken_alone
from kith.intake.models import Channel
from kith.sharing import audit, emergencies, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership

READS, LISTS = "measure.read", "measure.list"
UNDECIDED = "Not decided yet"


@cache
def aims() -> lists.CodeList:
    """The shares that a partnership wants to reach (local)."""
    return lists.beside(__file__, "aims")


@cache
def questions() -> lists.CodeList:
    """The questions that measures help to answer, in the order of the page."""
    return lists.beside(__file__, "questions")


def aim(measure: Measure, day: date) -> float | None:
    """The share that is aimed at on a day, as a fraction; None where there is no aim."""
    return float(aims().get(measure.code, day).extra["share"]) if aims().has(measure.code, day) else None


def items(
    measure: Measure,
    *,
    area: int,
    since: date,
    until: date,
    known_at: datetime,
    actor: Actor | None,
    at: datetime,
    is_list: bool = False,
) -> list[rules.Item]:
    """What a measure counts in an area, from the first day of `since` to the last before `until`, as known at a moment."""
    _must_read(area, actor, LISTS if is_list else READS)
    audit.write(
        "assurance.list_read" if is_list else "assurance.measure_read",
        at=at,
        purpose="measure",
        about=measure.number,
        detail={"since": since.isoformat(), "until": until.isoformat(), "known_at": known_at.isoformat()},
    )
    return _counted(measure, area, since, until, known_at)


def headlines(
    measures: tuple[Measure, ...], *, area: int, since: date, until: date, actor: Actor | None, at: datetime
) -> dict[str, dict[date, rules.Share]]:
    """The shares of several measures by code and month; one line in the audit says that they were read."""
    _must_read(area, actor, READS)
    audit.write(
        "assurance.measures_read",
        at=at,
        purpose="measure",
        detail={"since": since.isoformat(), "until": until.isoformat()},
    )
    given = _given(area, at)
    return {each.code: _by_month(each, area, since, until, at, given) for each in measures}


def _must_read(area: int, actor: Actor | None, needs: str) -> None:
    """Figures are for the posts that read figures of that area."""
    if area not in gate.must(actor, needs).partnerships:
        raise gate.NotYours("sharing.partnership", READS)


def _by_month(
    measure: Measure, area: int, since: date, until: date, known_at: datetime, given: str
) -> dict[date, rules.Share]:
    asked: list[Any] = [measure.code, area, midnight(since), midnight(until), known_at, given]
    with connection.cursor() as cursor:
        cursor.execute(
            "select month, are_in, are_not, that_wait from kith.counted_by_month(%s, %s, %s, %s, %s, %s::jsonb)",
            asked,
        )
        return {month: rules.Share(n, n + others, waits) for month, n, others, waits in cursor.fetchall()}


def _counted(measure: Measure, area: int, since: date, until: date, known_at: datetime) -> list[rules.Item]:
    asked: list[Any] = [
        measure.code,
        area,
        midnight(since),
        midnight(until),
        known_at,
        _given(area, known_at),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select item, child, at, by, is_in, hours, note, sex, born_on, ethnicity, disability, is_kept"
            " from kith.counted(%s, %s, %s, %s, %s, %s::jsonb)",
            asked,
        )
        return [_item(*row) for row in cursor.fetchall()]


def midnight(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def _given(area: int, at: datetime) -> str:
    """What the measures must know of the lists that people keep."""
    day = says.today_in_london(at)
    code = Partnership.objects.values_list("code", flat=True).get(pk=area)
    office = clocks.working_day()
    given = {
        "closing": sorted({entry.code for entry in decide.outcomes() if entry.extra.get("closes")}),
        "led_by": sorted({entry.says for entry in led_by(code)}),
        "office": [office.get(hour, day).extra["at"] for hour in ("begins", "ends")],
        "holidays": sorted({entry.starts.isoformat() for entry in days.bank_holidays()}),
    }
    return json.dumps(given)


def _item(*row: Any) -> rules.Item:
    item, child, at, by, is_in, hours, note, sex, born_on, ethnicity, disability, is_kept = row
    return rules.Item(
        item=item,
        child=child,
        at=at,
        by=json.loads(by) if isinstance(by, str) else by,
        is_in=is_in,
        hours=None if hours is None else float(hours),
        note=note,
        sex=sex or "",
        born_on=born_on,
        ethnicity=ethnicity or "",
        disability=disability or "",
        is_kept=is_kept,
    )


def words(part: str, code: str, day: date) -> str:
    """What a code of a split means, in words."""
    if part == "source":
        return codes.of("contact_sources").words(code, day)
    if part == "outcome":
        return UNDECIDED if code == "undecided" else decide.outcomes().words(code, day)
    if part == "channel":
        return str(dict(Channel.choices).get(code, code)).capitalize()
    if part == "urgency":
        return "Not marked urgent" if code == "none" else code.capitalize()
    if part == "word" and code == "none":
        return "No such words"
    if part == "alone" and code == "none":
        return "Nobody said"
    if part == "sample":
        return together.sample_says(code, day)
    if part == "led":
        return {"": "Nobody said", "own_words": "Said in their own words"}.get(code, code)
    if part in FROM_LISTS:
        known = FROM_LISTS[part]()
        return known.words(code, day) if known.has(code, day) else code.replace("_", " ").capitalize()
    if part == "reason":
        return emergencies.reasons().words(code, day)
    if part == "sex":
        return codes.of("sex").words(code, day)
    return code


FROM_LISTS: Mapping[str, Callable[[], lists.CodeList]] = {
    "told_by": lambda: codes.of("contact_sources"),
    "setting": lambda: codes.of("agency_kinds"),
    "form": lambda: codes.of("exploitation_forms"),
    "word": language.shipped,
    "alone": spoken_alone,
}
# Parts whose groups are in, or not in, by what they are: none of them stands higher or lower than others.
BY_NATURE = frozenset({"led", "restriction", "chases", "word", "voice", "alone", "ended"})
HEADINGS: Mapping[str, str] = {
    "source": "Referral source",
    "sender": "Who sent it",
    "channel": "How it came",
    "outcome": "What was decided",
    "rule": "What was due",
    "team": "Whose it was",
    "agency": "Who was asked",
    "room": "Agency",
    "urgency": "How soon",
    "area": "Handed to",
    "opened_by": "Who opened it",
    "reason": "Why it could not wait",
    "stage": "How far it climbed",
    "changed": "What it changed",
    "level": "At which level",
    "led": "What led them to tell",
    "told_by": "Kind of person or place",
    "form": "Form of exploitation",
    "child": "Who it is about",
    "restriction": "What was said",
    "setting": "Kind of agency",
    "known": "Whether the child was known",
    "chases": "How often somebody was chased",
    "sample": "Why it was drawn",
    "unit": "Police unit",
    "text": "What was written",
    "writer": "Who wrote it",
    "word": "What the words did",
    "voice": "What stands of the child’s words",
    "alone": "Whether the child was alone",
    "demanded": "What demanded it",
    "answer": "What a manager decided",
    "away": "Who was away",
    "section_47": "What it decided",
    "now": "Where it stands",
    "ended": "How it ended",
}
