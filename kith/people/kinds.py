"""What happens to who somebody is."""

from kith.record import ledger

IDENTIFIED = ledger.declare("people.identified", "Identity decided: {verdict}")
UNLINKED = ledger.declare("people.unlinked", "Identity decision taken back")
FLAG_UP = ledger.declare("people.flag_up", "Flag put up: {flag}")
FLAG_DOWN = ledger.declare("people.flag_down", "Flag taken down: {flag}")
