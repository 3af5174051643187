"""Code lists that three or more contexts use."""

from functools import cache
from typing import Literal

from kith.core import lists

Name = Literal[
    "agency_kinds",
    "contact_sources",
    "equality_answers",
    "exploitation_forms",
    "sex",
    "yes_no_not_known",
]


@cache
def of(name: Name) -> lists.CodeList:
    """The list with this name: `codes.of("sex").on(day)`."""
    return lists.beside(__file__, name)
