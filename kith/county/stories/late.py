"""What has waited too long at the front door, each with somebody."""

from kith.county.stories import attached
from kith.county.stories.children import UNKNOWN_HERE, asked, equality, forms, nhs, not_asked, who
from kith.county.stories.senders import KEERTHANA, police
from kith.county.stories.signs import heard_at_the_school
from kith.county.stories.stage import Stage
from kith.county.stories.thinking import about_minh_anh, about_zofia
from kith.county.stories.times import soon


def late(stage: Stage) -> None:
    """Two decisions and a picture that have been waiting too long, each with somebody."""
    m = stage.moments
    came = m.decision_late(11, 20)
    hospital = {
        "sender_name": "Maud Ellery-Onwuka, sister in charge",
        "sender_contact": "01632 960120",
        "source_code": "3E",
        "event_at": came.isoformat(),
        "what_happened": "Third visit in ten weeks. “I fell”, each time. A man whom she did not greet waited outside in a car.",
        "sender_did": "Kept her until her mum came. X-ray of the wrist: no break.",
        "sender_asks": "Is there a plan that we should know of?",
        "adults_answer": "not_asked",
        "in_danger": "no",
        "safe_now": "Yes, home with her mum",
        "children": [
            who(
                "Zofia",
                m,
                nhs_number=nhs("Zofia"),
                school_name="",
                risk="Three falls are hard to believe. Somebody may be hurting her.",
                words="I fell. Can I go now?",
                words_heard="To the nurse, behind the curtain",
                forms=forms(
                    m.today,
                    seen={"criminal": "Injuries, and a man waiting"},
                    ask={"sexual": "Sexual health, if she agrees"},
                ),
                consent=asked("Agnieszka Wiśniewska, mother", by="Maud Ellery-Onwuka", at=came),
            )
        ],
    }
    stage.tells("beatrix", came, hospital, "Zofia, third visit", key="infirmary-1")
    stage.claims("noor", soon(came, m.until, 115), "Zofia, third visit")
    stage.says_same(
        "noor",
        soon(came, m.until, 125),
        "Zofia, third visit",
        as_="Zofia",
        because="Same NHS number, name, birthday and home.",
    )
    about_zofia(stage, came)

    came = m.decision_late(14, 35)
    school = {
        **KEERTHANA,
        "what_happened": "Minh Anh came to school by van, with hands sore from varnish. She joined the school this term and nobody comes to parents’ evening.",
        "sender_did": "Found a teaching assistant who speaks Vietnamese. Gave her a coat.",
        "sender_asks": "Where does she live, and with whom?",
        "adults_answer": "yes",
        "in_danger": "not_known",
        "safe_now": "In school until 3:15pm; after that we do not know",
        "children": [
            who(
                "Minh Anh",
                m,
                risk="From whoever drives the van and keeps her papers. She may be made to do nails all weekend.",
                need="Somebody who speaks Vietnamese and is not from the house.",
                strengths="Draws beautifully. Eats with two girls from her form.",
                words="Auntie is not my auntie.",
                words_heard="To the teaching assistant, in Vietnamese",
                forms=forms(
                    m.today,
                    seen={
                        "labour": "Sore hands, varnish, very tired on Mondays",
                        "trafficking": "Van each day; papers are kept by others",
                    },
                    ask={"domestic_servitude": "Nobody yet; home not known", "sexual": "Nobody yet"},
                ),
                consent=not_asked(
                    "To ask at the house could put her in danger; who lives there is not known."
                ),
                adults=[
                    {
                        "name_or_description": "“Auntie”, about 45, drives a grey van",
                        "relation": "Says that she is an aunt",
                        "allegation": "not_known",
                    }
                ],
                characteristics=equality(
                    ethnicity="Vietnamese",
                    first_language="Vietnamese",
                    interpreter="Yes, not from her community",
                ),
            )
        ],
    }
    stage.tells("keerthana", came, school, "Minh Anh", key="lanternfield-3")
    attached.with_minh_anh(stage, soon(came, m.until, 1))
    stage.claims("amina", soon(came, m.until, 40), "Minh Anh")
    stage.says_new(
        "amina",
        soon(came, m.until, 70),
        "Minh Anh",
        because="No record here has this name or birthday, with or without accents.",
    )
    about_minh_anh(stage, came)

    came = m.picture_late(minutes=130)
    told = police(came, "RP/2026/04588", "PC Ines Corrigan-Tuddle", "Response, Kelderby")
    told |= {
        "type": "child concern",
        "circumstances": "Oluwatomisin was in a flat that officers entered on a warrant. An adult was arrested. He said that he sleeps there sometimes.",
        "risk": "From the people who use the flat. He may be made to stay with what they keep there.",
        "previous_incidents": "In May and in July he was in cars that were stopped at night. He was a passenger each time.",
        "actions_taken": "Took him to his mum. Asked his practice, through the night team, about injuries in May and July.",
        "children": [
            who(
                "Oluwatomisin",
                m,
                spoken_to="yes",
                spoken_to_alone="yes",
                demeanour="Quiet. Asked twice who else had been arrested.",
                characteristics=equality(ethnicity="Black African", first_language="Yoruba and English"),
                words="If I leave they say I left the door open.",
                words_heard="To PC Corrigan-Tuddle, alone",
                forms=forms(
                    m.today,
                    seen={
                        "home_taken_over": "Sleeps in a flat that adults have taken over",
                        "criminal": "Told to mind the door",
                    },
                ),
                consent=asked("Fọlákẹ́ Adéwálé, mother", by="PC Ines Corrigan-Tuddle", at=came),
            )
        ],
    }
    stage.police_tell(came, told, "Oluwatomisin", key="RP-2026-000912")
    stage.claims("amina", soon(came, m.until, 140), "Oluwatomisin")
    stage.says_new("amina", soon(came, m.until, 160), "Oluwatomisin", because=UNKNOWN_HERE)
    heard_at_the_school(stage, soon(came, m.until, 165))
