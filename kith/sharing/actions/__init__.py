"""Every write to who may see what."""

from kith.sharing.actions.access import disclose, end_grant, grant, open_subject, sign_agreement
from kith.sharing.actions.conflicts import declare_conflict, end_conflict, step_back
from kith.sharing.actions.emergencies import close_emergency, open_in_emergency, review_emergency
from kith.sharing.actions.kept import add_reader, answer_lift, ask_to_lift, keep_on, restrict
from kith.sharing.actions.places import (
    found_agency,
    found_partnership,
    found_team,
    give_key,
    hold_post,
    leave_post,
    make_post,
    make_worker,
    mark_absent,
)

__all__ = [
    "add_reader",
    "answer_lift",
    "ask_to_lift",
    "close_emergency",
    "declare_conflict",
    "disclose",
    "end_conflict",
    "end_grant",
    "found_agency",
    "found_partnership",
    "found_team",
    "give_key",
    "grant",
    "hold_post",
    "keep_on",
    "leave_post",
    "make_post",
    "make_worker",
    "mark_absent",
    "open_in_emergency",
    "open_subject",
    "restrict",
    "review_emergency",
    "sign_agreement",
    "step_back",
]
