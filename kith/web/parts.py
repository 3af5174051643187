"""A form's fields as the options of GOV.UK's components."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from kith.web.component import rendered

Options = dict[str, Any]

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
    (forms.MultiWidget, "day"),
    (forms.FileInput, "file"),
)
OURS = frozenset(
    {
        "width",
        "small",
        "inline",
        "words",
        "characters",
        "prefix",
        "suffix",
        "class",
        "rows",
        "cols",
        "placeholder",
    }
)
GROUPS = frozenset({"radios", "checkboxes", "day"})


@dataclass
class Part:
    """One field as the page shows it."""

    bound: BoundField
    kind: str
    reveals: dict[str, list["Part"]] = field(default_factory=dict)
    heading: str = ""
    suggestions: list[Any] = field(default_factory=list)
    is_revealed: bool = False
    label: str = ""
    hint: str = ""
    width: int | None = None

    @classmethod
    def of(
        cls,
        bound: BoundField,
        suggestions: Mapping[str, list[Any]] | None = None,
        *,
        is_revealed: bool = False,
    ) -> "Part":
        form, name = bound.form, bound.name
        opens = getattr(form, "reveals", {}).get(name, {})
        return cls(
            bound=bound,
            kind=next((kind for known, kind in KINDS if isinstance(bound.field.widget, known)), "input"),
            reveals={
                value: [
                    cls.of(form[each], suggestions, is_revealed=True) for each in names if each in form.fields
                ]
                for value, names in opens.items()
            },
            heading=getattr(form, "sections", {}).get(name, ""),
            suggestions=list((suggestions or {}).get(name, [])),
            is_revealed=is_revealed,
            label=str(bound.label or ""),
            hint=str(bound.help_text or ""),
        )

    @property
    def find(self) -> str:
        """The words of a button that looks up what was typed here, and keeps the rest; or nothing."""
        return str(getattr(self.bound.field, "find", ""))

    def rendered(self) -> SafeString:
        """The field, and under it whatever kind suggestions its words called for."""
        if self.kind == "hidden":
            return mark_safe(str(self.bound))  # noqa: S308 - Django's own widget
        html = rendered(self._component, self.options)
        if self.suggestions:
            html += rendered("suggestions", {"suggestions": self.suggestions})
        return html

    @property
    def first_id(self) -> str:
        """Where an error's link leads: the first thing that can be typed in or chosen."""
        id = self.bound.auto_id
        if self.kind != "day":
            return id
        return f"{id}-{(self._boxes_in_error or ['day'])[0]}"

    @property
    def sentences(self) -> Iterator[tuple[str, str]]:
        """What is wrong with this field and those that it reveals, with where to go."""
        yield from ((self.first_id, str(said)) for said in self.bound.errors)
        for inner in self.reveals.values():
            for part in inner:
                yield from part.sentences

    @property
    def options(self) -> Options:
        """The options of the component, as GOV.UK names them."""
        given: Options = {
            "id": self.bound.auto_id,
            "id_prefix": self.bound.auto_id,
            "name": self.bound.html_name,
            "hint": {"text": self.hint} if self.hint else None,
            "error_message": {"text": self.bound.errors[0]} if self.bound.errors else None,
            "attributes": {key: value for key, value in self._attrs.items() if key not in OURS},
        }
        words = self.label
        if self.kind in GROUPS:
            size = "s" if self.is_revealed or self.kind == "day" else "m"
            given["fieldset"] = {"legend": {"text": words, "classes": f"govuk-fieldset__legend--{size}"}}
            given["attributes"] = {}
        elif self.kind != "checkbox":
            given["label"] = {"text": words, "classes": "govuk-label--s"}
        return given | getattr(self, f"_{self.kind}")

    @property
    def _component(self) -> str:
        if self.kind == "textarea" and (self._look("words") or self._look("characters")):
            return "character-count"
        return {"checkbox": "checkboxes", "day": "date-input", "file": "file-upload"}.get(
            self.kind, self.kind
        )

    @property
    def _attrs(self) -> dict[str, Any]:
        return dict(self.bound.field.widget.attrs)

    def _look(self, name: str) -> Any:
        """How a field should look, said on its widget or on the field itself."""
        return self._attrs.get(name, getattr(self.bound.field, name, None))

    @property
    def _value(self) -> Any:
        return self.bound.value()

    @property
    def _input(self) -> Options:
        widget = self.bound.field.widget
        is_secret = isinstance(widget, forms.PasswordInput)
        width = self.width or self._look("width")
        given: Options = {
            "type": getattr(widget, "input_type", "text"),
            "value": None if is_secret else widget.format_value(self._value),
            "classes": f"govuk-input--width-{width}" if width else "",
            "prefix": self._affix("prefix"),
            "suffix": self._affix("suffix"),
        }
        if given["type"] == "number":
            given |= {"type": "text", "inputmode": "numeric"}
            given["attributes"] = {}
        return given

    def _affix(self, which: str) -> Options | None:
        words = self._attrs.get(which)
        return {"text": words} if words else None

    @property
    def _textarea(self) -> Options:
        return {
            "value": self._value,
            "rows": self._look("rows") or 4,
            "maxwords": self._look("words"),
            "maxlength": self._look("characters"),
        }

    @property
    def _select(self) -> Options:
        return {"items": self._items, "value": self._chosen}

    @property
    def _file(self) -> Options:
        return {}

    @property
    def _radios(self) -> Options:
        return {"items": self._items, "value": self._chosen, "classes": self._sizes}

    @property
    def _checkboxes(self) -> Options:
        return {"items": self._items, "values": self._chosen, "classes": self._sizes}

    @property
    def _checkbox(self) -> Options:
        item = self._item("on", self.label)
        return {"items": [item], "values": ["on"] if self._value else [], "attributes": {}}

    @property
    def _day(self) -> Options:
        value = self._value
        widget = self.bound.field.widget
        typed = value if isinstance(value, list) else widget.decompress(value)
        wrong = self._boxes_in_error
        auto = (self._attrs.get("autocomplete") or "").strip()
        items = []
        for number, (name, part) in enumerate(zip(("day", "month", "year"), typed, strict=False)):
            items.append(
                {
                    "id": f"{self.bound.auto_id}-{name}",
                    "name": f"{self.bound.html_name}_{number}",
                    "label": name.capitalize(),
                    "value": "" if part is None else part,
                    "classes": f"govuk-input--width-{4 if name == 'year' else 2}",
                    "error": name in wrong if wrong else None,
                    "autocomplete": f"{auto}-{name}" if auto == "bday" else None,
                    "inputmode": "numeric",
                }
            )
        return {"items": items}

    @property
    def _sizes(self) -> str:
        return " ".join(f"govuk-{self.kind}--{size}" for size in ("inline", "small") if self._look(size))

    @property
    def _chosen(self) -> set[str]:
        value = self._value
        several = value if isinstance(value, list | tuple | set) else [value]
        return {str(each) for each in several if each is not None and each != ""}

    @property
    def _items(self) -> list[Options]:
        """The choices, each with its hint, the word before it, and what it reveals."""
        before = self._said("dividers")
        items = []
        for value, words in flat(self.bound.field.choices):  # type: ignore[attr-defined]
            if value in before:
                items.append({"divider": before[value]})
            items.append(self._item(value, words))
        return items

    def _item(self, value: str, words: Any) -> Options:
        opened = "".join(part.rendered() for part in self.reveals.get(value, []))
        hint = self._said("hints").get(value)
        return {
            "value": value,
            "text": words,
            "hint": {"text": hint} if hint else None,
            "conditional": mark_safe(opened) if opened else None,  # noqa: S308 - made of components
            "behaviour": "exclusive" if value in self._said("alone") else None,
        }

    def _said(self, name: str) -> Any:
        """What the form or the field says of its choices."""
        of_form = getattr(self.bound.form, name, {}).get(self.bound.name)
        return of_form or getattr(self.bound.field, name, None) or {}

    @property
    def _boxes_in_error(self) -> list[str]:
        """Which of day, month and year are wrong, as far as the field said."""
        errors = self.bound.form.errors.as_data().get(self.bound.name, []) if self.bound.form.is_bound else []
        return [box for error in errors for box in (error.params or {}).get("boxes", ())]


def flat(choices: Any) -> Iterator[tuple[str, Any]]:
    """Choices in order, those of a group after one another."""
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from flat(words)
        else:
            yield "" if value is None else str(value), words


def parts(form: forms.BaseForm, suggestions: Mapping[str, list[Any]] | None = None) -> list[Part]:
    """The fields of a form in order, without those that another one reveals."""
    opens = getattr(form, "reveals", {}).values()
    revealed = {name for each in opens for names in each.values() for name in names}
    return [Part.of(form[name], suggestions) for name in form.fields if name not in revealed]


def summary_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Each sentence that refuses a form, with the id of what it is about, in the order of the page."""
    of_form = [*getattr(form, "sentences", []), *map(str, form.non_field_errors())]
    return [("", said) for said in of_form] + [each for part in parts(form) for each in part.sentences]
