"""How often a page asks the database."""

from django.test.utils import CaptureQueriesContext

ENDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def statements(asked: CaptureQueriesContext) -> list[str]:
    """All that was asked, but for the ends of transactions. What the database keeps prepared is asked for without its text."""
    told = (each["sql"] or "(prepared)" for each in asked.captured_queries)
    return [each for each in told if not each.startswith(ENDS)]
