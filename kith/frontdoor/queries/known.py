"""What is known beside what was sent: the home, flags, who is involved, what is kept from the reader, how long it took."""

from datetime import datetime
from typing import Any

from kith.core import says
from kith.frontdoor.queries import signs
from kith.frontdoor.queries.household import household, thought_of
from kith.frontdoor.queries.picture import Picture
from kith.people.flags import flying
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.queries import reach
from kith.sharing.rules import reaches


def known(picture: Picture, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """What stands beside a contact on its page, by the name that the page calls it."""
    contact, today = picture.contact, says.today_in_london(at)
    stands = gate.standing(contact)
    sees_parts = reaches(actor.reach, "grant.read", stands)
    return {
        "home": household(contact.record_id, today),
        "family": thought_of(contact),
        "flags": flying(picture.everyone, on=today),
        "involved": reach.involved(picture.everyone, at=at, on=today) if sees_parts else None,
        "signs": signs.suggested(
            contact, [each.words for each in picture.additions], signs.standing(picture.forms), at=at
        ),
        "withheld": reach.kept(actor, stands, on=today, purpose="decide"),
    }
