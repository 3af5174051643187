"""Print the two roads upwards: which news is followed, and which questions are answered, by whom."""

from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand

from kith.core import questions
from kith.record import ledger


class Command(BaseCommand):
    help = "Print who follows which entries of the ledger, and who answers which questions."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in lines():
            self.stdout.write(line)


def lines() -> Iterator[str]:
    """The map, line by line: each kind and each question, and under it the functions, in the order of their calls."""
    yield "News: what is written in the ledger, and what follows it in the same transaction"
    for kind in sorted(ledger.kinds):
        yield f"  {kind}"
        yield from (f"    {name}" for name in ledger.followers(kind))
    yield "Questions: what a lower context asks, and who above it answers"
    for question in questions.all_questions():
        yield f"  {question.name}: {question.says}"
        yield from (f"    {name}" for name in question.answers() or ["nobody yet"])
