"""Zofia is found in a car at night; she has a plan the same morning, and what comes later joins it."""

from datetime import timedelta

from kith.county.stories.children import FIRST_KEY, UNKNOWN_HERE, asked, forms, nhs, who
from kith.county.stories.senders import KEERTHANA
from kith.county.stories.stage import Stage


def found_in_a_car(stage: Stage) -> None:
    """Police find Zofia at night; she has a plan the same morning; her school's new worry joins it."""
    m = stage.moments
    night = m.day(15, 1, 40)
    told = {
        "police_ref": "RP/2026/04417",
        "incident_at": night.isoformat(),
        "submitted_at": m.day(15, 6, 20).isoformat(),
        "officer": "PC Delphine Attwater",
        "unit": "Response, Skarhaven",
        "type": "child concern",
        "circumstances": "Officers spoke to two men of about 30 in a parked car on Harbour Road at 1:40am. "
        "Zofia was in the back. She had £120 and a phone that was not hers.",
        "risk": "From the two men: she is being moved at night, and may be made to hold money.",
        "previous_incidents": "None on police systems",
        "actions_taken": "Took her home to her mum. Took the men’s names and the car’s number for intelligence.",
        "asks": "An early discussion, please. She is 13.",
        "recipients": ["Ravenshire front door", "0 to 19 service"],
        "in_danger": "no",
        "safe_now": "Yes, at home with her mum since 2:25am",
        "adults_answer": "yes",
        "children": [
            who(
                "Zofia",
                m,
                spoken_to="yes",
                spoken_to_alone="yes",
                demeanour="Cold, very tired, polite. Watched the phone all the time.",
                words="They only want me to mind it. It’s not a big thing.",
                words_heard="To PC Attwater, alone, in the police car",
                parent_name="Agnieszka Wiśniewska",
                forms=forms(
                    m.back(15),
                    harm={"criminal": "Made to hold money and a phone for two adults"},
                    seen={
                        "trafficking": "Driven about by adults at night",
                        "missing_form_not_known": "Out at 1:40am, not reported",
                    },
                    ask={
                        "sexual": "Zofia, with somebody whom she chooses",
                        "online": "Whoever looks at the phone",
                    },
                ),
                consent=asked("Agnieszka Wiśniewska, mother", by="PC Delphine Attwater", at=m.day(15, 2, 30)),
                adults=[
                    {
                        "name_or_description": "Curtis Vane-Amory",
                        "date_of_birth": m.born(31, 2, 2).isoformat(),
                        "relation": "Driver of the car; not family",
                        "why": "Was alone at night with a child of 13 and could not say why",
                        "allegation": "no_further_action",
                        "restriction": "Child abduction warning notice: he must not be with Zofia, nor let her into a car or home",
                        "restriction_ends_on": (m.today + timedelta(days=150)).isoformat(),
                        "restriction_source": "Ravenshire Police",
                        "safe_contact": "Ring Agnieszka Wiśniewska on 01632 960172 after 4pm. Leave no message.",
                        "home_contact_unsafe": True,
                    }
                ],
            )
        ],
    }
    stage.police_tell(m.day(15, 6, 20), told, "Zofia", key=FIRST_KEY)
    # The force's system heard no answer and sent the same again.
    stage.police_tell(m.day(15, 6, 21), told, key=FIRST_KEY)
    stage.claims("amina", m.day(15, 8, 10), "Zofia")
    stage.says_new("amina", m.day(15, 8, 35), "Zofia", because=UNKNOWN_HERE)
    stage.decides(
        "amina",
        m.day(15, 9, 50),
        "Zofia",
        level="4",
        criteria=["4.2", "4.5"],
        section_47="met",
        section_47_why="Two adults drive her about at night and have her hold money. Reasonable cause to suspect significant harm.",
        outcome="strategy_discussion",
        lead="rhiannon",
        reasons="13, found at 1:40am with two men, £120 and a phone that is theirs. Her mum did not know. They know where she lives.",
        feedback="Rhiannon Prys-Ellwood leads. Strategy discussion today at 2pm; DS Marchbanks has the link.",
    )
    later = told | {
        "submitted_at": m.day(15, 14, 30).isoformat(),
        "circumstances": "The car was hired in Kelderby. The same car was outside Lanternfield Academy at 3:20pm last Thursday.",
    }
    stage.police_tell(m.day(15, 14, 30), later, key="RP-2026-000874")
    stage.opens_notice("olu", m.day(15, 10, 15), "Zofia")
    stage.weighs("amina", m.day(15, 15, 40), "Zofia", is_anew=False,
                 because="The plan that opened this morning is about this car. Rhiannon has its number for the school.")  # fmt: skip
    stage.opens_notice("olu", m.day(15, 16, 30), "Zofia")
    for says, owner, agency, due, purpose, done in (
        ("Gives the school and the night team the car’s number", "Olu Marchbanks", "police", 13, "She is not fetched from school",
         ("olu", m.day(14, 11, 5), "Sent to Keerthana and to the night team; both rang back to say that they have it.")),
        ("Rings Rhiannon by 9:15am on any day that Zofia is not in, until the plan is reviewed", "Keerthana Arkwright-Sundaram",
         "school", -6, "An absence is known within the hour", None),
        ("Meets Zofia at the boxing club on Wednesdays at 4pm", "Jolanta Merriweather-Sy", "youth", -2,
         "She has somebody of her own choice to talk to", None),
    ):  # fmt: skip
        stage.adds_action(
            "rhiannon",
            m.day(14, 9, 20),
            "Zofia",
            says=says,
            owner=owner,
            agency=agency,
            due_on=m.back(due) if due > 0 else m.ahead(-due),
            purpose=purpose,
            done=done,
        )
    again = {
        **KEERTHANA,
        "what_happened": "Zofia came in at 10:30am with a graze along one arm. She has asked twice to leave by the back gate.",
        "sender_did": "Saw her alone, cleaned the arm, rang her mum at work.",
        "sender_asks": "Does the plan need to change?",
        "adults_answer": "yes",
        "in_danger": "not_known",
        "safe_now": "Yes, in school until 3:15pm",
        "children": [
            who(
                "Zofia",
                m,
                nhs_number=nhs("Zofia"),
                risk="From the men in the car. She may owe them for the £120 that the police kept.",
                strengths="She told Ms Arkwright-Sundaram about the gate by herself.",
                words="If I go out the front they see me.",
                words_heard="To Keerthana Arkwright-Sundaram, alone",
                forms=forms(
                    m.back(6), harm={"criminal": "Frightened of a debt; a new graze"}, ask={"sexual": "Zofia"}
                ),
                consent=asked("Agnieszka Wiśniewska, mother", by="Keerthana", at=m.day(6, 11)),
            )
        ],
    }
    stage.tells("keerthana", m.day(6, 11, 15), again, "Zofia, at school", key="lanternfield-2")
    stage.claims("amina", m.day(6, 11, 40), "Zofia, at school")
    stage.says_same(
        "amina",
        m.day(6, 11, 55),
        "Zofia, at school",
        as_="Zofia",
        because="Same name, birthday, home and school; the school rang to say so.",
    )
    stage.decides(
        "amina",
        m.day(6, 14, 20),
        "Zofia, at school",
        level="4",
        criteria=["4.3", "4.4"],
        section_47="met",
        section_47_why="A debt and an injury within two weeks: the harm goes on.",
        outcome="joins_plan",
        reasons="She is hurt and afraid of the front gate. The plan has nothing against the debt yet; its lead must see this today.",
        feedback="It is in Zofia’s plan now. Rhiannon is told; please use the back gate and sit with her until she is fetched.",
    )
    stage.reads_news(
        "rhiannon",
        m.day(6, 16, 10),
        "Zofia",
        says="I saw Zofia in school at 3pm. She comes and goes by the back gate, and somebody fetches her. What she is said to owe is"
        " spoken of with DS Marchbanks tomorrow.",
    )
