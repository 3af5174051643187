"""What an agency told by telephone is to come in writing too: the clock that says by when."""

from datetime import datetime

from kith.frontdoor.models import Contact
from kith.frontdoor.rules import follow_up as rules
from kith.intake.models import Channel
from kith.record import clocks
from kith.sharing.actor import Actor

KIND, CLOCK = "follow_up", "CLK-02"


def begin(contact: Contact, *, by: Actor, at: datetime) -> None:
    """Start the clock of the written referral, where an agency rang (clock CLK-02)."""
    if not rules.is_owed(contact.channel, contact.from_agency.kind):
        return
    clocks.start(
        CLOCK,
        subject=contact.subject_id,
        partnership=contact.partnership_id,
        about_kind=KIND,
        about=contact.reference,
        team=contact.team_id,
        by=by,
        at=at,
        started_at=contact.received_at,
    )


def came(contact: Contact, channel: str, *, at: datetime) -> None:
    """What the same agency adds in writing is the written referral."""
    if channel != Channel.PHONE:
        clocks.stop(KIND, contact.reference, codes=(CLOCK,), because="it came in writing", at=at)
