"""Every write about a strategy discussion and the section 47 enquiry that it starts."""

from kith.protection.actions.answer import answer
from kith.protection.actions.ask import ask, trigger
from kith.protection.actions.enquiry import say_step
from kith.protection.actions.hold import record
from kith.protection.opened import CannotProtect

__all__ = ["CannotProtect", "answer", "ask", "record", "say_step", "trigger"]
