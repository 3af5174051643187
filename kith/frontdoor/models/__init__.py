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
from kith.frontdoor.models.requests import (
    AnswerWeighed,
    Chase,
    InformationRequest,
    RequestAnswer,
    RequestClimbed,
    RequestWithdrawn,
)
from kith.frontdoor.models.views import ReRead, View, ViewAsked, ViewChased

__all__ = [
    "Addition",
    "AnswerWeighed",
    "Call",
    "Chase",
    "ClosingAsk",
    "ClosingView",
    "Consent",
    "Contact",
    "ContactHeld",
    "Decision",
    "FollowUp",
    "FormAnswer",
    "InformationRequest",
    "LookedAgain",
    "Progress",
    "RequestAnswer",
    "RequestClimbed",
    "RequestWithdrawn",
    "ReRead",
    "Step",
    "View",
    "ViewAsked",
    "ViewChased",
]
