"""What people type is never lost, every refusal leads to its field, and nothing typed can become a tag."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.web.forms import DayField, GovForm
from kith.web.parts import summary_of


class Telling(GovForm):
    reveals = {"is_safe": {"no": ["why_not", "who_is_there"]}}
    sections = {"words": "In her words"}
    hints = {"is_safe": {"unknown": "Say who would know."}}
    dividers = {"is_safe": {"unknown": "or"}}
    alone = {"seen": ["none"]}

    name = forms.CharField(label="What is her name?", max_length=20)
    is_safe = forms.ChoiceField(
        label="Is she safe now?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "We do not know")],
    )
    why_not = forms.CharField(label="What makes it unsafe?", widget=forms.Textarea)
    who_is_there = forms.CharField(label="Who is there?", required=False)
    seen = forms.MultipleChoiceField(
        label="What was seen?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("money", "Money"), ("injury", "Injury"), ("none", "Nothing")],
    )
    born_on = DayField(label="When was she born?")
    words = forms.CharField(label="What did she say?", widget=forms.Textarea(attrs={"words": 200}))
    told_her = forms.BooleanField(label="She knows that we ask", required=False)
    key = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)


class Page(HTMLParser):
    """The ids on a page, where its links lead, and what stands in its fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.leads: list[str] = []
        self.described: list[str] = []
        self.typed: dict[str, str] = {}
        self.chosen: set[tuple[str, str]] = set()
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.ids += [has["id"]] if "id" in has else []
        self.described += has.get("aria-describedby", "").split()
        if tag == "a":
            self.leads.append(has.get("href", "").removeprefix("#"))
        if tag == "input" and has["type"] in {"radio", "checkbox"}:
            self.chosen |= {(has["name"], has["value"])} if "checked" in has else set()
        elif tag == "input":
            self.typed[has["name"]] = has.get("value", "")
        self.inside = has["name"] if tag == "textarea" else ""
        if self.inside:
            self.typed[self.inside] = ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.typed[self.inside] += data


def page(form: forms.Form) -> Page:
    template = engines["django"].from_string(
        "{% load kith %}{% problems form %}{% form form submit='Save' %}"
    )
    return Page(template.render({"form": form}))


GIVEN = {
    "name": "Zoë",
    "is_safe": "no",
    "why_not": "He came back.",
    "who_is_there": "Her mum",
    "seen": ["money", "injury"],
    "born_on_0": "2",
    "born_on_1": "3",
    "born_on_2": "2012",
    "words": "“I fell.”",
    "told_her": "on",
    "key": "do not show this",
}


ORDINARY = page(Telling({**GIVEN, "name": ""}))


def test_a_form_that_is_refused_shows_all_that_was_typed() -> None:
    form = Telling({**GIVEN, "name": ""})
    assert not form.is_valid()
    shown = page(form)
    typed = {name: said for name, said in GIVEN.items() if isinstance(said, str)}
    for name in ("why_not", "who_is_there", "born_on_0", "born_on_1", "born_on_2", "words"):
        assert shown.typed[name].lstrip("\n") == typed[name]
    assert shown.chosen == {("is_safe", "no"), ("seen", "money"), ("seen", "injury"), ("told_her", "on")}


def test_a_password_is_never_sent_back() -> None:
    assert page(Telling({**GIVEN, "name": ""})).typed["key"] == ""


def test_every_refusal_leads_to_something_on_the_page() -> None:
    shown = page(Telling({}))
    assert shown.leads == [
        "id_name",
        "id_is_safe",
        "id_why_not",
        "id_seen",
        "id_born_on-day",
        "id_words",
    ]
    assert set(shown.leads) <= set(shown.ids)


def test_everything_that_describes_a_field_is_on_the_page_and_no_id_is_there_twice() -> None:
    shown = page(Telling({}))
    assert set(shown.described) <= set(shown.ids)
    assert len(shown.ids) == len(set(shown.ids))


def test_a_field_that_another_reveals_is_drawn_once_and_inside_it() -> None:
    assert page(Telling(GIVEN)).ids.count("id_why_not") == 1


