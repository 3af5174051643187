"""Prints the handbook from the tests of the rules: one page for each context, each test a sentence, each table a table; and
what is printed into papers that people write.

`python -m tests.handbook` writes docs/handbook; `--check` says what is out of step and writes nothing.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import django

from kith.core import says
from tests.printed import papers

LONGEST = 300
HERE = Path(__file__).parent
SPEC = HERE / "spec"
PAGES = HERE.parent / "docs" / "handbook"

_AS_WRITTEN = {
    "nhs": "NHS",
    "upn": "UPN",
    "urn": "URN",
    "gp": "GP",
    "gps": "GPs",
    "nrm": "NRM",
    "uk": "UK",
    "id": "ID",
    "kith": "Kith",
    "england": "England",
    "london": "London",
    "londons": "London’s",
    "christmas": "Christmas",
    "easter": "Easter",
    "february": "February",
    "childs": "child’s",
}


def pages() -> dict[str, str]:
    """Every page of the handbook by its file name."""
    contexts = sorted(folder for folder in SPEC.iterdir() if any(folder.glob("test_*.py")))
    return {f"{folder.name}.md": page(folder) for folder in contexts}


def page(folder: Path) -> str:
    """The page of one context."""
    parts = [
        f"# {folder.name.capitalize()}",
        f"Printed from `tests/spec/{folder.name}`: change a rule's test, and this page follows. Not edited by hand.",
    ]
    for path in sorted(folder.glob("test_*.py")):
        parts.extend(_module(path))
    return "\n\n".join(parts) + "\n"


def _module(path: Path) -> Iterator[str]:
    name = ".".join(["tests", *path.relative_to(HERE).with_suffix("").parts])
    module = importlib.import_module(name)
    heading, _, text = inspect.cleandoc(module.__doc__ or path.stem).partition("\n")
    yield f"## {heading.rstrip('.')}"
    if text.strip():
        yield text.strip()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            test = getattr(module, node.name)
            if any(mark.name == "xfail" for mark in getattr(test, "pytestmark", [])):
                continue  # not true yet
            yield f"### {sentence(node.name)}"
            if test.__doc__ and ast.get_docstring(node):
                yield inspect.cleandoc(ast.get_docstring(node) or "")
            for mark in reversed(getattr(test, "pytestmark", [])):
                if mark.name == "parametrize":
                    yield _table(*mark.args, **mark.kwargs)


def sentence(name: str) -> str:
    """The name of a test as the sentence that it is."""
    words = [_AS_WRITTEN.get(word, word) for word in name.removeprefix("test_").split("_")]
    said = " ".join(words)
    return said[0].upper() + said[1:]


def _table(argnames: str | list[str], argvalues: Any, ids: Any = None, **_: object) -> str:
    names = [name.strip() for name in argnames.split(",")] if isinstance(argnames, str) else list(argnames)
    rows = [_row(len(names), row) for row in argvalues]
    labels = [label or _label(ids, place, values) for place, (label, values) in enumerate(rows)]
    if len(names) == 1 and not any(label for label, _ in rows):
        return "For each of: " + ", ".join(
            label or _cell(values[0]) for label, (_, values) in zip(labels, rows, strict=True)
        ) + "."  # fmt: skip
    head = ["", *(name.replace("_", " ") for name in names)]
    lines = [head, ["---"] * len(head)]
    lines += [
        [_escaped(label), *(_cell(value) for value in values)]
        for label, (_, values) in zip(labels, rows, strict=True)
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(width: int, row: Any) -> tuple[str, tuple[Any, ...]]:
    label = ""
    if hasattr(row, "values") and hasattr(row, "marks"):
        label, row = str(row.id or ""), row.values
    elif width == 1:
        row = (row,)
    return label, tuple(row)


def _label(ids: Any, place: int, values: tuple[Any, ...]) -> str:
    if callable(ids):
        return "-".join(str(ids(value)) for value in values)
    return str(list(ids)[place]) if ids else ""


def _cell(value: Any) -> str:
    return _escaped(shown(value))


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ⏎ ")


def shown(value: Any) -> str:
    """A value as people say it; a sentence when it would not print the same way twice."""
    for kind, say in _SAID:
        if isinstance(value, kind):
            return say(value)
    if is_dataclass(value) and not isinstance(value, type):
        return _facts(value)
    said = value.__name__.replace("_", " ") if callable(value) and hasattr(value, "__name__") else repr(value)
    if " at 0x" in said:
        raise SystemExit(
            f"The handbook cannot show {type(value).__name__} in a table. Give the test a plain value."
        )
    return said


def _text(value: str) -> str:
    if len(value) > LONGEST:
        return f"{_text(value[:20])}… ({len(value):,} characters)"
    if not value.isprintable():
        return f"`{value!r}`"
    return value if value.strip() == value and value else f"`{value}`" if value.strip() else "(nothing)"


def _bytes(value: bytes) -> str:
    return f"{value[:20]!r}… ({len(value):,} bytes)" if len(value) > LONGEST else f"`{value!r}`"


def _facts(value: Any) -> str:
    """What a fact says that is not so by default."""
    said = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
    return ", ".join(f"{name.replace('_', ' ')}: {shown(one)}" for name, one in said.items()) or "(nothing)"


def _moment(value: datetime) -> str:
    local = says.in_london(value) if value.tzinfo else value.replace(tzinfo=says.LONDON)
    return f"{local:%a} {says.day(local)}, {says.hour(local)}"


_SAID: list[tuple[type | tuple[type, ...], Callable[[Any], str]]] = [
    (Enum, lambda value: str(value.value).replace("_", " ")),
    (bool, lambda value: "yes" if value else "no"),
    (type(None), lambda value: "none"),
    (str, _text),
    (bytes, _bytes),
    (datetime, _moment),
    (date, lambda value: f"{value:%a} {says.day(value)}"),
    (time, says.hour),
    (timedelta, str),
    (Path, lambda value: value.name),
    (Mapping, lambda value: ", ".join(f"{key}: {shown(one)}" for key, one in value.items()) or "(nothing)"),
    ((set, frozenset), lambda value: ", ".join(sorted(map(shown, value))) or "(nothing)"),
    ((list, tuple), lambda value: ", ".join(map(shown, value)) or "(nothing)"),
]


def out_of_step(printed: dict[str, str]) -> list[str]:
    """What to put right, in sentences."""
    found = [
        f"docs/handbook/{name} is out of step with tests/spec/{name.removesuffix('.md')}. Run: python3 run fix"
        for name, text in printed.items()
        if not (PAGES / name).exists() or (PAGES / name).read_text(encoding="utf-8") != text
    ]
    found += [
        f"{path.relative_to(HERE.parent)} is out of step with what is printed into it. Run: python3 run fix"
        for path, text in papers().items()
        if path.read_text(encoding="utf-8") != text
    ]
    left_over = sorted(path.name for path in PAGES.glob("*.md") if path.name not in printed)
    return found + [f"docs/handbook/{name} has no tests behind it any more. Delete it." for name in left_over]


def main(asked: list[str]) -> int:
    """Write the pages, or check them."""
    if unknown := [word for word in asked if word != "--check"]:
        print(f"“{unknown[0]}” is not known here. Say nothing to write the handbook, or --check.")
        return 2
    # Some rules are shown with rows that are never saved.
    django.setup()
    printed = pages()
    if "--check" in asked:
        wrong = out_of_step(printed)
        print("\n".join(wrong) or f"The handbook is in step: {says.count(len(printed), 'page')}.")
        return 1 if wrong else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for path, text in papers().items():
        path.write_text(text, encoding="utf-8")
    for name, text in printed.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    print(f"Wrote {says.count(len(printed), 'page')} to docs/handbook.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
