"""Every write to a plan. One live plan for a child, whatever the door it came through."""

from kith.plans.actions.closing import close, join
from kith.plans.actions.due import read_news
from kith.plans.actions.in_error import close_in_error, correct
from kith.plans.actions.lead import change_lead
from kith.plans.actions.opening import open_or_join
from kith.plans.actions.steps import add_action, finish_action
from kith.plans.versions import CannotPlan

__all__ = [
    "CannotPlan",
    "add_action",
    "change_lead",
    "close",
    "close_in_error",
    "correct",
    "finish_action",
    "join",
    "open_or_join",
    "read_news",
]
