"""Two more children who have a plan by now, and how each came to it."""

from datetime import datetime

from kith.county.stories.children import UNKNOWN_HERE, asked, equality, forms, nhs, who
from kith.county.stories.senders import KEERTHANA, SCHOOL_NURSE
from kith.county.stories.stage import Stage
from kith.sharing.actions import declare_conflict


def twins(stage: Stage) -> None:
    """A nurse tells of two sisters. One is being sexually exploited online; the other is not."""
    m = stage.moments
    family = asked("Gráinne Bright, mother", by="The school nurse", at=m.day(19, 9, 40))
    sadhbh = who(
        "Sadhbh",
        m,
        nhs_number=nhs("Sadhbh"),
        risk="From a man who says that he is 22. He has a picture of her and tells her that he will send it to her class.",
        need="To know that the picture can be taken down. Somebody to sit with her while it is done.",
        strengths="She came to the nurse by herself. Her sister and her mum are with her.",
        words="He was nice for ages. Then he said I owed him.",
        words_heard="To the school nurse, alone, in the medical room",
        forms=forms(
            m.back(19),
            harm={
                "sexual": "One picture was sent under pressure; he asks for more",
                "online": "He reached her in a game",
            },
            ask={"trafficking": "Sadhbh, when she is ready"},
        ),
        consent=family,
        characteristics=equality(
            ethnicity="White Irish", first_language="Irish and English", interpreter="Not needed"
        ),
    )
    caoimhe = who(
        "Caoimhe",
        m,
        nhs_number=nhs("Caoimhe"),
        risk="None is known to her. She is frightened for her sister.",
        words="I told her to tell you.",
        words_heard="To the school nurse, with her sister",
        forms=forms(m.back(19), ask={"online": "Caoimhe’s mum, who is looking at the game with her"}),
        consent=family,
    )
    told = {
        **SCHOOL_NURSE,
        "what_happened": "Sadhbh showed the nurse 40 messages. The last asks for a second picture by Friday.",
        "sender_did": "Kept the phone switched on and did not scroll. Rang their mum, who came at once.",
        "sender_asks": "Please say who will speak with the police about the picture.",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes, at home with their mum",
        "children": [sadhbh, caoimhe],
    }
    stage.tells("beatrix", m.day(19, 10, 5), told, "Sadhbh", "Caoimhe", key="nurse-1")
    stage.claims("amina", m.day(19, 10, 20), "Sadhbh", "Caoimhe")
    stage.says_new("amina", m.day(19, 10, 45), "Sadhbh", "Caoimhe", because=UNKNOWN_HERE)
    stage.decides(
        "amina",
        m.day(19, 12, 30),
        "Sadhbh",
        level="4",
        criteria=["4.1"],
        section_47="met",
        section_47_why="She is being sexually harmed by an adult, who has a picture and threatens to send it.",
        outcome="strategy_discussion",
        lead="emeka",
        reasons="40 messages were seen by the nurse. He names a day. Her mum protects her; he can still reach her online.",
        feedback="Thank you for not scrolling. Emeka Strand-Ó Briain leads; he rings you today.",
    )
    stage.decides(
        "amina",
        m.day(19, 12, 45),
        "Caoimhe",
        level="1",
        criteria=[],
        section_47="not_met",
        section_47_why="Nobody has reached her. She is looked after at home, and her mum knows what to look for.",
        outcome="advice",
        reasons="No sign was seen for Caoimhe. She told, and she is not alone with it.",
        feedback="Please ask Caoimhe how she is, by herself, each week of this term.",
    )
    stage.opens_notice("beatrix", m.day(19, 13, 10), "Sadhbh")
    stage.adds_action(
        "emeka",
        m.day(18, 9, 30),
        "Sadhbh",
        says="Copies the messages from the phone with Sadhbh beside her, and gives it back the same day",
        owner="Olu Marchbanks",
        agency="police",
        due_on=m.back(15),
        purpose="He cannot go on threatening her with what the police hold",
        done=(
            "olu",
            m.day(16, 15, 20),
            "Copied while she waited, and the phone was hers again by 4pm. Sadhbh and her mum were there.",
        ),
    )
    stage.adds_action(
        "emeka",
        m.day(18, 9, 45),
        "Sadhbh",
        says="Asks the platform for the account’s name and to take the picture down",
        owner="Olu Marchbanks",
        agency="police",
        due_on=m.back(3),
        purpose="The picture cannot be sent round her class",
    )
    stage.adds_action(
        "emeka",
        m.day(18, 10),
        "Sadhbh",
        says="Sees Sadhbh alone in school, over lunch, and writes down what she says",
        owner="Emeka Strand-Ó Briain",
        agency="council",
        due_on=m.ahead(4),
        purpose="She is heard, and says herself whether he has found another way to her",
    )


def a_managers_niece(stage: Stage) -> None:
    """A school tells of a girl whom the front door's own manager is related to. He says so at once."""
    m = stage.moments
    told = {
        **KEERTHANA,
        "what_happened": "A kitchen knife was found in Cadi’s locker. She says that two older pupils gave it to her to keep.",
        "sender_did": "Took the knife to the office. Saw Cadi alone. Told the safer schools officer.",
        "sender_asks": "Help to keep her apart from the two who gave it to her.",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes, in school with her head of year",
        "children": [
            who(
                "Cadi",
                m,
                nhs_number=nhs("Cadi"),
                risk="From the two who made her keep the knife, if they learn that it was found.",
                need="To come and go without meeting them.",
                strengths="Plays the cornet in the town band. Close to her gran.",
                words="I couldn’t say no, they know which bus I get.",
                words_heard="To Keerthana Arkwright-Sundaram, alone",
                forms=forms(
                    m.back(13),
                    seen={
                        "serious_youth_violence": "Made to keep a knife",
                        "criminal": "Holding something for others",
                    },
                    ask={"online": "Her mum, about the group chat"},
                ),
                consent=asked("Siân Lloyd, mother", by="Keerthana", at=m.day(13, 9, 5)),
                characteristics=equality(
                    ethnicity="White Welsh", first_language="Welsh", disability="None", religion="Chapel"
                ),
            )
        ],
    }
    stage.tells("keerthana", m.day(13, 9, 30), told, "Cadi", key="lanternfield-1")

    def says_so(at: datetime) -> None:
        with stage.as_("huw") as by:
            declare_conflict(
                worker=stage.county.workers["huw"],
                subject=stage.subject("Cadi"),
                kind="family",
                because="She is his niece: his brother’s daughter",
                by=by,
                at=at,
            )

    stage.then(m.day(13, 9, 50), says_so)
    stage.claims("amina", m.day(13, 10), "Cadi")
    stage.says_new("amina", m.day(13, 10, 15), "Cadi", because=UNKNOWN_HERE)
    stage.decides(
        "amina",
        m.day(13, 15),
        "Cadi",
        level="3",
        criteria=["3.1"],
        section_47="unclear",
        section_47_why="She is made to hold a weapon. Whether they have threatened more, the assessment must ask.",
        outcome="assessment",
        lead="emeka",
        reasons="She was given the knife and could not refuse. Her mum and her gran are strong; the bus is where they find her.",
        feedback="Emeka Strand-Ó Briain will see Cadi in school this week.",
    )
    stage.opens_notice("keerthana", m.day(13, 15, 25), "Cadi")
    stage.adds_action(
        "emeka",
        m.day(12, 10),
        "Cadi",
        says="Drives Cadi home on band days until the bus has an adult on it whom she knows",
        owner="Emeka Strand-Ó Briain",
        agency="council",
        due_on=m.ahead(5),
        purpose="They cannot reach her on the bus",
    )
