"""What `protection` answers to those below it."""

from kith.people.queries import everyone
from kith.plans.questions import before_closing
from kith.protection.due import ENQUIRY, running


@before_closing.answered_by
def a_discussion_is_decided_and_an_enquiry_ended(*, subject: int) -> list[str]:
    """A plan does not end while somebody owes a decision on a strategy discussion, the discussion, or an enquiry's outcome."""
    due = set(running(everyone(subject)).values_list("about_kind", flat=True))
    found = []
    if due - {ENQUIRY}:
        found.append(
            "A strategy discussion is due. A manager says that none is held, or it is held and written down; then close the plan."
        )
    if ENQUIRY in due:
        found.append("A section 47 enquiry is running. Write down its outcome; then close the plan.")
    return found
