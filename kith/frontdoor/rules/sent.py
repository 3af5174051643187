"""The lists by which a sender tells: why a family was not asked, whether a child was spoken with alone, and which source an
agency counts as.
"""

from datetime import date
from functools import cache

from kith.core import lists


@cache
def not_asked_because() -> lists.CodeList:
    """Why a family was not asked."""
    return lists.beside(__file__.replace("/rules/", "/"), "not_asked_because")


@cache
def spoken_alone() -> lists.CodeList:
    """Whether somebody spoke with the child alone, or offered to."""
    return lists.beside(__file__.replace("/rules/", "/"), "spoken_alone")


@cache
def sender_sources() -> lists.CodeList:
    """Which referral source an agency counts as."""
    return lists.beside(__file__.replace("/rules/", "/"), "sender_sources")


def reports_as(kind: str, day: date) -> str:
    """The referral source that an agency of this kind counts as; one that is not listed is not known (10)."""
    return (
        str(sender_sources().get(kind, day).extra["reports_as"]) if sender_sources().has(kind, day) else "10"
    )
