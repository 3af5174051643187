"""What arrived, what became of it, and what is still being filled in or put right."""

from kith.intake.models.received import ByHand, Channel, Draft, Landing, Outcome, PaperNumber, Receipt
from kith.intake.models.staged import Batch, RowState, StagedRow

__all__ = [
    "Batch",
    "ByHand",
    "Channel",
    "Draft",
    "Landing",
    "Outcome",
    "PaperNumber",
    "Receipt",
    "RowState",
    "StagedRow",
]
