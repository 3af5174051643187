"""A school sees two decisions differently: one challenge is answered and accepted, the other waits."""

from datetime import datetime

from kith.county.stories.stage import MOMENT, Stage
from kith.frontdoor.actions.challenge import answer_challenge, challenge_notice, reply_to_challenge
from kith.notify.models import Notice
from kith.sharing import jobs


def challenged(stage: Stage) -> None:
    """Idwal challenges what was decided on Yūsuf and, today, on Ilinca; both were stepped to early help."""
    m = stage.moments
    made: dict[str, str] = {}

    def challenges(child: str, why: str, asks: str) -> None:
        def does(at: datetime) -> None:
            with stage.as_("idwal") as by:
                told = Notice.objects.filter(
                    kind="decision_made",
                    about=stage.receipts[child],
                    subjects__contains=[stage.subject(child)],
                )
                made[child] = challenge_notice(
                    notice=told.latest("id").reference, why=why, asks=asks, by=by, at=at
                ).reference
            jobs.run_waiting(at + MOMENT)

        stage.then(m.day(8, 9, 10) if child == "Yūsuf" else m.ago(minutes=95), does)

    def answers(at: datetime) -> None:
        with stage.as_("huw") as by:
            answer_challenge(
                challenge=made["Yūsuf"],
                verdict="changed",
                because="Nothing that we know says that he is harmed at either home. But you are right that nobody has "
                "seen where he is on those Mondays.",
                changes="Kelderdale’s front door is asked today who sees him there. If nobody does by Friday, it is decided again.",
                by=by,
                at=at,
            )
        jobs.run_waiting(at + MOMENT)

    def accepts(at: datetime) -> None:
        with stage.as_("idwal") as by:
            reply_to_challenge(
                challenge=made["Yūsuf"], is_accepted=True, words="Thank you. I will tell you of each Monday.", by=by, at=at
            )  # fmt: skip
        jobs.run_waiting(at + MOMENT)

    challenges(
        "Yūsuf",
        "He missed two Mondays more since you decided. His mum says that he is at his dad’s; his dad told our office that "
        "he is at his mum’s.",
        "Ask Kelderdale who has seen him, before early help begins.",
    )
    stage.then(m.day(7, 11, 30), answers)
    stage.then(m.day(7, 14, 5), accepts)
    challenges(
        "Ilinca",
        "The neighbour who was to be there at night has gone into hospital. Ilinca, who is 11, says that she is alone again.",
        "Decide it again, today, with what she says.",
    )
