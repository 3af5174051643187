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
from kith.frontdoor.models.follow_up import FollowUp

__all__ = [
    "Addition",
    "Call",
    "ClosingAsk",
    "ClosingView",
    "Consent",
    "Contact",
    "ContactHeld",
    "Decision",
    "FollowUp",
    "FormAnswer",
    "LookedAgain",
    "Progress",
    "Step",
]
