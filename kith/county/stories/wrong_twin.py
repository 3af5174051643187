"""A contact about one twin was taken for her sister's. Found the next day, it is put right in one act; the privacy officer has it now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from kith.county.stories.children import asked, forms, nhs, who
from kith.county.stories.senders import IDWAL
from kith.county.stories.stage import MOMENT, Stage
from kith.frontdoor.actions import incidents, taken_back
from kith.frontdoor.models import DataIncident, DataIncidentLine, SafetyCheck
from kith.people.models import Verdict
from kith.sharing import jobs

AGAIN = "Caoimhe, on the bus"


def the_other_twin(stage: Stage) -> None:
    """A second school writes of Caoimhe; Noor takes her for Sadhbh, and the school reads the answer before that is found."""
    m = stage.moments
    child = who(
        "Caoimhe",
        m,
        nhs_number=nhs("Caoimhe"),
        risk="None that we know of. She would not say why she cried.",
        need="Somebody to ask her again, without an audience.",
        words="It’s not me it’s about.",
        words_heard="To the bus escort",
        forms=forms(m.back(2), ask={"online": "Her mum"}),
        consent=asked("Gráinne Bright, mother", by="Idwal Fenwright-Osei", at=m.day(2, 9)),
    )
    told = {
        **IDWAL,
        "what_happened": "One of the Bright twins cried on the way to our sports day and would not say why. The escort thinks it was Caoimhe.",
        "sender_did": "Sat with her. Rang their mum.",
        "sender_asks": "Please say whether somebody is with the family already.",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes, at home",
        "children": [child],
    }
    stage.tells("idwal", m.day(2, 9, 40), told, AGAIN, key="harrowmere-twin")
    stage.claims("noor", m.day(2, 9, 50), AGAIN)
    stage.says_same(
        "noor", m.day(2, 10), AGAIN, as_="Sadhbh", because="Same birthday, same home, and we know the family."
    )
    stage.decides(
        "noor",
        m.day(2, 10, 30),
        AGAIN,
        level="4",
        criteria=["4.1"],
        section_47="not_met",
        section_47_why="The enquiry about her runs already; nothing here adds to it.",
        outcome="joins_plan",
        reasons="She has a live plan. Crying on the way to school may mean that he has reached her again.",
    )
    stage.opens_notice("idwal", m.day(2, 12), AGAIN)
    stage.reads_news("emeka", m.day(2, 14), "Sadhbh", says="I see her on Thursday and ask about the bus.")
    found = m.ago(minutes=20 * 60)

    def takes_back(at: datetime) -> None:
        with stage.as_("amina") as by:
            taken_back.say_anew(
                contact=stage.contacts[AGAIN].reference,
                not_because="Emeka asked Sadhbh: she was not on that bus. Their mum says that it was Caoimhe.",
                verdict=Verdict.SAME,
                child=stage.contacts["Caoimhe"].subject.reference,
                because="Her mum says so, and the NHS number on the referral is Caoimhe’s.",
                shown=[stage.subject("Caoimhe"), stage.subject("Sadhbh")],
                by=by,
                at=at,
            )
        jobs.run_waiting(at + MOMENT)

    stage.then(found, takes_back)
    for whose, who_says, says in (
        (AGAIN, "amina", "Rang their mum. Nobody whom Caoimhe fears is known, and no letter went out."),
        (
            "Sadhbh",
            "emeka",
            "The school was told that she has a plan, not where she is. He does not know the school.",
        ),
    ):
        stage.then(found + timedelta(minutes=25), _says_safe(stage, whose, who_says, says))
    stage.then(found + timedelta(minutes=50), _rings(stage))
    stage.reads_news(
        "emeka",
        found + timedelta(minutes=70),
        "Sadhbh",
        says="Nothing changes: it was her sister on the bus.",
    )
    stage.decides(
        "amina",
        found + timedelta(minutes=90),
        AGAIN,
        level="1",
        criteria=[],
        section_47="not_met",
        section_47_why="Nobody has reached her. She is frightened for her sister, and is looked after at home.",
        outcome="advice",
        reasons="Emeka’s visits reach both girls, and their mum knows whom to ring.",
        feedback="What we told you before was about another child. Thank you for sitting with her.",
    )
    stage.opens_notice("idwal", found + timedelta(minutes=120), AGAIN)


def _says_safe(stage: Stage, whose: str, who_says: str, says: str) -> Callable[[datetime], None]:
    def does(at: datetime) -> None:
        with stage.as_(who_says) as by:
            check = SafetyCheck.objects.get(subject_id=stage.subject(whose))
            incidents.check_safety(check=check.reference, answer="no", says=says, by=by, at=at)

    return does


def _rings(stage: Stage) -> Callable[[datetime], None]:
    def does(at: datetime) -> None:
        with stage.as_("amina") as by:
            made = DataIncident.objects.get(contact=stage.contacts[AGAIN].reference)
            for line in DataIncidentLine.objects.filter(incident=made, becomes="corrected"):
                incidents.answer_incident(
                    incident=made.reference,
                    did="rang",
                    answer=str(line.pk),
                    because="Rang. It went no further, and is struck out in their own file.",
                    by=by,
                    at=at,
                )

    return does
