"""What happens to a plan."""

from kith.record import ledger

OPENED = ledger.declare("plans.opened", "Plan opened, led by {lead}")
JOINED = ledger.declare("plans.joined", "A new concern was added to the plan")
CHANGED = ledger.declare("plans.changed", "Plan changed: {changed}")
DONE = ledger.declare("plans.action_done", "Done: {says}")
