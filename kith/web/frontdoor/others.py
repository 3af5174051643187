"""The questions about each other child, on whatever page asks them."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django import forms

from kith.frontdoor.queries.others import Other
from kith.frontdoor.rules.household import A_CONTACT, NOT_NEEDED
from kith.web.forms import GovForm
from kith.web.refer.forms import line

ASKED = re.compile(r"(?:home|kin)_[0-9A-Z]{1,20}")


def ask_each(form: GovForm, others: Sequence[Other]) -> list[str]:
    """Ask of each whether they need a contact of their own; the names of the questions, in their order."""
    form.reveals = dict(form.reveals)
    for each in others:
        who = f"{each.name}, {each.facts}," if each.facts else each.name
        form.fields[each.field] = forms.ChoiceField(
            label=f"Does {who} need a contact of their own?",
            widget=forms.RadioSelect,
            required=False,
            choices=[(A_CONTACT, "Yes, make one"), (NOT_NEEDED, "No, because")],
            error_messages={"invalid_choice": "Choose one of these."},
        )
        form.fields[f"{each.field}_risk"] = line(
            f"What may happen to {each.name}?", most=400, needed=False, wide=True
        )
        form.fields[f"{each.field}_why"] = line(
            "Why is none needed?",
            hint="" if each.member else "Do not name them: whoever reads this contact need not know them.",
            most=400,
            needed=False,
            wide=True,
        )
        form.reveals[each.field] = {
            A_CONTACT: [f"{each.field}_risk"],
            NOT_NEEDED: [f"{each.field}_why"],
        }
    return [each.field for each in others]


def said_of_each(told: Mapping[str, str], fields: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
    """What was answered of each, as an action takes it: of these questions, or of all that are asked so."""
    asked = list(fields) or [name for name in told if ASKED.fullmatch(name)]
    return {name: (_plain(told, name), _plain(told, f"{name}_{_reason(told, name)}")) for name in asked}


def typed(said: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The same, as a form shows again what was kept."""
    shown: dict[str, str] = {}
    for name, (answer, because) in said.items():
        shown |= {name: answer, f"{name}_{'risk' if answer == A_CONTACT else 'why'}": because}
    return shown


def _reason(told: Mapping[str, str], name: str) -> str:
    return "risk" if told.get(name) == A_CONTACT else "why"


def _plain(told: Mapping[str, str], name: str) -> str:
    return told.get(name, "").replace("\x00", "").strip()[:400]
