"""Every component that Kith takes from GOV.UK is, tag for tag, what GOV.UK's own fixtures say it should be.

Source: fixtures.json of govuk-frontend, one file a component, copied unchanged to fixtures/govuk with its licence.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import mark_safe

from kith.web.component import rendered

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIXTURES = HERE / "fixtures" / "govuk"
COMPONENTS = ROOT / "kith" / "web" / "components"
TEMPLATES = ROOT / "kith" / "web" / "templates"

ENGLISH = "Kith speaks English only"
PLAIN_FILE = "dragging a file in needs a script; the plain input does the same"
NO_INTERRUPTION = "Kith never interrupts: what must be said stands on the page"

# What we do not draw, and why.
NOT_OURS = {
    ("error-message", "translated"): ENGLISH,
    ("file-upload", "enhanced"): PLAIN_FILE,
    ("file-upload", "enhanced, with error message and hint"): PLAIN_FILE,
    ("file-upload", "enhanced, multiple files"): PLAIN_FILE,
    ("file-upload", "enhanced, custom wrapper classes and attributes"): PLAIN_FILE,
    ("file-upload", "translated"): ENGLISH,
    ("panel", "interruption"): NO_INTERRUPTION,
    ("panel", "interruption-with-content-with-long-line-length"): NO_INTERRUPTION,
    ("panel", "interruption-with-headings-content-and-lists"): NO_INTERRUPTION,
}

# Pieces of components, drawn only inside them.
PIECES = {
    "asked",
    "checkboxes-items",
    "date-boxes",
    "form-group",
    "input-box",
    "radios-items",
    "summary-action",
    "summary-rows",
}


def fixtures() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted(FIXTURES.glob("*.json")):
        for fixture in json.loads(path.read_text(encoding="utf-8"))["fixtures"]:
            if not fixture["hidden"]:
                yield path.stem, fixture


def ours(options: Any, under: str = "") -> Any:
    """GOV.UK's options as we name them; what they call html is text that is already safe."""
    if isinstance(options, list):
        return [ours(each) for each in options]
    if not isinstance(options, dict) or under in {"attributes", "values"}:
        return options
    found: dict[str, Any] = {}
    for name, value in options.items():
        if name == "html":
            found["text"] = mark_safe(value)
        elif name.endswith("Html"):
            found[snake(name.removesuffix("Html")) + "_text"] = mark_safe(value)
        else:
            found[snake(name)] = ours(value, name)
    return found


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])[A-Z]", lambda capital: "_" + capital.group().lower(), name)


class Tags(HTMLParser):
    """HTML as a list of tags with sorted attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *sorted((name, value or "") for name, value in attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag != "path":
            self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.found.append(words)


SUPPORTED = [
    pytest.param(component, fixture, id=f"{component}: {fixture['name']}")
    for component, fixture in fixtures()
    if (component, fixture["name"]) not in NOT_OURS
]


@pytest.mark.parametrize("component, fixture", SUPPORTED)
def test_our_html_is_what_govuk_says_it_is(component: str, fixture: Mapping[str, Any]) -> None:
    options = ours(fixture["options"])
    if component == "notification-banner" and "html" in fixture["options"]:
        options["content"] = options.pop("text")
    assert Tags(rendered(component, options)).found == Tags(fixture["html"]).found


def test_222_fixtures_are_drawn_and_9_are_left_out_each_with_a_reason() -> None:
    there = {(component, fixture["name"]) for component, fixture in fixtures()}
    assert set(NOT_OURS) <= there
    assert all(NOT_OURS.values())
    assert (len(SUPPORTED), len(NOT_OURS)) == (222, 9)


def test_every_component_from_govuk_is_compared() -> None:
    drawn = {path.stem for path in (COMPONENTS / "govuk").glob("*.html")} - PIECES
    assert drawn == {path.stem for path in FIXTURES.glob("*.json")}


def test_no_component_of_ours_takes_the_name_of_one_of_govuks() -> None:
    assert not {p.name for p in (COMPONENTS / "kith").iterdir()} & {
        p.name for p in (COMPONENTS / "govuk").iterdir()
    }


def test_the_fixtures_are_of_the_version_that_is_built() -> None:
    wanted = json.loads((ROOT / "assets" / "package.json").read_text())["dependencies"]["govuk-frontend"]
    built = (ROOT / "kith" / "web" / "static" / "dist" / "LICENSES").read_text()
    assert (FIXTURES / "VERSION").read_text().strip() == wanted
    assert f"govuk-frontend {wanted}\n" in built


PAGES = [
    pytest.param(path, id=str(path.relative_to(ROOT / "kith" / "web")))
    for folder in (TEMPLATES, COMPONENTS)
    for path in sorted(folder.rglob("*.html"))
]
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style\b|javascript:|<script(?![^>]*\b(?:src=|type="application/json"))""",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_carries_a_style_or_a_script_of_its_own(path: Path) -> None:
    assert not INLINE.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_calls_text_safe_that_it_was_given(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", path.read_text(encoding="utf-8"))


def test_nothing_that_belongs_to_gov_uk_alone_is_shipped() -> None:
    """The crown and GDS Transport are for gov.uk pages only: GOV.UK Design System, “Typeface” and “Images”."""
    static = ROOT / "kith" / "web" / "static"
    names = [path.name.lower() for path in static.rglob("*") if path.is_file()]
    assert not [name for name in names if name.endswith((".woff", ".woff2", ".ttf")) or "crown" in name]
    assert "GDS Transport" not in (static / "dist" / "kith.css").read_text(encoding="utf-8")
