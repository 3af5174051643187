"""Services whose records are kept with particular care: which they are, and what is said to who asks and who answers there.

No database and no clock in here.
"""

import re
from datetime import date
from functools import cache
from typing import Literal

from kith.core import lists

WORDS_END = re.compile(r"\W+")


@cache
def services() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "sensitive_services")


@cache
def prompts() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "sensitive_prompts")


def service_of(*, role: str, says: str, agency: str, day: date) -> str:
    """Which such service a post is of, by its role, or by its name or its agency’s (local); nothing where it is of none."""
    names = f" {WORDS_END.sub(' ', f'{says} {agency}'.casefold())} "
    for entry in services().on(day):
        if role in entry.extra["roles"] or any(f" {word} " in names for word in entry.extra["words"]):
            return entry.says
    return ""


def said_to(who: Literal["asks", "answers"], day: date) -> list[lists.Entry]:
    """What may and must be shared, what need not be, and whom to speak with, each with its source."""
    return [entry for entry in prompts().on(day) if entry.extra["for"] == who]
