"""What a child came to an emergency department with, and whether somebody is asked what support follows."""

from collections.abc import Iterable
from datetime import date

from kith.frontdoor.rules.shapes import attended_for

EMERGENCY_DEPARTMENT = "3E"
SUPPORT = "support_after"
LIAISON = "ed_liaison"


def to_follow(source_code: str, came_for: Iterable[str], day: date) -> list[str]:
    """What of `came_for`, in the words of the list, asks for support afterwards (South Tyneside findings, S2-043).

    Only of what an emergency department tells: it has a liaison to ask. Which reasons they are is local.
    """
    if source_code != EMERGENCY_DEPARTMENT:
        return []
    follows = {entry.says for entry in attended_for().on(day) if entry.extra.get("follows")}
    return [reason for reason in came_for if reason in follows]


def support_follows(source_code: str, came_for: Iterable[str], day: date) -> str:
    """What is to be found out, in words; empty where nothing is."""
    found = to_follow(source_code, came_for, day)
    return f"What support follows ({', '.join(found).lower()})" if found else ""
