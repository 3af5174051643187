"""What templates are written with: components, forms, clocks and the words of time.

docs/how-to/write-a-page.md shows each of them in use.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.safestring import SafeString

from kith.core import clocks, identifiers, reference, says
from kith.web.component import drawn, rendered
from kith.web.parts import Part, parts, summary_of
from kith.web.typed import typed as lines_of

register = template.Library()


@register.simple_tag(takes_context=True)
def component(
    context: template.Context, which: str, given: Mapping[str, Any] | None = None, **more: Any
) -> SafeString:
    """One component: {% component "button" text="Claim" %}. Options may also come together, as `given`."""
    return rendered(which, {**(given or {}), **more}, context)


@register.simple_block_tag(takes_context=True)
def around(
    context: template.Context,
    content: str,
    which: str,
    given: Mapping[str, Any] | None = None,
    **more: Any,
) -> SafeString:
    """A component around what the page says: {% around "stop" heading="Do not write" %}…{% endaround %}"""
    return rendered(which, {**(given or {}), **more, "content": content}, context)


@register.simple_tag(takes_context=True)
def form(
    context: template.Context,
    form: forms.BaseForm,
    submit: str = "",
    also: str = "",
    action: str = "",
    autosave: str = "",
    suggestions: Mapping[str, list[Any]] | None = None,
    also_name: str = "also",
) -> SafeString:
    """A whole form: every field in its order, a button, and a second one when `also` has words."""
    shown = parts(form, suggestions)
    given = {
        "form": form,
        "parts": shown,
        # The first button is the one that the return key presses: it goes on, it does not look things up.
        "finds": any(part.find for part in shown),
        "submit": submit,
        "also": also,
        "also_name": also_name,
        "action": action,
        "autosave": autosave,
    }
    return rendered("form", given, context)


@register.simple_tag
def field(
    bound: forms.BoundField,
    suggestions: list[Any] | None = None,
    label: str | None = None,
    hint: str | None = None,
    width: int | None = None,
) -> SafeString:
    """One field with its label, hint, error and whatever it reveals; the words may be said here instead."""
    part = Part.of(bound, {bound.name: suggestions or []})
    part.label = part.label if label is None else label
    part.hint = part.hint if hint is None else hint
    part.width = width
    return part.rendered()


@register.simple_tag
def problems(form: Any, title: str = "") -> SafeString:
    """The error summary of a form, or nothing."""
    found = refused(form)
    if not found:
        return SafeString("")
    items = [{"text": said, "href": f"#{id}" if id else ""} for id, said in found]
    return rendered("error-summary", {"error_list": items, "title": title})


@register.simple_tag
def typed(form: forms.BaseForm) -> SafeString:
    """What was typed in a form that came too late and is not on the page any more, to copy; or nothing."""
    return rendered("typed", {"lines": lines_of(form)})


@register.filter
def refused(form: Any) -> list[tuple[str, str]]:
    """What is wrong with a form, if it is one and something is."""
    return summary_of(form) if isinstance(form, forms.BaseForm) and _was_read(form) else []


@register.filter
def error_once(title: str) -> str:
    """A title that says “Error:” when the page says it too says it once."""
    return SafeString(str(title).replace("Error: Error: ", "Error: "))


def _was_read(form: forms.BaseForm) -> bool:
    return form.is_bound or bool(getattr(form, "sentences", []))


@register.simple_tag(takes_context=True)
def due(
    context: template.Context, due_at: Any, stopped_at: datetime | None = None, what: str = ""
) -> SafeString:
    """A clock, or the moment that it is due: late, due today or on time, in words, a shape and a colour."""
    now = _now(context)
    stopped_at = stopped_at or getattr(due_at, "stopped_at", None)
    due_at = getattr(due_at, "due_at", due_at)
    if not due_at:
        return SafeString("")
    if stopped_at:
        was_late = clocks.state(due_at, stopped_at) == clocks.State.LATE
        words = f"done {says.short_moment(stopped_at, now)}" + (", late" if was_late else "")
        return drawn("due", state="done", words=words, what=what)
    state = clocks.state(due_at, now)
    words = says.short_moment(due_at, now) if state == clocks.State.ON_TIME else clocks.left(due_at, now)
    return drawn("due", state=state.value, words=words, what=what)


@register.simple_tag
def rag(code: str | None, needed: str = "") -> SafeString:
    """How soon the picture is needed: a square with a letter. Never a judgement on a child."""
    return drawn("rag", code=code, letter=(code or "")[:1].upper(), needed=needed)


@register.simple_tag
def mark(words: str, kind: str = "", strong: bool = False, late: bool = False) -> SafeString:
    """A fact in three words; `kind` is "", "strong" or "late"."""
    return drawn("mark", words=words, kind=kind or ("strong" if strong else "late" if late else ""))


@register.filter
def moment(at: datetime | None) -> str:
    """“Tuesday 17 November 2026, 8:40am”."""
    return says.moment(at) if at else ""


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: datetime | None) -> str:
    """A moment as people say it near today: “today, 8:31am”."""
    return says.short_moment(at, _now(context)) if at else ""


@register.filter
def hour_or_day(at: datetime | None, now: datetime) -> str:
    """The hour when it is today, the day as well when it is not."""
    if not at:
        return ""
    is_today = says.in_london(at).date() == says.in_london(now).date()
    return says.hour(at) if is_today else says.short_moment(at, now)


@register.filter
def day(on: date | None) -> str:
    """“17 November 2026”."""
    return says.day(on) if on else ""


@register.filter
def day_for(on: date | None, may_read: bool) -> str:
    """A day that tells of a child: whole for whoever reads the child, and “November 2026” for others."""
    return day(on) if may_read else says.day(on).partition(" ")[2] if on else ""


@register.filter
def counted(n: int, one: str) -> str:
    """“1 child”, “3 children”; a plural of its own goes after a bar: "reply|replies"."""
    one, _, many = one.partition("|")
    return says.count(n, one, many or IRREGULAR.get(one))


IRREGULAR = {"child": "children", "person": "people", "agency": "agencies", "household": "households"}


@register.filter
def length_of(hours: float) -> str:
    """A length of time as people say it: “40 minutes”, “6 hours”, “3 days”."""
    return says.length(hours)


@register.filter
def of_share(share: Any) -> str:
    """A share with its likely range: “65% (56% to 74%)”."""
    return f"{share.share:.0%} ({share.low:.0%} to {share.high:.0%})"


@register.filter
def shown(of: str) -> str:
    """A reference in groups of four."""
    return reference.shown(of) if of else ""


@register.filter
def nhs(number: str | None) -> str:
    """An NHS number, 3-3-4."""
    return identifiers.shown_nhs_number(number) if number else ""


@register.filter
def people(names: list[str]) -> str:
    """“Aoife, Niamh and Finlay”."""
    return says.people(names)


def _now(context: template.Context) -> datetime:
    request = context.get("request")
    return getattr(request, "now", None) or timezone.now()
