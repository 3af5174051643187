"""What `protection` answers to those below it."""

from datetime import datetime

from kith.people.queries import everyone
from kith.plans.questions import before_closing
from kith.protection import rules
from kith.protection.due import ENQUIRY, running
from kith.record import queues
from kith.record.questions import queues as asked
from kith.sharing.actor import Actor

# The clocks of strategy discussions and enquiries, by their queue.
QUEUES = {
    "discussion-undecided": ("Strategy discussions that nobody has decided on", (rules.UNDECIDED,)),
    "discussion": ("Strategy discussions to be held", (rules.HOLD,)),
    "enquiry": ("Section 47 enquiries without an outcome", (rules.OUTCOME,)),
    "conference": (
        "Child protection conferences to be asked for or held",
        (rules.CONFERENCE, rules.CONFERENCE_ASKED),
    ),
}


@asked.answered_by
def queues_of_protection(*, by: Actor, at: datetime) -> list[queues.Waiting]:
    """What is owed before and after a strategy discussion."""
    ran = queues.running(by, rules=[rule for _, those in QUEUES.values() for rule in those], at=at)
    return [queues.queue(code, says, those, ran) for code, (says, those) in QUEUES.items()]


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
