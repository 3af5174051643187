"""What became of offers of early help: one family was met, one is led, one waits for a lead, one was not reached at all."""

from datetime import datetime, timedelta

from kith.county.stories.stage import MOMENT, Stage
from kith.frontdoor.actions import helping
from kith.frontdoor.models import HelpOffer
from kith.sharing import jobs


def offered(stage: Stage) -> None:
    """Ștefan's mother agrees and Carys meets them, and now she has agreed for Ilinca too; Abdirahman's has agreed; Yūsuf's father does not answer three times."""
    m = stage.moments

    def of(child: str) -> str:
        return HelpOffer.objects.get(contact=stage.contacts[child]).reference

    def says(when: datetime, child: str, answer: str, who: str, words: str = "") -> None:
        def does(at: datetime) -> None:
            with stage.as_("noor") as by:
                helping.family_answers(
                    offer=of(child), answer=answer, who=who, how="telephone", happened_at=at - timedelta(minutes=9),
                    words=words, because="", by=by, at=at,
                )  # fmt: skip

        stage.then(when, does)

    def allocates(when: datetime, child: str) -> None:
        def does(at: datetime) -> None:
            with stage.as_("amina") as by:
                helping.allocate_help(
                    offer=of(child), post=stage.county.posts["carys"].reference, by=by, at=at
                )
            jobs.run_waiting(at + MOMENT)

        stage.then(when, does)

    def meets(at: datetime) -> None:
        with stage.as_("carys") as by:
            helping.try_to_meet(
                offer=of("Ștefan"), is_met=True, whom="Daciana Brâncoveanu, with Fane and Ilinca",
                happened_at=at - timedelta(hours=2), by=by, at=at,
                words="At home, with an interpreter. She will ask for day shifts; the breakfast club has both from Monday.",
            )  # fmt: skip

    says(
        m.day(16, 9, 40),
        "Ștefan",
        "agreed",
        "Daciana Brâncoveanu, his mother",
        "If somebody could be there on the nights, yes.",
    )
    allocates(m.day(14, 15), "Ștefan")
    stage.then(m.day(11, 16, 30), meets)
    says(
        m.day(7, 11),
        "Abdirahman",
        "agreed",
        "His mother",
        "A mentor, and somebody who fetches him on Fridays.",
    )
    allocates(m.day(2, 15, 30), "Abdirahman")
    says(m.day(2, 10, 15), "Ilinca", "agreed", "Daciana Brâncoveanu, her mother", "For her as well, please.")
    for number, when in enumerate((m.day(9, 16, 20), m.day(7, 10), m.day(1, 16, 45))):
        says(
            when,
            "Yūsuf",
            "not_reached",
            "His father",
            "" if number else "The telephone rings and nobody answers.",
        )
