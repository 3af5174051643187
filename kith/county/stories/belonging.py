"""Who belongs together: a brother and a sister, twins, and two girls who are friends."""

from datetime import datetime

from kith.county.stories.stage import Stage
from kith.people.actions import kin


def family_and_friends(stage: Stage) -> None:
    """Amina writes down what a school, a nurse and a mother told of four children and two homes."""
    m = stage.moments
    _belongs(
        stage, "amina", m.day(17, 11, 30), "Ștefan", "Ilinca", "sibling", "Idwal Fenwright-Osei, their school"
    )
    _belongs(
        stage, "amina", m.day(18, 15, 10), "Sadhbh", "Caoimhe", "twin", "The school nurse, and their mother"
    )
    _belongs(
        stage,
        "amina",
        m.day(14, 11, 5),
        "Zofia",
        "Sadhbh",
        "friend",
        "Zofia’s mother: they walk home together",
    )


def _belongs(stage: Stage, who: str, at: datetime, one: str, other: str, kind: str, says_who: str) -> None:
    def does(at: datetime) -> None:
        with stage.as_(who) as by:
            kin.relate(
                subject=stage.contacts[one].subject.reference,
                other=stage.contacts[other].subject.reference,
                kind=kind,
                since=at.date(),
                says_who=says_who,
                by=by,
                at=at,
            )

    stage.then(at, does)
