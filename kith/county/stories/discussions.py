"""Strategy discussions of the four weeks: held, held again, not held and why, and one that nobody has decided yet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kith.county.stories.stage import MOMENT, Stage
from kith.people.queries import everyone
from kith.protection import actions
from kith.protection.models import Discussion, Trigger
from kith.protection.rules import Part, Record
from kith.sharing import jobs
from kith.sharing.models import Subject

RHIANNON, EMEKA = "Rhiannon Prys-Ellwood, social worker", "Emeka Strand-Ó Briain, social worker"
OLU, BEATRIX = "DS Olu Marchbanks", "Beatrix Ó Murchú-Hale, named nurse"


@dataclass(frozen=True)
class About:
    """What people do about the discussions of one child."""

    stage: Stage
    contact: str

    def _everyone(self) -> list[int]:
        return everyone(self.stage.subject(self.contact))

    def _last(self) -> str:
        last = Trigger.objects.filter(subject_id__in=self._everyone()).order_by("-id").first()
        assert last
        return last.reference

    def asks(self, who: str, at: datetime, because: str) -> None:
        """Somebody who works with the child asks for a discussion."""

        def does(at: datetime) -> None:
            with self.stage.as_(who) as by:
                child = Subject.objects.get(pk=self.stage.subject(self.contact)).reference
                actions.ask(child=child, because=because, by=by, at=at)
            jobs.run_waiting(at + MOMENT)

        self.stage.then(at, does)

    def decides(
        self, who: str, at: datetime, *, because: str, planned_at: datetime | None = None, chair: str = ""
    ) -> None:
        """A manager says that it is held, when and who chairs; or that none is."""

        def does(at: datetime) -> None:
            with self.stage.as_(who) as by:
                actions.answer(
                    trigger=self._last(),
                    is_to_be_held=planned_at is not None,
                    because=because,
                    planned_at=planned_at,
                    chair=chair,
                    by=by,
                    at=at,
                )
            jobs.run_waiting(at + MOMENT)

        self.stage.then(at, does)

    def is_held(self, who: str, at: datetime, **said: Any) -> None:
        """Whoever leads the plan writes down what was held an hour before."""

        def does(at: datetime) -> None:
            made: dict[str, Any] = {
                "held_at": at - timedelta(hours=1), "is_section_47": False, "enquiry_by": "", **said
            }  # fmt: skip
            with self.stage.as_(who) as by:
                actions.record(trigger=self._last(), said=Record(**made), by=by, at=at)

        self.stage.then(at, does)

    def enquiry(self, who: str, at: datetime, code: str, happened_on: date, because: str) -> None:
        """What has become of the section 47 enquiry."""

        def does(at: datetime) -> None:
            with self.stage.as_(who) as by:
                held = Discussion.objects.filter(subject_id__in=self._everyone(), is_section_47=True)
                actions.say_step(
                    discussion=held.latest("id").reference,
                    code=code,
                    because=because,
                    happened_on=happened_on,
                    by=by,
                    at=at,
                )

        self.stage.then(at, does)


def sadhbh(stage: Stage) -> None:
    """Held on the day, an enquiry that ends without a conference; asked for again by police, and not held."""
    m, about = stage.moments, About(stage, "Sadhbh")
    about.decides(
        "morwenna",
        m.day(19, 13, 40),
        because="He names Friday. Police and health must hear it before she goes home.",
        planned_at=m.day(19, 15),
        chair="Morwenna Castell-Díaz, service manager",
    )
    about.is_held(
        "emeka",
        m.day(19, 16, 20),
        chair="Morwenna Castell-Díaz, service manager",
        parts=(
            Part(
                "council_social_care",
                True,
                EMEKA,
                "Their mum and her sister are with her. No earlier contact.",
            ),
            Part("police", True, OLU, "The account is known to them from another girl’s phone last spring."),
            Part("health", True, BEATRIX, "She has not slept for a week. No injury."),
            Part(
                "school",
                False,
                away_because="School was over. Emeka rings the head of year at 8:30am tomorrow.",
            ),
        ),
        analysis="One adult, online, who has one picture and asks for more. He can reach her through the game and the phone. "
        "Whether he is near is not known. Caoimhe was not approached.",
        is_section_47=True,
        enquiry_by="joint",
        safety="The phone is with her mum at night. Sadhbh and her mum have the duty number and ring if he writes.",
        decision="Police take the phone’s messages with her beside them and ask the platform for the account; nobody contacts him.",
        reasons="She is harmed by an adult who goes on. Warning him would cost what police can still find.",
        dissent="Beatrix: “The picture must come down this week, whatever police still need.”",
        next_on=m.back(16),
    )
    about.enquiry(
        "emeka",
        m.day(8, 15, 30),
        "no_conference",
        m.back(8),
        "He cannot reach her any more and the account is closed. Her mum does what is needed; the plan goes on without a conference.",
    )
    about.asks(
        "olu",
        m.day(3, 11, 5),
        "A new account wrote to Sadhbh on Saturday: “remember me”. We do not know yet whether it is the same man.",
    )
    about.decides(
        "morwenna",
        m.day(3, 13, 30),
        because="Sadhbh showed it to her mum at once and blocked it. Emeka saw her today; Olu asks the platform by tomorrow. If it is he, "
        "or if he writes again, we hold one the same day.",
    )


def zofia(stage: Stage) -> None:
    """Held twice; her enquiry came to a conference. Now Emeka asks again, and nobody has decided."""
    m, about = stage.moments, About(stage, "Zofia")
    about.decides(
        "huw",
        m.day(15, 10, 20),
        because="13, in a car at night with two men who know where she lives. Today, before school is out.",
        planned_at=m.day(15, 14),
        chair="Huw Tregarthen-Adeyemi, team manager",
    )
    about.is_held(
        "rhiannon",
        m.day(15, 15, 5),
        chair="Huw Tregarthen-Adeyemi, team manager",
        parts=(
            Part(
                "council_social_care",
                True,
                RHIANNON,
                "Her mum works nights and did not know. She wants help.",
            ),
            Part("police", True, OLU, "Both men are known for moving children between towns."),
            Part(
                "health",
                False,
                away_because="The named nurse was in theatre. She reads this today and rings Rhiannon by 6pm.",
            ),
            Part("school", True, "Keerthana Arkwright-Sundaram", "Late twice this month, and a new coat."),
        ),
        analysis="Zofia is being used to hold money for adults who drive her about. They can reach her at home, at school and on the"
        " way. Whether other children are in the car at other times is not known.",
        is_section_47=True,
        enquiry_by="joint",
        safety="Her mum stays at home this week. School rings within the hour if she is not in.",
        decision="The men keep away from her by notice; police look for the car; we and police enquire together. Her mum knows.",
        reasons="Reasonable cause to suspect significant harm, and it goes on.",
        next_on=m.back(12),
    )
    about.decides(
        "huw",
        m.day(6, 14, 45),
        because="She is hurt, and says that she owes them. The enquiry runs; what it knows must be told to all today.",
        planned_at=m.day(6, 16),
        chair="Huw Tregarthen-Adeyemi, team manager",
    )
    about.is_held(
        "rhiannon",
        m.day(6, 17, 20),
        chair="Huw Tregarthen-Adeyemi, team manager",
        parts=(
            Part("council_social_care", True, RHIANNON, "She goes out by the back gate and is fetched."),
            Part("police", True, OLU, "One of the two was seen near the school."),
            Part("health", True, BEATRIX, "The graze is from a fall against a car door, she says now."),
            Part(
                "school",
                True,
                "Keerthana Arkwright-Sundaram",
                "Two requests in one day to leave by the back.",
            ),
        ),
        analysis="A debt is laid on her for the money that police kept. It will be called in.",
        safety="Fetched each day by her mum or Jolanta. Police pass the gate at 3:15pm.",
        decision="The enquiry that runs takes this in. Olu speaks with her about the debt tomorrow, with Rhiannon.",
        reasons="The harm goes on and its reason is known now. A second enquiry would ask her the same again.",
        next_on=m.back(4),
    )
    about.enquiry(
        "rhiannon",
        m.day(5, 12, 15),
        "conference",
        m.back(5),
        "Two adults harm her and go on. Her mum cannot keep them away alone.",
    )
    about.enquiry(
        "rhiannon",
        m.day(5, 12, 40),
        "conference_asked",
        m.back(5),
        "Asked for, with both agencies’ reports to come.",
    )
    about.enquiry(
        "emeka",
        m.day(1, 16, 10),
        "conference_held",
        m.back(1),
        "Held this morning with her mum there. What was agreed is in the plan.",
    )
    about.asks(
        "emeka",
        m.ago(minutes=5 * 60 + 10),
        "The hospital has seen her for a third fall in ten weeks, and a man waited outside in a car. The plan knows nothing of it.",
    )
