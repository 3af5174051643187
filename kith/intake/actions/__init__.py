"""Receiving, filling in, sorting out, and files of rows."""

from kith.intake.actions.doors import (
    Keyed,
    PublicReceipt,
    blank_form,
    key_in,
    print_forms,
    receive_public,
)
from kith.intake.actions.files import (
    CannotSendFile,
    answer_days,
    confirm_signs,
    correct_row,
    drop_row,
    send_file,
    send_rows,
)
from kith.intake.actions.received import (
    Received,
    begin_draft,
    in_quarantine,
    receive,
    save_draft,
    send_draft,
    set_aside,
    take_on,
    write_down,
)
from kith.intake.refusals import CannotSort

__all__ = [
    "CannotSendFile",
    "CannotSort",
    "receive_public",
    "print_forms",
    "key_in",
    "blank_form",
    "PublicReceipt",
    "Keyed",
    "Received",
    "answer_days",
    "begin_draft",
    "confirm_signs",
    "correct_row",
    "drop_row",
    "in_quarantine",
    "receive",
    "save_draft",
    "send_draft",
    "send_file",
    "send_rows",
    "set_aside",
    "take_on",
    "write_down",
]
