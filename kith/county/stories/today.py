"""What is due today at the front door, and what came minutes ago."""

from kith.county.stories.children import asked, equality, forms, nhs, who
from kith.county.stories.senders import SCHOOL_NURSE, police
from kith.county.stories.stage import Stage
from kith.county.stories.times import RED, soon


def new_and_red(stage: Stage) -> bool:
    """One incident, two children, two households, minutes old and nobody's yet. Says whether it is due today."""
    m = stage.moments
    came = m.ago(minutes=9)
    told = police(came, "RP/2026/04601", "PC Rosalind Achebe-Thwaite", "Response, Skarhaven")
    told |= {
        "type": "child concern",
        "circumstances": "Officers saw two children get out of a white van behind the bus station. Two adults drove off. "
        "Jayden-Lee had £340 and two phones.",
        "risk": "From the two adults and whoever sent them: both may be made to carry drugs or money.",
        "weapons_drugs_injury": "No weapon, no drugs. A burn on Jayden-Lee’s hand, a day or two old.",
        "actions_taken": "Took both home. Kept one phone, with his agreement.",
        "asks": "A discussion as early as can be, please. They are 14 and 15.",
        "safe_now": "Yes, both at home; officers saw them in",
        "adults_answer": "yes",
        "children": [
            who(
                "Jayden-Lee",
                m,
                spoken_to="yes",
                spoken_to_alone="yes",
                demeanour="Shaking. Held on to the money until his mum came.",
                words="It isn’t mine. I have to give it back.",
                words_heard="To PC Achebe-Thwaite, alone",
                strengths="His mum came at once. He asked for the officer’s number.",
                forms=forms(
                    m.today,
                    harm={"criminal": "Carries money for adults; says that it must go back"},
                    seen={
                        "trafficking": "Driven by adults",
                        "missing_form_not_known": "Not reported missing",
                    },
                    ask={
                        "sexual": "School nurse",
                        "serious_youth_violence": "School",
                        "home_taken_over": "Housing",
                    },
                ),
                consent=asked("Kerry Ormerod, mother", by="PC Rosalind Achebe-Thwaite", at=came),
                household=[
                    {"name": "Kerry Ormerod", "age": 38, "relation": "mother", "is_child": "no"},
                    {
                        "name": "Tyler Ormerod",
                        "date_of_birth": m.born(12, 9, 3).isoformat(),
                        "relation": "brother",
                        "is_child": "yes",
                    },
                    {"name": "Lacey-Mae Ormerod", "age": 6, "relation": "sister", "is_child": "yes"},
                ],
                adults=[
                    {
                        "name_or_description": "Dale Skerrow, 36",
                        "relation": "Lived with Kerry Ormerod until spring",
                        "why": "He has been at the house twice since then, a neighbour says; not checked",
                        "allegation": "convicted",
                        "restriction": "Restraining order: he must not contact Kerry Ormerod or her children, or go to the house",
                        "restriction_ends_on": m.ahead(60).isoformat(),
                        "restriction_source": "Probation",
                        "safe_contact": "Kerry Ormerod’s work telephone, 01632 960145, 10am to 2pm",
                        "home_contact_unsafe": True,
                    }
                ],
            ),
            # Little is known of her yet: what is missing is shown as missing.
            who(
                "Þórdís",
                m,
                spoken_to="yes",
                spoken_to_alone="no",
                risk="",
                forms=[
                    {
                        "form": "criminal",
                        "answer": "seen",
                        "harm": True,
                        "what": "In the van with adults and money",
                    }
                ],
            ),
        ],
    }
    stage.police_tell(came, told, "Jayden-Lee", "Þórdís", key="RP-2026-000931")
    return m.is_today(came + RED)


