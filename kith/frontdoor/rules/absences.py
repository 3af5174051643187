"""Who is away, and whose work has no one. No database and no clock in here."""

from datetime import date


def objections(*, starts_on: date, ends_on: date, today: date) -> dict[str, str]:
    """Why an absence cannot be entered so."""
    if ends_on < starts_on:
        return {"ends_on": "The last day comes before the first. Enter a later one."}
    if ends_on < today:
        return {"ends_on": "That is over already. Enter an absence of today or later."}
    return {}


def why_no_one(*, has_holder: bool, is_away: bool, has_deputy: bool) -> str:
    """Why nobody does this post’s work today; empty where somebody does."""
    if has_deputy:
        return ""
    if not has_holder:
        return "Nobody is in this post"
    return "Away, and nobody stands in" if is_away else ""
