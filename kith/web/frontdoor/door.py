"""By which door a contact came, in words: who somebody without an account is, and how they hear what is decided."""

from dataclasses import dataclass

from kith.core import codes, says
from kith.frontdoor.models import Contact
from kith.frontdoor.rules.tell import Way, way_to


@dataclass(frozen=True)
class Door:
    """What a contact's page says of the door."""

    way: str
    source: str


# What is said of it to whoever decides: before, and after.
WILL_HEAR = {
    Way.MESSAGE: "{agency} is told: “{told}” Your words for them follow.",
    Way.CALL: "Whoever told us is to be rung, and told: “{told}” Your words for them follow.",
    Way.NUMBER: "Whoever told us left no number to ring: they see that it is finished, and nothing else.",
}
HEARS = {
    Way.MESSAGE: "The sender is being told now.",
    Way.CALL: "Whoever told us is to be rung: the call stands on the worklist.",
    Way.NUMBER: "Whoever told us sees that it is finished, under their number.",
}


def way_of(contact: Contact) -> Way:
    """How whoever sent this contact hears what is decided."""
    return way_to(contact.from_agency.kind, contact.sender_contact)


def hears(contact: Contact) -> str:
    """What the sender will hear, with a place for what they are told."""
    return WILL_HEAR[way_of(contact)].replace("{agency}", contact.from_agency.says)


def door(contact: Contact) -> Door:
    kind = contact.from_agency.kind
    told_on = says.today_in_london(contact.received_at)
    source = contact.sub_source or (contact.source_code if kind == "public" else "")
    return Door(
        way=way_of(contact).value,
        source=codes.of("contact_sources").words(source, told_on) if source else "",
    )
