"""The lists by which a sender tells: why a family was not asked, and which source an agency counts as."""

from functools import cache

from kith.core import lists


@cache
def not_asked_because() -> lists.CodeList:
    """Why a family was not asked."""
    return lists.beside(__file__.replace("/rules/", "/"), "not_asked_because")


@cache
def sender_sources() -> lists.CodeList:
    """Which referral source an agency counts as."""
    return lists.beside(__file__.replace("/rules/", "/"), "sender_sources")
