"""Every write to who may see what."""

from kith.sharing.actions.access import (
    declare_conflict,
    disclose,
    end_grant,
    grant,
    open_subject,
    restrict,
    sign_agreement,
    unrestrict,
)
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
    "declare_conflict",
    "disclose",
    "end_grant",
    "found_agency",
    "found_partnership",
    "found_team",
    "give_key",
    "grant",
    "hold_post",
    "leave_post",
    "make_post",
    "make_worker",
    "mark_absent",
    "open_subject",
    "restrict",
    "sign_agreement",
    "unrestrict",
]
