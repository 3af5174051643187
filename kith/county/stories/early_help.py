"""What became of two offers of early help: one family said yes and was met, the other was not reached."""

from datetime import datetime, timedelta

from kith.county.stories.stage import MOMENT, Stage
from kith.frontdoor.actions import helping
from kith.frontdoor.models import HelpOffer
from kith.sharing import jobs


def offered(stage: Stage) -> None:
    """Ștefan's mother agrees and Carys meets them; Yūsuf's father does not answer."""
    m = stage.moments

    def of(child: str) -> str:
        return HelpOffer.objects.get(contact=stage.contacts[child]).reference

    def says(child: str, answer: str, who: str, words: str = "") -> None:
        def does(at: datetime) -> None:
            with stage.as_("noor") as by:
                helping.family_answers(
                    offer=of(child), answer=answer, who=who, how="telephone", happened_at=at - timedelta(minutes=9),
                    words=words, because="", by=by, at=at,
                )  # fmt: skip

        stage.then(m.day(16, 9, 40) if child == "Ștefan" else m.day(9, 16, 20), does)

    def allocates(at: datetime) -> None:
        with stage.as_("amina") as by:
            helping.allocate_help(
                offer=of("Ștefan"), post=stage.county.posts["carys"].reference, by=by, at=at
            )
        jobs.run_waiting(at + MOMENT)

    def meets(at: datetime) -> None:
        with stage.as_("carys") as by:
            helping.try_to_meet(
                offer=of("Ștefan"), is_met=True, whom="Daciana Brâncoveanu, with Fane and Ilinca",
                happened_at=at - timedelta(hours=2), by=by, at=at,
                words="At home, with an interpreter. She will ask for day shifts; the breakfast club has both from Monday.",
            )  # fmt: skip

    says(
        "Ștefan",
        "agreed",
        "Daciana Brâncoveanu, his mother",
        "If somebody could be there on the nights, yes.",
    )
    stage.then(m.day(14, 15), allocates)
    stage.then(m.day(11, 16, 30), meets)
    says("Yūsuf", "not_reached", "His father")
