"""The first question: what somebody wants to tell. What a post cannot do is not offered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from kith.frontdoor.queries import sent
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership
from kith.web.forms import GovForm
from kith.web.refer import drafts
from kith.web.refer.forms import line

NOT_FOUND = (
    "We find nothing of yours under this number. Check it on your receipt, or choose it from the list below."
)
ROADS = {
    "child": "A worry about a child, or about several",
    "adult": "An adult who may be a risk to children",
    "more": "More about something that was sent already",
    "file": "Many children at once, in a file",
}
HINTS = {
    "child": "Anyone under 18, or not born yet. About 10 minutes.",
    "adult": "An adult whom you supervise. Name the children, or say that they are not known yet.",
    "more": "It stands beside what was sent.",
    "file": "From a system that writes tables.",
}


def posted(data: QueryDict) -> QueryDict:
    """What was chosen. What is posted from elsewhere, without the question, begins with a child."""
    if "tell" in data or "asked" in data:
        return data
    given = data.copy()
    given["tell"] = "child"
    return given


class Begin(GovForm):
    """What somebody wants to tell, and where."""

    reveals = {"tell": {"more": ["reference"]}}
    hints = {"tell": HINTS}

    tell = forms.ChoiceField(
        label="What do you want to tell?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you want to tell.",
            "invalid_choice": "Choose what you want to tell.",
        },
    )
    reference = line(
        "Its number", hint="It is on the receipt, such as RV-2C7K-9QHM", most=20, needed=False, width=20
    )
    area = forms.ChoiceField(label="Which area is it about?", widget=forms.RadioSelect, required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")

    def __init__(self, data: Any = None, *, by: Actor, areas: Sequence[Partnership]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["tell"].choices = [
            (road, says) for road, says in ROADS.items() if road != "adult" or by.may(drafts.ADULT)
        ]
        self.areas = {area.code: area.pk for area in areas}
        self.may_choose_area = len(areas) > 1
        if self.may_choose_area:
            fields["area"].choices = [(area.code, area.says) for area in areas]
        else:
            del fields["area"]

    def clean(self) -> None:
        said = self.cleaned_data
        needs_area = said.get("tell") in {"child", "adult"} and self.may_choose_area and said.get("asked")
        if needs_area and not said.get("area") and "area" not in self.errors:
            self.add_error("area", "Choose the area where the child lives, or where the risk is.")
        if said.get("tell") == "more" and not said.get("reference"):
            self.add_error("reference", "Enter the number of what was sent.")


def road(form: Begin, *, by: Actor, at: datetime) -> HttpResponse | None:
    """Where the answer leads; None where the form says now what is wrong."""
    said = form.cleaned_data
    if said["tell"] == "file":
        return redirect("files:start")
    if said["tell"] == "more":
        reference = said["reference"].upper()
        try:
            sent.receipted(reference, actor=by, at=at)
        except gate.NotYours:
            form.refuse_fields({"reference": NOT_FOUND})
            return None
        return redirect("refer:add", reference=reference)
    area = form.areas.get(said.get("area", ""), by.partnerships[0])
    begun = drafts.begin(of=said["tell"], partnership=area, by=by, at=at)
    return redirect(
        "refer:step", reference=begun.reference, step="supervised" if said["tell"] == "adult" else "child"
    )
