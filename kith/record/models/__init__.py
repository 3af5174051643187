"""What happened, and what is due."""

from kith.record.models.clocks import Clock
from kith.record.models.entries import Entry

__all__ = ["Clock", "Entry"]
