"""What the components are written with. Pages use `kith` and never need this."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

Given = Mapping[str, Any]


@register.filter
def words(given: Any) -> Any:
    """The words of an option that may be plain or may carry its own classes: "Change" or {"text": "Change"}."""
    return given.get("text", "") if isinstance(given, Mapping) else ("" if given is None else given)


@register.filter
def entitled(item: Given) -> Any:
    """What a task is called."""
    return item.get("title") or item.get("text")


@register.filter
def lines(given: Any) -> Any:
    """Plain words with their line breaks; HTML as it is."""
    said = words(given)
    return said if isinstance(said, SafeString) else linebreaksbr(said)


@register.simple_tag
def joined(*parts: Any) -> str:
    """What is there, with spaces between: for class names and lists of ids."""
    return " ".join(str(part) for part in parts if part)


@register.simple_tag
def attrs(*given: Given | None, **more: Any) -> SafeString:
    """Attributes; one that is true has no value, one that is None or false is left out.

    Those named one by one are left out when empty too: a template cannot tell what is empty from what is not there.
    """
    together = {name: value for each in given for name, value in (each or {}).items()}
    together |= {name: value for name, value in more.items() if value != ""}
    written = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in together.items()
        if value is not None and value is not False
    ]
    return mark_safe("".join(written))  # noqa: S308 - each part was escaped above


@register.simple_tag
def described(id: str, hint: Any, error_message: Any, first: str = "") -> str:
    """The ids that describe a field: its hint, then its error."""
    return joined(first, hint and f"{id}-hint", error_message and f"{id}-error")


@register.simple_tag
def choices(
    items: Sequence[Given | None] | None, id_prefix: str, name: str, chosen: Any = None
) -> list[dict[str, Any]]:
    """Radios or checkboxes with their ids. The first has no number, so that an error can link to it."""
    found = []
    for number, item in enumerate(items or [], start=1):
        if not item:
            continue
        id = item.get("id") or (f"{id_prefix}-{number}" if number > 1 else id_prefix)
        found.append(
            {
                **item,
                "id": id,
                "name": item.get("name") or name,
                "is_checked": _is_chosen(item, item.get("value"), "checked", chosen),
                "conditional_id": f"conditional-{id}",
                "hint_id": f"{id}-item-hint" if words(item.get("hint")) else "",
            }
        )
    return found


@register.simple_tag
def options(items: Sequence[Given | None] | None, value: Any = None) -> list[dict[str, Any]]:
    """The options of a select; one without a value is known by its words."""
    return [
        {
            **item,
            "has_value": "value" in item,
            "is_selected": _is_chosen(item, item.get("value", item.get("text")), "selected", value),
        }
        for item in items or []
        if item
    ]


def _is_chosen(item: Given, value: Any, says: str, chosen: Any) -> bool:
    if item.get(says) is not None:
        return bool(item[says])
    if chosen is None or chosen == "":
        return False
    several = chosen if isinstance(chosen, list | tuple | set | frozenset) else [chosen]
    return value in several


PARTS = ("day", "month", "year")


@register.simple_tag
def boxes(given: Given, error_message: Any) -> list[dict[str, Any]]:
    """The boxes of a date: day, month and year unless others are named."""
    named = {part: given.get(part) or {"name": part} for part in PARTS if given.get(part) is not False}
    usual = {one.get("name", part): part for part, one in named.items()}
    items = given.get("items") or [{**one, "name": one.get("name", part)} for part, one in named.items()]
    values, prefix = given.get("values") or {}, given.get("name_prefix")
    is_pointed = any(_has_error(item) for item in items)
    found = []
    for item in items:
        name = item["name"]
        full = f"{prefix}-{name}" if prefix else name
        usual_part = usual.get(name) or (name if name in PARTS else "")
        value = item.get("value")
        if value is None:
            value = values.get(usual_part) if not prefix and usual_part in values else values.get(full)
        found.append(
            {
                "label": {
                    "text": item.get("label") or name.capitalize(),
                    "classes": "govuk-date-input__label",
                },
                "id": item.get("id") or f"{given.get('id')}-{name}",
                "name": full,
                "value": value,
                "classes": _box_classes(item, usual_part, bool(error_message) and not is_pointed),
                "inputmode": item.get("inputmode") or "numeric",
                "autocomplete": item.get("autocomplete"),
                "pattern": item.get("pattern"),
                "attributes": item.get("attributes"),
            }
        )
    return found


def _has_error(item: Given) -> bool:
    return bool(item.get("error")) or "govuk-input--error" in (item.get("classes") or "")


def _box_classes(item: Given, part: str, is_error_everywhere: bool) -> str:
    own = item.get("classes") or ""
    marks = _has_error(item) or (item.get("error") is not False and is_error_everywhere)
    return joined(
        "govuk-date-input__input",
        marks and "govuk-input--error" not in own and "govuk-input--error",
        "govuk-input--width-" not in own and f"govuk-input--width-{4 if part == 'year' else 2}",
        own,
    )


@register.filter
def some_actions(rows: Sequence[Given] | None) -> bool:
    """Whether any row of a summary list has something to press."""
    return any(
        ((row or {}).get("actions") or {}).get("items") or (row or {}).get("href") for row in rows or []
    )


@register.filter
def dictionary_items(given: Any) -> Any:
    """The entries under `items`: Django's dot would find the method of that name first."""
    return given.get("items") if isinstance(given, Mapping) else None


@register.simple_tag
def counted_group(given: Given, counts: str = "") -> dict[str, Any]:
    """What the script needs to count while somebody types."""
    group = given.get("form_group") or {}
    return {
        "classes": joined("govuk-character-count", group.get("classes")),
        "attributes": {
            "data-module": "govuk-character-count",
            "data-maxlength": given.get("maxlength"),
            "data-maxwords": given.get("maxwords"),
            "data-threshold": given.get("threshold"),
            "data-count-type": counts or None,
            **(group.get("attributes") or {}),
        },
    }


@register.simple_tag
def shown_in(template_words: str, number: Any) -> str:
    """A sentence with its number in the place that was kept for it."""
    return template_words.replace("%{count}", str(conditional_escape(number)))
