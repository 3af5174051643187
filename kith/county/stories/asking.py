"""What the front door asked about Khin Myat Noe: the school answers, the hospital trust is late and is rung."""

from datetime import datetime, timedelta

from kith.county.acting import as_service
from kith.county.stories.stage import MOMENT, Stage
from kith.county.stories.times import AMBER, RED, soon
from kith.frontdoor.actions.answering import answer_request
from kith.frontdoor.actions.asked import chase, weigh_answer
from kith.frontdoor.actions.asking import ask_agencies
from kith.frontdoor.tasks import climb
from kith.sharing import jobs

CHILD = "Khin Myat Noe"


def asked(stage: Stage) -> None:
    """Two are asked at once, the evening before or an hour ago: one has answered, the other has not and was escalated."""
    m = stage.moments
    rag, came = ("red", m.due_today(0.1)) if m.is_evening else ("amber", m.due_today(0.1))
    length = RED if m.is_evening else AMBER
    put: dict[str, str] = {}

    def asks(at: datetime) -> None:
        with stage.as_("amina") as by:
            for gap, who, question in (
                ("trafficking", "keerthana", "Has she been away from school this term, on which days, and does anybody fetch her?"),
                ("", "beatrix", "Has she been seen at the hospital or by a nurse since summer? With whom did she come?"),
            ):  # fmt: skip
                (made,) = ask_agencies(
                    contact=stage.contacts[CHILD].reference,
                    posts=[stage.county.posts[who].reference],
                    question=question,
                    why="We decide whether a strategy discussion is needed. Adults may have paid for a room for her.",
                    rag=rag,
                    gap=gap,
                    by=by,
                    at=at,
                )
                put[who] = made.reference
        jobs.run_waiting(at + MOMENT)

    def answers(at: datetime) -> None:
        with stage.as_("keerthana") as by:
            answer_request(
                request=put["keerthana"],
                verdict="answered",
                says="Away on four Mondays since September, each with a note. Twice a grey car waited at the side gate; "
                "the caretaker wrote down part of the number. She told her tutor that a cousin fetches her.",
                harm_weighed="",
                by=by,
                at=at,
            )
        jobs.run_waiting(at + MOMENT)

    def is_enough(at: datetime) -> None:
        with stage.as_("amina") as by:
            weigh_answer(request=put["keerthana"], is_enough=True, missing="", by=by, at=at)

    def climbs(at: datetime) -> None:
        with as_service("service_clocks") as by:
            climb(by=by, at=at)
        jobs.run_waiting(at + MOMENT)

    def rings(at: datetime) -> None:
        with stage.as_("amina") as by:
            chase(
                request=put["beatrix"],
                rang="Safeguarding office of the trust, 01632 960120",
                rang_at=at - timedelta(minutes=12),
                minutes=12,
                is_reached=True,
                words="The named nurse is on the ward. She will look at the notes and answer within the hour.",
                by=by,
                at=at,
            )

    at = soon(came, m.until, 30) if not m.is_evening else came + timedelta(minutes=5)
    due = at + length / 2
    stage.then(at, asks)
    stage.then(at + timedelta(minutes=40), answers)
    stage.then(at + timedelta(minutes=55), is_enough)
    stage.then(due + timedelta(minutes=240 if not m.is_evening else 30), climbs)
    stage.then(m.ago(minutes=21), rings)
