"""Contacts, what was said in them, and what was decided."""

from kith.frontdoor.models.challenges import (
    Challenge,
    ChallengeAnswer,
    ChallengeCarried,
    ChallengeReply,
    ChallengeStage,
)
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
from kith.frontdoor.models.day import (
    Attendance,
    Away,
    Duplicate,
    Preference,
    QualityGrade,
    RedCall,
    ShiftHandOver,
    ShiftNote,
    TakenOver,
)
from kith.frontdoor.models.decisions import Call, ClosingAsk, ClosingView, Decision
from kith.frontdoor.models.follow_up import FollowUp
from kith.frontdoor.models.handed import HandOver, HandOverAnswer
from kith.frontdoor.models.helping import (
    FamilyAnswer,
    HelpAllocated,
    HelpLooked,
    HelpOffer,
    HelpTry,
)
from kith.frontdoor.models.incidents import (
    DataIncident,
    DataIncidentLine,
    DataIncidentStep,
    SafetyCheck,
)
from kith.frontdoor.models.looked_into import Considered, PictureWhole, SignWeighed
from kith.frontdoor.models.requests import (
    AnswerWeighed,
    Chase,
    InformationRequest,
    RequestAnswer,
    RequestClimbed,
    RequestWithdrawn,
)
from kith.frontdoor.models.schools import SchoolSaid
from kith.frontdoor.models.thresholds import (
    SignOff,
    ThresholdCheck,
    ThresholdCriterion,
    ThresholdDocument,
    ThresholdInForce,
)
from kith.frontdoor.models.views import ReRead, View, ViewAsked, ViewChased

__all__ = [
    "Attendance",
    "Addition",
    "AnswerWeighed",
    "Away",
    "Call",
    "Challenge",
    "ChallengeAnswer",
    "ChallengeCarried",
    "ChallengeReply",
    "ChallengeStage",
    "Chase",
    "ClosingAsk",
    "ClosingView",
    "Considered",
    "Consent",
    "Contact",
    "ContactHeld",
    "Decision",
    "DataIncident",
    "DataIncidentLine",
    "DataIncidentStep",
    "FamilyAnswer",
    "FollowUp",
    "FormAnswer",
    "InformationRequest",
    "HandOver",
    "HelpAllocated",
    "HelpLooked",
    "HelpOffer",
    "HelpTry",
    "HandOverAnswer",
    "LookedAgain",
    "PictureWhole",
    "Progress",
    "RequestAnswer",
    "RequestClimbed",
    "RequestWithdrawn",
    "ReRead",
    "SafetyCheck",
    "SchoolSaid",
    "SignWeighed",
    "Step",
    "View",
    "ViewAsked",
    "ViewChased",
    "Duplicate",
    "FormAnswer",
    "ShiftHandOver",
    "ShiftNote",
    "LookedAgain",
    "Preference",
    "Progress",
    "QualityGrade",
    "RedCall",
    "Step",
    "TakenOver",
    "SignOff",
    "ThresholdCheck",
    "ThresholdCriterion",
    "ThresholdDocument",
    "ThresholdInForce",
]
