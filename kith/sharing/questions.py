"""What `sharing` asks of those above it."""

from kith.core import questions

same_person = questions.declare(
    "sharing.same_person", says="Which other subjects have been decided to be this person?"
)

part_is_needed = questions.declare(
    "sharing.part_is_needed", says="Why may this post’s part in this child’s record not end yet?"
)

gives_back = questions.declare(
    "sharing.gives_back",
    says="What of this child was in the hands of these posts, and has gone back to its team now?",
)

functions = questions.declare(
    "sharing.functions",
    says="Which functions does a context define anew at each start? Statements, in their order.",
)

due_by = questions.declare(
    "sharing.due_by", says="When would a clock that starts now be due in this partnership?"
)

supervisors = questions.declare(
    "sharing.supervisors",
    says="Which posts answer for the work with a child whose record was opened in an emergency?",
)

emergency_opened = questions.declare(
    "sharing.emergency_opened", says="Who is told at once that a record was opened in an emergency?"
)

growing = questions.declare("sharing.growing", says="How far has the invented county grown, if there is one?")
