"""Questions that a lower context asks and those above it answer: the only road upwards besides news."""

from collections.abc import Callable
from typing import Any

Answer = Callable[..., Any]
_declared: dict[str, "Question"] = {}


class UnknownQuestion(Exception):
    """Somebody answers or asks what nobody declared."""


class Question:
    """One question, with the answers registered for it, asked in the order of their names."""

    def __init__(self, name: str, says: str) -> None:
        self.name = name
        self.says = says
        self._answers: dict[str, Answer] = {}

    def answered_by(self, answer: Answer) -> Answer:
        """Register an answer; used as a decorator in a context's `answers.py`."""
        self._answers[f"{answer.__module__}.{answer.__qualname__}"] = answer
        return answer

    def ask(self, **facts: Any) -> list[Any]:
        """Every answer to this question, for these facts."""
        return [answer(**facts) for _, answer in sorted(self._answers.items())]

    def answers(self) -> list[str]:
        return sorted(self._answers)


def declare(name: str, *, says: str) -> Question:
    """A new question. Its name is `context.question`, and no two are the same."""
    if name in _declared:
        raise UnknownQuestion(f"The question {name} is declared twice.")
    _declared[name] = Question(name, says)
    return _declared[name]


def all_questions() -> list[Question]:
    return [_declared[name] for name in sorted(_declared)]
