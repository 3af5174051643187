"""What `people` answers to those below it."""

from kith.people import queries
from kith.sharing.questions import same_person


@same_person.answered_by
def decided_to_be_one(*, subject: int) -> list[int]:
    return queries.everyone(subject)
