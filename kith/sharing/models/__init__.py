"""Who may see what, and who looked. Subjects have an id and no name; `people` hangs names on them."""

from kith.sharing.models.access import (
    Agreement,
    AgreementEnd,
    AgreementItem,
    AgreementParty,
    AgreementReminder,
    Conflict,
    DisclosureDecision,
    Grant,
    Restriction,
)
from kith.sharing.models.audit import AuditEvent
from kith.sharing.models.emergencies import Emergency, EmergencyReview
from kith.sharing.models.factors import LostFactor
from kith.sharing.models.kept import LiftAnswer, LiftAsk, RestrictionReview
from kith.sharing.models.letters import Letter
from kith.sharing.models.places import Agency, Partnership, Team
from kith.sharing.models.posts import Absence, Holding, Permission, Post, Purpose, Role, RolePermission
from kith.sharing.models.sealed import SealedBranch, SealedEntry, SealedHead
from kith.sharing.models.sessions import AgencyKey, JobActor, SealKey, Seat, Session, Task
from kith.sharing.models.subjects import Guarded, Subject
from kith.sharing.models.workers import Worker

__all__ = [
    "Absence",
    "Agency",
    "AgencyKey",
    "Agreement",
    "AgreementEnd",
    "AgreementItem",
    "AgreementParty",
    "AgreementReminder",
    "AuditEvent",
    "Conflict",
    "DisclosureDecision",
    "Emergency",
    "EmergencyReview",
    "Grant",
    "Guarded",
    "Holding",
    "JobActor",
    "Letter",
    "LiftAnswer",
    "LiftAsk",
    "LostFactor",
    "Partnership",
    "Permission",
    "Post",
    "Purpose",
    "Restriction",
    "RestrictionReview",
    "Role",
    "RolePermission",
    "SealKey",
    "SealedBranch",
    "SealedEntry",
    "SealedHead",
    "Seat",
    "Session",
    "Subject",
    "Task",
    "Team",
    "Worker",
]
