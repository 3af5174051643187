"""Contacts, what was said in them, and what was decided."""

from kith.frontdoor.models.contacts import (
    Addition,
    Consent,
    Contact,
    ContactHeld,
    FormAnswer,
    LookedAgain,
    Progress,
    Step,
)
from kith.frontdoor.models.decisions import Call, ClosingAsk, ClosingView, Decision

__all__ = [
    "Addition",
    "Call",
    "ClosingAsk",
    "ClosingView",
    "Consent",
    "Contact",
    "ContactHeld",
    "Decision",
    "FormAnswer",
    "LookedAgain",
    "Progress",
    "Step",
]