def due_today(stage: Stage) -> bool:
    """Three that are with somebody and due today, and a twin to be told apart. Says whether hers is due today."""
    m = stage.moments
    day, mark = m.today, "harm" if m.is_evening else "seen"

    came = m.due_today(0.1)
    told = police(came, "RP/2026/04590", "PC Delphine Attwater", "Response, Skarhaven")
    told |= {
        "type": "child concern",
        "circumstances": "The porter of a guest house rang 101: a girl, two men, and a room paid for in cash. Khin Myat Noe opened the door.",
        "risk": "From the men who paid. She has no money of her own and they keep her phone.",
        "actions_taken": "Took her to her mum. The porter keeps the register for us.",
        "children": [
            who(
                "Khin Myat Noe",
                m,
                spoken_to="yes",
                spoken_to_alone="yes",
                demeanour="Did not take off her coat.",
                words="They said it is a job for a model.",
                words_heard="To PC Attwater, in Burmese through an interpreter on the telephone",
                forms=forms(
                    day,
                    **{mark: {"sexual": "A room paid for by two adults"}},
                    ask={"trafficking": "The porter"},
                ),
                consent=asked("Daw Htay, mother", by="PC Delphine Attwater", at=came),
                characteristics=equality(
                    ethnicity="Burmese", first_language="Burmese", interpreter="Yes", religion="Buddhist"
                ),
            )
        ],
    }
    stage.police_tell(came, told, "Khin Myat Noe", key="RP-2026-000918")
    stage.claims("amina", soon(came, m.until, 25), "Khin Myat Noe")
    stage.says_new(
        "amina",
        soon(came, m.until, 50),
        "Khin Myat Noe",
        because="One name only, no family name in use; nobody like her is known.",
    )

    came = m.due_today(0.3)
    hospital = {
        "sender_name": "Dr Anselm Pook-Ferreira",
        "sender_contact": "01632 960120",
        "source_code": "3E",
        "event_at": came.isoformat(),
        "what_happened": "A cut across the palm, six stitches. Abdi says that it was glass. It is straight and clean.",
        "sender_did": "Stitched it, photographed it with his agreement, rang his mum.",
        "sender_asks": "Has he been hurt before?",
        "adults_answer": "not_asked",
        "in_danger": "not_known",
        "safe_now": "Yes, on the ward with his mum",
        "children": [
            who(
                "Abdirahman",
                m,
                given_name="Abdi",
                known_as="",
                family_name="Warsame",
                school_name="",
                nhs_number=nhs("Abdirahman"),
                risk="From whoever held the blade.",
                words="Glass. It was just glass.",
                words_heard="To Dr Pook-Ferreira, his mum outside the door",
                forms=forms(
                    day,
                    **{mark: {"serious_youth_violence": "A straight cut across the palm"}},
                    ask={"criminal": "Police"},
                ),
                consent=asked("Hodan Warsame, mother, with an interpreter", by="Dr Pook-Ferreira", at=came),
            )
        ],
    }
    stage.tells("beatrix", came, hospital, "Abdirahman, stitches", key="infirmary-2")
    stage.claims("noor", soon(came, m.until, 30), "Abdirahman, stitches")

    came = m.due_today(0.5)
    youth = {
        "sender_name": "Jolanta Merriweather-Sy",
        "sender_contact": "01632 960161",
        "source_code": "8",
        "what_happened": "A man we do not know came for Fane at the end of the session. Fane got into the car without a word.",
        "sender_did": "Wrote down the number of the car. Rang Fane’s mum, who knows no such man.",
        "sender_asks": "Does anybody know who this is?",
        "adults_answer": "yes",
        "in_danger": "not_known",
        "safe_now": "Home two hours later, his mum says",
        "children": [
            who(
                "Ștefan",
                m,
                given_name="Stefan",
                known_as="Fane",
                family_name="Brancoveanu",
                nhs_number="",
                school_name="",
                risk="From the man with the car, whom he seems to have to obey.",
                words="Don’t ask me, yeah?",
                words_heard="To Jolanta, by the door",
                forms=forms(
                    day,
                    **{mark: {"criminal": "Fetched by an unknown adult, and went at once"}},
                    ask={"labour": "School"},
                ),
                consent=asked("Daciana Brâncoveanu, mother", by="Jolanta Merriweather-Sy", at=came),
            )
        ],
    }
    stage.tells("jolanta", came, youth, "Ștefan, fetched", key="tidewall-1")
    stage.claims("noor", soon(came, m.until, 45), "Ștefan, fetched")
    stage.cannot_tell(
        "noor",
        soon(came, m.until, 60),
        "Ștefan, fetched",
        because="Likely Ștefan of Ropewalk; the number was not sent. Jolanta is asked for his birthday again.",
    )

    twin = who("Caoimhe", m, family_name="Ni Chonaill", middle_names="", parent_name="Grainne Bright")
    year, month, number = twin["date_of_birth"].split("-")
    nurse = {
        **SCHOOL_NURSE,
        "what_happened": "She has come to the medical room four times this week, with a stomach ache, before the last lesson.",
        "sender_did": "Sat with her. Nothing was found that needs a doctor.",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes, at home",
        "children": [
            twin
            | {
                # Day and month changed places, as happens when a date is copied.
                "date_of_birth": f"{year}-{number}-{month}",
                "risk": "None was told. Something at the end of the day worries her.",
                "words": "Can I stay here till everybody’s gone?",
                "words_heard": "To the school nurse",
                "forms": forms(
                    day, ask={"online": "Her mum", "sexual": "Her mum", "serious_youth_violence": "School"}
                ),
                "consent": asked("Gráinne Bright, mother", by="The school nurse", at=m.day(1, 9)),
            }
        ],
    }
    stage.tells("beatrix", m.decision_today(9, 55), nurse, "Caoimhe, or her twin", key="nurse-2")
    return m.is_before_home_time
