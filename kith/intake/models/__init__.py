"""What arrived, what became of it, and what is still being filled in or put right."""

from kith.intake.models.attached import (
    Attached,
    AttachedBytes,
    Attachment,
    AttachmentAnswer,
    DraftAttachment,
    Place,
)
from kith.intake.models.received import ByHand, Channel, Draft, Landing, Outcome, PaperNumber, Receipt
from kith.intake.models.staged import Batch, RowState, StagedRow

__all__ = [
    "Attached",
    "AttachedBytes",
    "Attachment",
    "AttachmentAnswer",
    "Batch",
    "ByHand",
    "Channel",
    "Draft",
    "DraftAttachment",
    "Landing",
    "Outcome",
    "PaperNumber",
    "Place",
    "Receipt",
    "RowState",
    "StagedRow",
]
