"""What `plans` answers to those below it."""

from kith.people.questions import before_link
from kith.plans.models import Plan
from kith.sharing.actions.access import everyone
from kith.sharing.questions import part_is_needed


@before_link.answered_by
def one_plan_lives(*, subject: int, other: int) -> list[str]:
    """Two live plans cannot become one child's: one of them must be closed first."""
    live = [
        Plan.objects.filter(subject_id__in=everyone(each), closed_at=None).exists()
        for each in (subject, other)
    ]
    if all(live):
        return [
            "Both have a live plan. Close one of the two first, and say in the other what was taken over."
        ]
    return []


@part_is_needed.answered_by
def a_plan_has_a_lead(*, subject: int, post: int) -> list[str]:
    """Whoever leads a live plan reads it."""
    if Plan.objects.filter(subject_id__in=everyone(subject), lead_id=post, closed_at=None).exists():
        return ["This post leads the child’s plan. Another must lead it before this part ends."]
    return []
