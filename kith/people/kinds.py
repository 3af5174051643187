"""What happens to who somebody is."""

from kith.record import ledger

IDENTIFIED = ledger.declare("people.identified", "Identity decided: {verdict}")
UNLINKED = ledger.declare("people.unlinked", "Identity decision taken back")
