"""What a reader of received bytes answers. No database and no clock in here."""

from dataclasses import dataclass, field
from typing import Any


class CannotRead(Exception):
    """What was received cannot become what it should, in sentences for whoever must sort it out."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Landed:
    """What a receipt became, and whom it is about. `adds_to` is the earlier receipt that it adds to, if any."""

    sender_reference: str = ""
    subjects: tuple[int, ...] = ()
    adds_to: Any = None


@dataclass(frozen=True)
class RowTold:
    """What a row of a file tells, ready to be sent; or nothing, with a sentence for each column that is wrong ("" is the whole)."""

    told: dict[str, Any] = field(default_factory=dict)
    objections: dict[str, str] = field(default_factory=dict)
    name: str = ""
