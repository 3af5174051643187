"""Who sat at the table in the morning: police each day, health on most, youth justice by its reports."""

from datetime import datetime
from functools import partial

from kith.county.stories.stage import Stage
from kith.frontdoor.actions.room import say_who_was_there
from kith.frontdoor.rules.room import Presence

THERE, DEPUTY, REPORT, ABSENT = Presence
# Of the working days before today, the nearest first; on the fourth nobody wrote it down.
MORNINGS: tuple[dict[str, Presence], ...] = (
    {"council": THERE, "police": THERE, "trust": THERE, "youth_justice": REPORT, "probation": ABSENT},
    {"council": THERE, "police": THERE, "trust": ABSENT, "youth_justice": REPORT},
    {"council": THERE, "police": DEPUTY, "trust": THERE, "youth_justice": THERE, "probation": THERE},
    {},
    {"council": THERE, "police": THERE, "trust": DEPUTY, "youth_justice": REPORT, "probation": ABSENT},
)
WORDS = {("trust", ABSENT): "On leave, and nobody in her place", ("probation", ABSENT): "Not asked"}


def in_the_room(stage: Stage) -> None:
    """Noor writes it down when the morning’s list has been spoken about."""
    agencies = stage.county.agencies

    def does(morning: dict[str, Presence], at: datetime) -> None:
        with stage.as_("noor") as by:
            say_who_was_there(
                day=at.date(),
                said={agencies[name].reference: how for name, how in morning.items()},
                words={agencies[n].reference: WORDS.get((n, how), "") for n, how in morning.items()},
                by=by,
                at=at,
            )

    for n, morning in enumerate(MORNINGS, 1):
        if morning:
            stage.then(stage.moments.day(n, 9, 50), partial(does, morning))
