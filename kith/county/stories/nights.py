"""Out of hours: what came at night is handed to the day, and the day hands over to the night. And probation tells."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from kith.county.stories.children import asked
from kith.county.stories.doors import canonical
from kith.county.stories.stage import MOMENT, Stage
from kith.county.stories.times import soon
from kith.frontdoor.actions.handover import accept_handover, hand_over_shift
from kith.frontdoor.models import Contact, ShiftHandOver
from kith.frontdoor.rules.shapes import Shape
from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.sharing import jobs


def handed_over(stage: Stage) -> None:
    """Aurelio has the front door at night. He took Zofia on, and handed her to Amina in the morning."""
    m = stage.moments
    stage.claims("aurelio", m.day(15, 6, 35), "Zofia")
    _hands(
        stage,
        "aurelio",
        m.day(15, 8, 2),
        {"Zofia": "Her mum is at home with her until nine. Police have not spoken to the school yet."},
    )
    _accepts(stage, "amina", m.day(15, 8, 9))
    _hands(stage, "aurelio", m.day(1, 8, 40), {})
    _accepts(stage, "amina", m.day(1, 9, 4))
    _hands(stage, "amina", m.day(1, 16, 52), {})
    _accepts(stage, "aurelio", m.day(1, 17, 6))


def _hands(stage: Stage, who: str, at: datetime, notes: Mapping[str, str]) -> None:
    def does(at: datetime) -> None:
        said = {stage.contacts[name].reference: words for name, words in notes.items()}
        with stage.as_(who) as by:
            hand_over_shift(notes=said, by=by, at=at)

    stage.then(at, does)


def _accepts(stage: Stage, who: str, at: datetime) -> None:
    def does(at: datetime) -> None:
        with stage.as_(who) as by:
            waits = ShiftHandOver.objects.get(accepted_at=None, partnership_id__in=by.partnerships)
            accept_handover(handover=waits.reference, by=by, at=at)

    stage.then(at, does)


def probation_tells(stage: Stage) -> None:
    """Delyth tells of a man who has moved in above a café: one child is named, others meet downstairs. Noor has it."""
    m = stage.moments
    # A little after the others of that morning: in the first minutes of a day they fall together.
    came = m.decision_on_time(4, 30) + timedelta(seconds=20)
    told = {
        "probation_ref": "PDU/2026/0192",
        "sent_by": "Delyth Ashgrove-Tan, Probation officer, Skarhaven",
        "sender_contact": "01632 960177 until 6pm",
        "officer": "Delyth Ashgrove-Tan",
        "office": "Skarhaven",
        "officer_contact": "01632 960177",
        "circumstances": "He moved in with Petronella Lambswick above a café on Monday, and told me on Tuesday. "
        "He had said at court that he had no contact with any child.",
        "risk": "He may befriend children in the café with food and lifts, as he did in 2018. He is there from 3pm on most days.",
        "evidence": "Convicted in 2019 of a sexual offence against a child of 13 whose mother he lived with. "
        "He befriended the mother first, then offered to fetch the child from school.",
        "harm_level": "high",
        "mappa": "level_2",
        "children_not_named": "The café below, where children of 12 to 15 meet after school.",
        "more_children_not_known": True,
        "actions_taken": "Warned him of the condition. Asked police for the history of the address.",
        "asks": "A discussion before the weekend, and whether the mother has been told.",
        "in_danger": "not_known",
        "adult": {
            "given_name": "Corin",
            "family_name": "Ferncastle",
            "known_as": "Coz",
            "date_of_birth": m.born(41, 6, 2).isoformat(),
            "address_line": "Flat 2, 9 Net Loft Yard",
            "postcode": "RV6 3DN",
            "relation": "Mother’s new partner",
            "supervision": "Licence, until 1 February 2031",
            "orders": [
                {"says": said, "source": "Parole Board", "ends_on": "2031-02-01"}
                for said in ("No unsupervised contact with children under 16", "Not to live in a home with a child unless probation agrees")
            ],
        },
        "children": [
            {
                "given_name": "Wren",
                "family_name": "Lambswick",
                "sex": "F",
                "date_of_birth": m.born(12, 4, 9).isoformat(),
                "address_line": "Flat 2, 9 Net Loft Yard",
                "postcode": "RV6 3DN",
                "parent_name": "Petronella Lambswick",
                "risk": "He is alone with Wren from 3:30pm to 6pm on Thursdays, when her mother works. It began so in 2019: "
                "the mother at work, the child fetched from school. We think that her mother does not know.",
                "consent": asked("Petronella Lambswick", by="Delyth Ashgrove-Tan", at=came - timedelta(minutes=40)),
            }
        ],
    }  # fmt: skip

    def does(at: datetime) -> None:
        with stage.as_("delyth") as by:
            got = receive(
                raw=canonical(told),
                channel=Channel.WEB,
                shape=Shape.PROBATION.value,
                key="probation-1",
                content_type="application/json",
                partnership=stage.county.partnerships["ravenshire"].pk,
                by=by,
                at=at,
            )
        jobs.run_waiting(at + MOMENT)
        with stage.as_("amina"):
            landed = Contact.objects.filter(receipt_reference=got.receipt.reference).order_by("pk")
            found = list(landed.select_related("record", "subject"))
        stage.contacts |= dict(zip(("Wren", "Near Corin"), found, strict=True))

    stage.then(came, does)
    stage.claims("noor", soon(came, stage.until, 9), "Wren", "Near Corin")
