"""How what came by each channel is read."""

from collections.abc import Callable
from typing import Any

from kith.frontdoor.reading import form, police
from kith.frontdoor.reading.telling import Telling
from kith.intake.models import Channel

READERS: dict[str, Callable[[bytes], tuple[Telling, dict[str, Any]]]] = {
    Channel.WEB.value: form.read,
    Channel.API.value: police.read,
    Channel.PUBLIC.value: form.read,
    Channel.PHONE.value: form.read,
    Channel.PAPER.value: form.read,
}
