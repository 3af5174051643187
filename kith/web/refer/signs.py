"""Signs of exploitation: every form is asked about, each time, for each child. There is no score."""

from typing import Any

from django import forms

from kith.core import codes
from kith.web.refer.forms import StepForm, Words, line

A_PART = 4
ANSWERS = [("seen", "Seen or told"), ("not_seen", "Looked for, not seen"), ("not_known", "Don’t know")]


class Signs(StepForm):
    """Some of the forms, or all of them when no part is named."""

    intro = "There is no score. One sign is enough to send this, and “don’t know” helps us too."

    def __init__(self, *args: Any, part: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = codes.of("exploitation_forms").on(self.day)
        self.codes = [entry.code for entry in every]
        self.parts = -(-len(every) // A_PART)
        self.part = part if 1 <= part <= self.parts else 0
        asked = every[(self.part - 1) * A_PART : self.part * A_PART] if self.part else every
        self.asked = [entry.code for entry in asked]
        self.reveals: dict[str, dict[str, list[str]]] = {}
        for entry in asked:
            self._ask(entry.code, entry.says, entry.extra.get("includes", ()))

    def _ask(self, code: str, says: str, includes: Any) -> None:
        hint = ", ".join(includes)
        self.fields[code] = forms.ChoiceField(
            label=says,
            help_text=hint[:1].upper() + hint[1:],
            choices=ANSWERS,
            widget=forms.RadioSelect,
            required=True,
            error_messages={"required": f"{says}: choose seen, not seen or don’t know."},
        )
        self.fields[f"{code}_what"] = Words("What, who saw it, and when?", rows=3, needed=False)
        self.fields[f"{code}_harm"] = forms.BooleanField(
            label="The child is being harmed by it, or has been", required=False
        )
        self.fields[f"{code}_who"] = line("Who might know?", most=200, needed=False, wide=True)
        for part in ("what", "who"):
            told = self.fields[f"{code}_{part}"].error_messages
            told["max_length"] = f"{says}: {told['max_length'][:1].lower()}{told['max_length'][1:]}"
        self.reveals[code] = {"seen": [f"{code}_what", f"{code}_harm"], "not_known": [f"{code}_who"]}

    @property
    def heading(self) -> str:
        return f"What have you seen, or been told, about {self.name}?"

    def clean(self) -> None:
        for code in self.asked:
            said = self.cleaned_data
            if said.get(code) == "seen" and said.get(f"{code}_what") == "":
                self.add_error(
                    f"{code}_what", f"{self.fields[code].label}: say what was seen. A few words will do."
                )

    def question(self, name: str) -> str:
        """With the form of exploitation that it asks about."""
        about, asked = name.rpartition("_")[0], super().question(name)
        return f"{self.fields[about].label}: {asked}" if about in self.codes else asked

    @property
    def answered(self) -> list[dict[str, Any]]:
        """Each form that has an answer, as it is told to the front door."""
        said = self.cleaned_data
        found = []
        for code in self.codes:
            answer = said.get(code)
            if not answer:
                continue
            seen = answer == "seen"
            found.append(
                {
                    "form": code,
                    "answer": answer,
                    "harm": bool(seen and said.get(f"{code}_harm")),
                    "what": said.get(f"{code}_what", "") if seen else "",
                    "who_would_know": said.get(f"{code}_who", "") if answer == "not_known" else "",
                }
            )
        return found
