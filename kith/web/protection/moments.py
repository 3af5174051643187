"""A day and an hour, as people write them."""

from datetime import date, datetime, time

from django import forms

from kith.core.says import LONDON
from kith.web.refer.forms import read_time


class HourField(forms.CharField):
    """A time of day: 2pm, 14:10, midday. Left empty it is None."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            help_text="For example 2:10pm.",
            max_length=10,
            required=False,
            widget=forms.TextInput(attrs={"width": 5}),
        )

    def clean(self, value: object) -> time | None:
        try:
            return read_time(super().clean(value))
        except forms.ValidationError as reason:
            if reason.code in self.error_messages:
                raise
            raise forms.ValidationError("Write the time such as 2:10pm or 14:10.") from None


def moment(on: date | None, at: time | None) -> datetime | None:
    """The moment, where both were said."""
    return datetime.combine(on, at, tzinfo=LONDON) if on and at else None
