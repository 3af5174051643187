"""What happens when a child may be suffering, or likely to suffer, significant harm."""

from kith.record import ledger

TRIGGERED = ledger.declare("protection.triggered", "Strategy discussion asked for by {agency}: {says}")
TO_BE_HELD = ledger.declare(
    "protection.to_be_held", "Decided: a strategy discussion will be held, chaired by {chair}"
)
NOT_HELD = ledger.declare("protection.not_held", "Decided: no strategy discussion is held for now")
HELD = ledger.declare("protection.held", "Strategy discussion held, chaired by {chair}")
ENQUIRY = ledger.declare("protection.enquiry_started", "Section 47 enquiry started, {how}")
STEP = ledger.declare("protection.enquiry_step", "Section 47 enquiry: {says}")