def test_what_an_action_refuses_stands_at_its_field_and_in_the_summary() -> None:
    form = Telling(GIVEN)
    form.refuse(
        ["Ask her first.", "This was decided already."],
        {"words": "Ask her first.", "not_on_this_form": "Not shown"},
    )
    assert summary_of(form) == [("", "This was decided already."), ("id_words", "Ask her first.")]
    assert form.is_refused


def test_a_refusal_of_no_field_of_this_form_is_still_said() -> None:
    form = Telling(GIVEN)
    form.refuse_fields({"lead": "Choose who leads.", "name": ["Too short.", "Not a name."]})
    assert summary_of(form) == [
        ("", "Choose who leads."),
        ("id_name", "Too short."),
        ("id_name", "Not a name."),
    ]


def test_a_form_that_nobody_has_sent_is_not_refused() -> None:
    assert not Telling().is_refused
    assert page(Telling()).leads == []


@pytest.mark.parametrize(
    "wrong, said",
    [
        pytest.param({"name": ""}, "Answer “What is her name?”.", id="nothing written"),
        pytest.param({"is_safe": ""}, "Choose an answer to “Is she safe now?”.", id="nothing chosen"),
        pytest.param({"is_safe": "perhaps"}, "Choose one of the answers shown.", id="not one of the answers"),
        pytest.param(
            {"name": "a" * 21},
            "Make this shorter: 20 characters at most. It has 21.",
            id="too long",
        ),
    ],
)
def test_an_error_says_what_to_do(wrong: dict[str, str], said: str) -> None:
    assert [sentence for _, sentence in summary_of(Telling({**GIVEN, **wrong}))] == [said]


@pytest.mark.parametrize(
    "typed, day",
    [
        pytest.param(("2", "3", "2012"), date(2012, 3, 2), id="three numbers"),
        pytest.param(("02", "03", "2012"), date(2012, 3, 2), id="with noughts"),
        pytest.param(("2", "March", "2012"), date(2012, 3, 2), id="the month as a word"),
        pytest.param((" 2 ", "sept", "2012"), date(2012, 9, 2), id="the month cut short, and spaces"),
        pytest.param(("29", "2", "2012"), date(2012, 2, 29), id="a leap year"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: tuple[str, str, str], day: date) -> None:
    assert DayField().clean(list(typed)) == day


@pytest.mark.parametrize(
    "typed, said, leads_to",
    [
        pytest.param(("", "3", "2012"), "Enter the day too.", "day", id="no day"),
        pytest.param(("2", "", ""), "Enter the month and year too.", "month", id="only a day"),
        pytest.param(
            ("2", "13", "2012"),
            "The month must be a number from 1 to 12. For example 27 3 2012.",
            "month",
            id="month 13",
        ),
        pytest.param(
            ("2", "3", "12"),
            "Enter the year with 4 figures, for example 2012.",
            "year",
            id="a short year",
        ),
        pytest.param(
            ("31", "4", "2012"),
            "There is no such day. Check the day and the month.",
            "day",
            id="31 April",
        ),
        pytest.param(
            ("²", "3", "2012"),
            "The day must be a number from 1 to 31. For example 27 3 2012.",
            "day",
            id="a small raised 2",
        ),
    ],
)
def test_a_day_that_cannot_be_read_says_which_part(typed: tuple[str, ...], said: str, leads_to: str) -> None:
    form = Telling({**GIVEN, **{f"born_on_{n}": part for n, part in enumerate(typed)}})
    assert summary_of(form) == [(f"id_born_on-{leads_to}", said)]


TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=200)


@settings(deadline=None, max_examples=50)
@given(TYPED)
def test_whatever_is_typed_comes_back_as_text_and_never_as_a_tag(words: str) -> None:
    words = f"“{words}”"
    form = Telling({**GIVEN, "why_not": words, "who_is_there": words})
    form.refuse_fields({"name": words})
    shown = page(form)
    assert shown.ids == ORDINARY.ids
    assert shown.typed["who_is_there"] == words
    assert shown.typed["why_not"].removeprefix("\n") == words


@given(st.lists(st.text(max_size=6), min_size=3, max_size=3))
def test_no_day_that_is_typed_breaks_the_form(typed: list[str]) -> None:
    try:
        answer = DayField(required=False).clean(typed)
    except forms.ValidationError as refusal:
        assert refusal.messages[0].endswith(".")
    else:
        assert answer is None or isinstance(answer, date)
