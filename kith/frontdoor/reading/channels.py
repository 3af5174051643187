"""How what came is read: by its shape, where it has one, and else by its channel."""

from collections.abc import Callable
from typing import Any

from kith.frontdoor.reading import attendance, custody, form, police, probation
from kith.frontdoor.reading.telling import Telling
from kith.frontdoor.rules.shapes import Shape
from kith.intake.models import Channel, Receipt

Reader = Callable[[bytes], tuple[Telling, dict[str, Any]]]

READERS: dict[str, Reader] = {
    Channel.WEB.value: form.read,
    Channel.AREA.value: form.read,
    Channel.API.value: police.read,
    Channel.PUBLIC.value: form.read,
    Channel.PHONE.value: form.read,
    Channel.PAPER.value: form.read,
    Shape.TELLING.value: form.read,
    Shape.POLICE.value: police.read,
    Shape.CUSTODY.value: custody.read,
    Shape.ATTENDANCE.value: attendance.read,
    Shape.PROBATION.value: probation.read,
}


def reader_of(receipt: Receipt) -> Reader:
    """How this receipt is read."""
    return READERS[receipt.shape or receipt.channel]
