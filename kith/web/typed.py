"""What somebody typed in a form that is not on the page any more, to copy."""

from collections.abc import Iterator

from django import forms

from kith.web.parts import Part, flat, parts

WORDS = frozenset({"input", "textarea"})


def typed(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Each question that was answered, with the answer as it was typed, in the order of the page."""
    return [line for part in parts(form) for line in _lines(part)] if form.is_bound else []


def _lines(part: Part) -> Iterator[tuple[str, str]]:
    said = _said(part)
    if said:
        yield part.label, said
    chosen = _chosen(part)
    for value, opened in part.reveals.items():
        for each in opened:
            if (
                value in chosen or each.kind in WORDS
            ):  # words are kept even where the choice above them changed
                yield from _lines(each)


def _said(part: Part) -> str:
    if part.kind in {"hidden", "file"}:
        return ""
    if part.kind in {"radios", "checkboxes", "select"}:
        known = dict(flat(part.bound.field.choices))  # type: ignore[attr-defined]
        return "; ".join(str(known.get(value, value)) for value in _chosen(part))
    value = part.bound.value()
    if part.kind == "checkbox":
        return "Yes" if value else ""
    if part.kind == "day":
        return " ".join(str(each or "").strip() for each in value or []).strip()
    return str(value or "").strip()


def _chosen(part: Part) -> list[str]:
    value = part.bound.value()
    several = value if isinstance(value, list | tuple | set) else [value]
    return [str(each) for each in several if each]
