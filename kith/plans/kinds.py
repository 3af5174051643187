"""What happens to a plan."""

from kith.record import ledger

OPENED = ledger.declare("plans.opened", "Plan opened, led by {lead}")
JOINED = ledger.declare("plans.joined", "A new concern was added to the plan")
CHANGED = ledger.declare("plans.changed", "Plan changed: {changed}")
LEAD = ledger.declare("plans.lead_changed", "Another leads the plan: {lead}, before {before}")
LEAD_SOUGHT = ledger.declare("plans.lead_sought", "Another must lead the plan")
DONE = ledger.declare("plans.action_done", "Done: {says}")
NEWS_READ = ledger.declare(
    "plans.news_read", "A new concern in the plan was read, and what it changes was written down"
)
# Written down before `protection` was there.
DISCUSSED = ledger.declare("plans.discussed", "Strategy discussion held")
NOT_DISCUSSED = ledger.declare("plans.not_discussed", "Decided that no strategy discussion is held")
CLOSED = ledger.declare("plans.closed", "Plan closed")
IN_ERROR = ledger.declare("plans.in_error", "Plan closed: it was opened for another child")
CORRECTED = ledger.declare("plans.corrected", "Something in the plan was said to be about another child")
ENDED = ledger.declare("plans.ended", "Plan closed, and joined to another plan of the same child")
