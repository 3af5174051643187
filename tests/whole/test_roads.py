"""Upwards there are two plain roads: news that is declared, and questions that are declared. And no third."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from kith.core import questions
from kith.record import ledger

KITH = Path(ledger.__file__).parents[1]
FILES = sorted(f for f in KITH.rglob("*.py") if "migrations" not in f.parts)


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of `ledger.write`, `questions.declare`, … in the product."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                yield file, node


def written() -> list[tuple[str, str]]:
    """The kinds that are written somewhere, and where."""
    found = []
    for file, call in calls("ledger.write"):
        kind = call.args[0] if call.args else next(k.value for k in call.keywords if k.arg == "kind")
        where = f"{file.relative_to(KITH)}:{call.lineno}"
        for each in [kind.body, kind.orelse] if isinstance(kind, ast.IfExp) else [kind]:
            assert isinstance(each, ast.Constant), f"{where} does not say its kind in so many words."
            found.append((each.value, where))
    return found


@pytest.mark.parametrize("kind, where", written(), ids=[f"{kind} in {where}" for kind, where in written()])
def test_every_kind_that_is_written_is_declared_by_the_context_that_writes_it(kind, where):
    assert kind in ledger.kinds
    assert kind.split(".")[0] == where.split("/")[0], "A context writes its own kinds."


# Written before another context took it over; what was written is still read.
OF_BEFORE = {"plans.discussed", "plans.not_discussed"}


def test_every_kind_that_is_declared_is_written_somewhere():
    assert set(ledger.kinds) == {kind for kind, _ in written()} | OF_BEFORE


def test_every_kind_says_a_line_whose_blanks_are_filled_where_it_is_written():
    for file, call in calls("ledger.write"):
        if not isinstance(call.args[0], ast.Constant):
            continue
        said = {k.arg for k in call.keywords}
        line = ledger.kinds[call.args[0].value].says
        blanks = {part.split("}")[0] for part in line.split("{")[1:]}
        assert blanks <= said, f"{file.relative_to(KITH)}:{call.lineno} leaves {blanks - said} blank."


def test_what_is_followed_is_declared():
    assert set(ledger.followed_kinds()) <= set(ledger.kinds)


def test_an_entry_of_a_kind_that_nobody_declared_is_refused():
    with pytest.raises(ledger.UnknownKind):
        ledger.write("record.made_up", subject=1, by=None, at=None)  # type: ignore[arg-type]


def test_nothing_is_declared_twice():
    kind, question = sorted(ledger.kinds)[0], questions.all_questions()[0]
    with pytest.raises(ledger.UnknownKind):
        ledger.declare(kind, "again")
    with pytest.raises(questions.UnknownQuestion):
        questions.declare(question.name, says="again")


def test_every_question_that_is_asked_is_declared_and_answered():
    """One that nobody answers is asked in vain."""
    assert questions.all_questions()
    for question in questions.all_questions():
        assert question.answers(), f"Nobody answers {question.name}."


def test_every_question_is_declared_below_those_who_answer_it():
    for question in questions.all_questions():
        asks = question.name.split(".")[0]
        assert all(f"kith.{asks}." not in answer for answer in question.answers())


def test_questions_are_declared_answered_and_followed_only_in_files_named_for_it():
    for name, file_name in (("questions.declare", "questions.py"), ("ledger.declare", "kinds.py"), ("ledger.follows", "follows.py")):  # fmt: skip
        for file, _ in calls(name):
            assert file.name == file_name, file


# The sign-in library tells what it did by signals alone; nothing of ours is told that way.
HEARS_THE_LIBRARY = KITH / "web/accounts/adapter.py"


def test_no_context_listens_to_djangos_signals():
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if file == HEARS_THE_LIBRARY:
                modules = [m for m in modules if m != "django.dispatch" and not m.startswith("allauth.")]
            assert not any("signals" in module or module == "django.dispatch" for module in modules), file


def test_the_map_is_printed():
    printed = io.StringIO()
    call_command("print_map", stdout=printed)
    told = printed.getvalue().splitlines()
    for kind in ledger.kinds:
        assert f"  {kind}" in told
    for question in questions.all_questions():
        assert f"  {question.name}: {question.says}" in told
        for answer in question.answers():
            assert f"    {answer}" in told
