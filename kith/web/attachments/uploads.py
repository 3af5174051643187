"""The boxes in which files are chosen, and what was chosen in them."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest

from kith.intake.actions import File

TOO_MUCH = "Together this is more than can be sent at once. Send fewer files at a time."


class Several(forms.FileInput):
    """A box for one file or several."""

    allow_multiple_selected = True


class Box(forms.FileField):
    """What was chosen, as it came: whether it is kept is said of each file by the action."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data


def files_field(label: str, hint: str) -> forms.FileField:
    """Photos and documents from this machine."""
    return Box(label=label, help_text=hint, required=False, widget=Several(attrs={"multiple": True}))


def photo_field() -> forms.FileField:
    """On a phone, the camera."""
    return Box(
        label="Take a photo",
        help_text="On a phone this opens the camera.",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )


def chosen(request: HttpRequest, *boxes: str) -> list[File]:
    """What was chosen in these boxes."""
    return [
        File(sent.name or "", sent.content_type or "", sent.read())
        for box in boxes
        for sent in request.FILES.getlist(box)
    ]


def is_too_much(request: HttpRequest) -> bool:
    """Whether more came than is taken in at once; none of it is kept then."""
    length = request.headers.get("Content-Length", "")
    return length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
