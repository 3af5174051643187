"""What happened, and what is due."""

from kith.record.models.clocks import Clock, ClockHeld
from kith.record.models.entries import Entry

__all__ = ["Clock", "ClockHeld", "Entry"]
