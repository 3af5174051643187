"""From a draft's answers to what is sent: the telling that the front door reads. No database and no clock in here."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django.http import QueryDict

from kith.core.says import day as day_in_words
from kith.frontdoor.reading import household
from kith.web.forms import DayWidget
from kith.web.refer.answers import is_blank
from kith.web.refer.forms import StepForm
from kith.web.refer.happened import Happened
from kith.web.refer.steps import Sending


def canonical(told: Mapping[str, Any]) -> bytes:
    """The same answers are the same bytes."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def telling(sending: Sending, *, reference: str, sender: str, contact: str, source: str) -> dict[str, Any]:
    """All that was answered. What could not be read goes with it, as it was typed."""
    answers = sending.answers
    what = sending.judged("happened")
    assert isinstance(what, Happened)
    said = what.cleaned_data
    told: dict[str, Any] = {
        "sender_name": sender,
        "sender_contact": contact,
        "sender_reference": reference,
        "source_code": source,
        "what_happened": said.get("what_happened", ""),
        "in_danger": said.get("in_danger") or "not_known",
        "safe_now": said.get("safe_now", ""),
        "adults_answer": sending.judged("adults").cleaned_data.get("adults_answer") or "not_asked",
        "children": [child(sending, number, said) for number in answers.children],
        **_by_whom(sending),
        **as_typed(what),
    }
    return told | when(what)


def when(what: Happened) -> dict[str, Any]:
    """The moment, or the half of it that was given."""
    said = what.cleaned_data
    told: dict[str, Any] = {"event_at": what.event_at.isoformat() if what.event_at else None}
    if what.event_at is None and said.get("happened_on"):
        told["Day that it happened (no time given)"] = day_in_words(said["happened_on"])
    if what.event_at is None and said.get("happened_time"):
        told["Time that it happened (no day given)"] = f"{said['happened_time']:%H:%M}"
    return told


def _by_whom(sending: Sending) -> dict[str, str]:
    """What the sender did and asks: said beside each child, told once."""
    found: dict[str, str] = {}
    answers = sending.answers
    for name in ("sender_did", "sender_asks"):
        said = [(n, sending.judged("strengths", n).cleaned_data.get(name, "")) for n in answers.children]
        several = len(answers.children) > 1
        found[name] = "\n".join(
            f"{answers.name(n)}: {words}" if several else words for n, words in said if words
        )
    return found


def child(sending: Sending, number: int, happened: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of one child; `happened` is where the risk to it was said."""
    forms = {
        kind: sending.judged(kind, number)
        for kind in ("child", "signs", "consent", "words", "strengths", "equality")
    }
    who, voice = forms["child"].cleaned_data, forms["words"].cleaned_data
    goes_well = forms["strengths"].cleaned_data
    is_unborn = who.get("kind") == "unborn"
    born, expected = who.get("date_of_birth"), who.get("expected_on")
    told: dict[str, Any] = {
        name: who.get(name) or ""
        for name in (
            "given_name family_name known_as sex address_line postcode nhs_number upn phone school_name"
            " school_urn gp_name gp_ods_code parent_name"
        ).split()
    }
    told |= {
        "kind": "unborn" if is_unborn else "child",
        "date_of_birth": born.isoformat() if born and not is_unborn else None,
        "expected_on": expected.isoformat() if expected and is_unborn else None,
        "risk": happened.get("risk", ""),
        "impact": happened.get("impact", ""),
        "need": goes_well.get("need", ""),
        "strengths": goes_well.get("strengths", ""),
        "words": voice.get("words", ""),
        "words_heard": voice.get("words_heard", "") or _not_asked(voice),
        "spoken_alone": voice.get("spoken_alone", ""),
        "spoken_alone_who": voice.get("spoken_alone_who", ""),
        "forms": forms["signs"].answered,  # type: ignore[attr-defined]
        "consent": forms["consent"].told,  # type: ignore[attr-defined]
        "characteristics": forms["equality"].told,  # type: ignore[attr-defined]
        "adults": _adults(sending, number),
    }
    told |= _household(who.get("household") or "", sending.day)
    if voice.get("not_asked") and (voice.get("words") or len(voice["not_asked"]) > 280):
        told["Why nobody spoke with the child"] = voice["not_asked"]
    if told["consent"] is None:
        told |= _half_answered(forms["consent"])
    for form in forms.values():
        told |= as_typed(form)
    return told


def _household(text: str, day: date) -> dict[str, Any]:
    """Who else is at home, one on each line; what does not fit there goes with it as it was typed."""
    found = household.read(text, day)
    told: dict[str, Any] = {
        "household": [
            {
                "name": line.name or "Not named",
                "age": line.age,
                "date_of_birth": line.born.isoformat() if line.born else None,
                "relation": line.relation,
                "is_child": line.is_child(day),
            }
            for line in found
        ]
    }
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > len(found) or any(len(line) > 200 for line in lines):
        told["Who else is at home"] = text
    return told


def _not_asked(voice: Mapping[str, Any]) -> str:
    why = voice.get("not_asked", "")
    return f"Nobody has asked: {why}"[:300] if why and not voice.get("words") else ""


def _adults(sending: Sending, child: int) -> list[dict[str, Any]]:
    """The adults that the sender named as a risk to this child."""
    if sending.answers.first("adults", 1, "adults_answer") != "yes":
        return []
    found = []
    for number in sending.answers.adults:
        form = sending.judged("adult", number)
        said = form.cleaned_data
        if "children" in form.fields and str(child) not in said.get("children", [str(child)]):
            continue
        is_restricted = said.get("restricted") == "yes"
        ends, born = said.get("restriction_ends_on"), said.get("date_of_birth")
        told: dict[str, Any] = {
            "name_or_description": said.get("name_or_description") or "Not named",
            "date_of_birth": born.isoformat() if born else None,
            "relation": said.get("relation", ""),
            "why": said.get("why", ""),
            "allegation": said.get("allegation") or "not_known",
            "restriction": said.get("restriction", "") if is_restricted else "",
            "restriction_ends_on": ends.isoformat() if ends and is_restricted else None,
            "restriction_source": said.get("restriction_source", "") if is_restricted else "",
            "safe_contact": said.get("safe_contact", ""),
            "home_contact_unsafe": said.get("home_contact") == "no",
            **as_typed(form),
        }
        for name, says in (
            ("restricted", "Whether an order limits them"),
            ("home_contact", "Whether it is safe to write to the home"),
        ):
            if said.get(name) == "not_known":
                told[says] = "Not known"
        found.append(told)
    return found


def _half_answered(form: StepForm) -> dict[str, Any]:
    """What was said of consent where the block is not whole: beside it, for a person to read."""
    return {
        f"Consent: {field.label}": _in_words(form, name)
        for name, field in form.fields.items()
        if form.cleaned_data.get(name)
    }


def as_typed(form: StepForm) -> dict[str, str]:
    """What was typed and could not be read, under its own question."""
    found = {}
    for name, field in form.fields.items():
        if name in form.cleaned_data:
            continue
        parts = [f"{name}_{n}" for n in range(3)] if isinstance(field.widget, DayWidget) else [name]
        held = {part: list(cast(QueryDict, form.data).getlist(part)) for part in parts}
        if not is_blank(held, parts):
            found[f"{form.question(name)} (as typed)"] = " ".join(
                v for values in held.values() for v in values
            )
    return found


def _in_words(form: StepForm, name: str) -> str:
    value = form.cleaned_data[name]
    choices = dict(getattr(form.fields[name], "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    return str(choices.get(value, value))
