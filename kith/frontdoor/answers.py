"""What `frontdoor` answers to those below it."""

from datetime import datetime

from kith.frontdoor.actions.land import land_telling
from kith.frontdoor.reading import form, police
from kith.intake import questions
from kith.intake.models import Channel, Receipt
from kith.intake.reading import Landed
from kith.sharing.actor import Actor

READERS = {Channel.WEB.value: form.read, Channel.API.value: police.read}


@questions.land.answered_by
def becomes_contacts(*, receipt: Receipt, channel: str, raw: bytes, by: Actor, at: datetime) -> Landed | None:
    reader = READERS.get(channel)
    if reader is None:
        return None
    telling, own = reader(raw)
    return land_telling(receipt=receipt, telling=telling, own=own, by=by, at=at)
