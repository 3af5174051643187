"""Whose child it is to answer for. No database and no clock in here."""

from collections.abc import Mapping

from kith.core import identifiers


def responsible(postcode: str, areas: Mapping[str, int], received_by: int) -> tuple[int, bool]:
    """The partnership that answers for a home, by the first half of its postcode; and whether the postcode says so.

    Without a postcode that is known, whoever received it answers until somebody finds out (Children Act 1989 s.47:
    the authority in whose area the child lives or is found).
    """
    try:
        found = areas.get(identifiers.outcode(postcode))
    except ValueError:
        found = None
    return (found, True) if found is not None else (received_by, False)


def answers(channel: str, postcode: str, areas: Mapping[str, int], received_by: int) -> tuple[int, bool]:
    """As `responsible`, but what one front door hands to another is for that other to accept or send back, wherever the
    last known home was."""
    return (received_by, True) if channel == "area" else responsible(postcode, areas, received_by)
