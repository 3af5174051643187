"""One attachment in words: what it is, how far it was checked, and what may be done with it."""

from dataclasses import dataclass

from kith.intake import attached
from kith.intake.actions.attachments import is_given_out, reads_place
from kith.intake.models import Attached, Attachment, Place
from kith.sharing.actor import Actor

# What an ending promises, where the bytes are something else.
ENDINGS = {
    "jpg": {"jpeg"}, "jpeg": {"jpeg"}, "png": {"png"}, "gif": {"gif"}, "tif": {"tiff"}, "tiff": {"tiff"}, "webp": {"webp"},
    "heic": {"heic"}, "pdf": {"pdf"}, "docx": {"document"}, "odt": {"document"}, "xlsx": {"workbook"}, "pptx": {"slides"},
    "doc": {"old_office", "rtf"}, "xls": {"old_office"}, "txt": {"text"}, "csv": {"text"}, "mp4": {"film"}, "mov": {"film"},
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A file as a page shows it. `is_open` where it is given out; `kept` where only its place is kept from the reader."""

    file: Attachment
    kind: str
    size: str
    state: str
    is_open: bool
    is_found: bool
    holds_place: bool
    is_kept: bool
    is_other_kind: bool

    @property
    def for_reader(self) -> str:
        """Which of its addresses this reader is given the bytes at."""
        return "attachments:copy" if self.is_kept else "attachments:file"


def shown(found: Attachment, actor: Actor) -> Shown:
    """One file for this reader."""
    holds_place = found.holds_place == Place.YES
    name, _, ending = found.name.rpartition(".")
    promised = ENDINGS.get(ending.lower(), set()) if name else set()
    return Shown(
        file=found,
        kind=attached.says(found.seen_as) if found.seen_as else "Not looked into yet",
        size=attached.size_in_words(found.size),
        state=STATES[Attached(found.state)],
        is_open=is_given_out(found),
        is_found=found.state == Attached.FOUND,
        holds_place=holds_place,
        is_kept=holds_place and not reads_place(found, actor),
        is_other_kind=bool(found.seen_as and promised and found.seen_as not in promised),
    )


STATES = {
    Attached.WAITING: "Waits to be scanned",
    Attached.CLEAN: "Scanned, nothing found",
    Attached.NOT_SCANNED: "Not scanned",
    Attached.FOUND: "Something harmful was found",
    Attached.UNREADABLE: "Could not be scanned",
}
