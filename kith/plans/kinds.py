"""What happens to a plan."""

from kith.record import ledger

OPENED = ledger.declare("plans.opened", "Plan opened, led by {lead}")
CHANGED = ledger.declare("plans.changed", "Plan changed: {changed}")
DONE = ledger.declare("plans.action_done", "Done: {says}")
