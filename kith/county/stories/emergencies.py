"""What was opened in an emergency: at night by police, and by a screener who found a record that is kept to named readers."""

from datetime import datetime

from kith.county.acting import acting_as
from kith.county.stories.stage import Stage
from kith.county.stories.times import soon
from kith.sharing.actions import close_emergency, open_in_emergency, review_emergency
from kith.sharing.models import Subject


def at_night_and_at_the_desk(stage: Stage) -> None:
    """Olu opens Cadi's record for an hour, and Perpetua finds it right; Noor opens Imogen's, which waits for her review."""
    m = stage.moments
    opened: dict[str, str] = {}

    def reference_of(contact: str) -> str:
        with acting_as(stage.county.workers["morwenna"]):
            return Subject.objects.get(pk=stage.subject(contact)).reference

    def olu_opens(at: datetime) -> None:
        child = reference_of("Cadi")
        with stage.as_("olu") as by:
            opened["Cadi"] = open_in_emergency(
                subject=child,
                because="powers",
                why="She is in our car near the bus station with two older boys. Who is safe to take her home to?",
                by=by,
                at=at,
            )

    def olu_closes(at: datetime) -> None:
        with stage.as_("olu") as by:
            close_emergency(emergency=opened["Cadi"], by=by, at=at)

    def perpetua_reviews(at: datetime) -> None:
        with stage.as_("perpetua") as by:
            review_emergency(
                emergency=opened["Cadi"],
                is_right=True,
                because="The incident log has the car and the hour. The out-of-hours team did not answer in ten minutes.",
                by=by,
                at=at,
            )

    def noor_opens(at: datetime) -> None:
        child = reference_of("Imogen")
        with stage.as_("noor") as by:
            open_in_emergency(
                subject=child,
                because="here",
                why="She is at the reception desk and says that she cannot go home. Morwenna does not answer.",
                by=by,
                at=at,
            )

    came = m.decision_on_time(2, 20)
    stage.then(m.day(6, 22, 40), olu_opens)
    stage.then(m.day(6, 23, 35), olu_closes)
    stage.then(m.day(5, 10, 20), perpetua_reviews)
    stage.then(soon(came, m.until, 420), noor_opens)
