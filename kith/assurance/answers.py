"""What `assurance` answers to those below it."""

from kith.assurance import definitions
from kith.sharing import questions


@questions.functions.answered_by
def measures_are_functions() -> list[str]:
    return list(definitions.functions())
