"""Contacts, what was said in them, and what was decided."""

from kith.frontdoor.models.contacts import Addition, Consent, Contact, FormAnswer, Progress, Step
from kith.frontdoor.models.decisions import Call, ClosingAsk, ClosingView, Decision

__all__ = [
    "Addition",
    "Call",
    "ClosingAsk",
    "ClosingView",
    "Consent",
    "Contact",
    "Decision",
    "FormAnswer",
    "Progress",
    "Step",
]
