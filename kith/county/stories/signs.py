"""A sign that the sender could not see, told by somebody else and written down at the front door."""

from datetime import datetime

from kith.county.stories.stage import Stage
from kith.frontdoor.actions.forms import answer_forms
from kith.frontdoor.rules.forms import Answer


def heard_at_the_school(stage: Stage, at: datetime) -> None:
    """Police told of a flat. His school, rung by Amina, tells of boys who wait for him."""

    def does(at: datetime) -> None:
        with stage.as_("amina") as by:
            answer_forms(
                contact=stage.contacts["Oluwatomisin"].reference,
                answers=[
                    Answer(
                        "serious_youth_violence",
                        "seen",
                        what="Two boys of 17 wait for him at the gate. He leaves by the kitchen door.",
                    )
                ],
                said_by="Idwal Fenwright-Osei, his school, by telephone",
                by=by,
                at=at,
            )

    stage.then(at, does)
