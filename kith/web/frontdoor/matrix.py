"""What is not known about a child, who would know, and each agency that was asked, as one table."""

from dataclasses import dataclass

from kith.core import says
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.picture import Picture
from kith.frontdoor.queries.requests import Asked
from kith.frontdoor.rules.attended import SUPPORT, support_follows


@dataclass(frozen=True)
class Row:
    """Something that is not known, and one question about it; or that nobody was asked yet."""

    gap: str
    code: str
    who_would_know: str
    asked: Asked | None


@dataclass(frozen=True)
class Matrix:
    """The table, and what it comes to."""

    rows: list[Row]
    sums: str
    chasing: str


def matrix(found: Picture) -> Matrix:
    """Every gap with its questions, the questions about something else first; what nobody was asked, last."""
    gaps = {form.code: form for form in (*found.forms.not_known, *found.forms.not_asked)}
    words = {form.code: form.says for form in (*found.forms.seen, *found.forms.not_seen)}
    words |= {code: form.says for code, form in gaps.items()}
    support = support_wanted(found.contact)
    words |= {SUPPORT: support or "What support follows"}
    asked = [
        Row(
            words.get(each.gap, f"{each.gap[:1].upper()}{each.gap[1:]}"),
            each.gap,
            gaps[each.gap].who_would_know if each.gap in gaps else "",
            each,
        )
        for each in sorted(found.requests, key=lambda each: (not each.is_late, not each.is_open))
    ]
    about = {each.gap for each in found.requests}
    unasked = [
        Row(form.says, form.code, form.who_would_know, None)
        for form in found.forms.not_known
        if form.code not in about
    ]
    left_out = [
        Row(f"{part[:1].upper()}{part[1:]}", part, found.contact.from_agency.says, None)
        for part in found.contact.missing_parts
        if part not in about
    ]
    follows = [Row(support, SUPPORT, f"{found.contact.from_agency.says}: its liaison", None)]
    if not support or SUPPORT in about:
        follows = []
    return Matrix([*asked, *unasked, *follows, *left_out], _sums(found.requests), _chasing(found.requests))


def support_wanted(contact: Contact) -> str:
    """Which support after a child was seen somewhere is to be asked about, in words."""
    day = says.today_in_london(contact.received_at)
    return support_follows(contact.source_code, contact.police.get("came_for", []), day)


def _sums(asked: list[Asked]) -> str:
    """“3 asked, 1 answered, 1 not answered in time.”"""
    if not asked:
        return ""
    told = [f"{len(asked)} asked", f"{sum(bool(each.answers) for each in asked) or 'none'} answered"]
    if late := sum(each.is_late for each in asked):
        told.append(f"{late} not answered in time")
    if unweighed := sum(each.waits_to_be_weighed for each in asked):
        told.append(f"{unweighed} to read")
    return f"{', '.join(told)}."


def _chasing(asked: list[Asked]) -> str:
    minutes = sum(each.minutes for each in asked)
    return f"Chasing has taken {says.count(minutes, 'minute')} so far." if minutes else ""
