"""Children for whom early help or advice was decided."""

from kith.county.stories.children import FIRST_KEY, UNKNOWN_HERE, asked, equality, forms, nhs, not_asked, who
from kith.county.stories.senders import IDWAL
from kith.county.stories.stage import Stage


def brother_and_sister(stage: Stage) -> None:
    """A school tells of two children of one home; the family agrees to early help."""
    m = stage.moments
    consent = asked("Daciana Brâncoveanu, mother", by="Idwal Fenwright-Osei", at=m.day(17, 8, 50))
    known = equality(
        ethnicity="Any other White background", first_language="Romanian", interpreter="Yes, Romanian"
    )
    told = {
        **IDWAL,
        "what_happened": "Fane slept in three lessons this week. He carries boxes at a warehouse on the quay until 2am, for cash.",
        "sender_did": "Breakfast for both each morning. Spoke with their mum, who works nights and did not know.",
        "sender_asks": "Somebody who can sit with the family about nights.",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes, at school",
        "children": [
            who(
                "Ștefan",
                m,
                nhs_number=nhs("Ștefan"),
                risk="From whoever has a boy of 15 lifting at night. He does not say who pays.",
                need="Sleep, and a way to earn that is safe and legal at 15.",
                strengths="He looks after his sister. He likes maths and his form tutor.",
                impact="Attendance is 71% this half-term; it was 94%.",
                words="It’s only boxes. Mum needs it.",
                words_heard="To Mr Fenwright-Osei, alone",
                forms=forms(
                    m.back(17),
                    seen={"labour": "Night work for cash at 15; nobody has told us for whom"},
                    ask={"criminal": "Police, about the warehouse", "trafficking": "Police"},
                ),
                consent=consent,
                characteristics=known,
            ),
            who(
                "Ilinca",
                m,
                nhs_number=nhs("Ilinca"),
                risk="She is alone at home on four nights a week.",
                need="A grown-up in the flat at night.",
                strengths="Top of her reading group. A neighbour, Mrs Oduya, gives her tea.",
                words="I put the chair by the door.",
                words_heard="To her class teacher",
                forms=forms(m.back(17)),
                consent=consent,
                characteristics=known,
            ),
        ],
    }
    stage.tells("idwal", m.day(17, 10, 15), told, "Ștefan", "Ilinca", key="harrowmere-1")
    stage.claims("noor", m.day(17, 11), "Ștefan", "Ilinca")
    stage.says_new("noor", m.day(17, 11, 20), "Ștefan", "Ilinca", because=UNKNOWN_HERE)
    stage.asks_views("amina", m.day(17, 11, 50), "Ștefan", level="2", section_47="not_met", outcome="early_help",
                     reasons="He lifts boxes at night and misses school. His mum wants help with nights and money.")  # fmt: skip
    stage.gives_view("olu", m.day(17, 13, 5), "Ștefan", agrees="yes", because="The warehouse is not known to us. Licensing are asked who runs it.")  # fmt: skip
    stage.gives_view("beatrix", m.day(17, 13, 40), "Ștefan", agrees="yes", because="Tired, well nourished, no injury in two years. The school nurse sees him on Thursday.")  # fmt: skip
    for name, criteria, reasons, against in (
        ("Ștefan", ["2.1", "2.2"], "He lifts boxes at night and misses school. His mum wants help with nights and money.",
         "We do not know who pays him. If anybody asks more of him than boxes, this is level 3 or 4."),
        ("Ilinca", ["2.2"], "She is 11 and alone on four nights. Her mum asked for help as soon as she was asked.", ""),
    ):  # fmt: skip
        stage.decides(
            "amina",
            m.day(17, 15, 40),
            name,
            level="2",
            criteria=criteria,
            section_47="not_met",
            section_47_why="Their mum has changed two shifts this week, and the neighbour is there on the others.",
            outcome="early_help",
            reasons=reasons,
            against=against,
            feedback="Please tell us the same day if a stranger fetches Fane, or if he has money or a phone that is new.",
        )
    stage.opens_notice("idwal", m.day(16, 8, 20), "Ștefan")


def between_two_homes(stage: Stage) -> None:
    """A boy whose mum lives in one area and whose dad in the next: each front door knows a part."""
    m = stage.moments
    told = {
        **IDWAL,
        "what_happened": "Yūsuf missed six Mondays of eight. He says that he is at his dad’s, over in Kelderdale.",
        "sender_did": "Home visit, lunch money, a place at homework club.",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes",
        "children": [
            who(
                "Yūsuf",
                m,
                nhs_number=nhs("Yūsuf"),
                risk="He is out of everybody’s sight from Friday to Tuesday.",
                strengths="Walks his little cousin to school when he is at his mum’s.",
                words="It’s quieter at Dad’s.",
                words_heard="To Mr Fenwright-Osei",
                forms=forms(m.back(11), ask={"criminal": "His dad", "missing_form_not_known": "His dad"}),
                consent=asked("Leah Barrow, mother", by="Idwal Fenwright-Osei", at=m.day(11, 12)),
            )
        ],
    }
    stage.tells("idwal", m.day(11, 13, 5), told, "Yūsuf", key="harrowmere-2")
    stage.claims("noor", m.day(11, 14), "Yūsuf")
    stage.says_new("noor", m.day(11, 14, 10), "Yūsuf", because=UNKNOWN_HERE)
    stage.decides(
        "noor",
        m.day(10, 10, 30),
        "Yūsuf",
        level="2",
        criteria=["2.2"],
        section_47="not_met",
        section_47_why="No harm was told or seen. Both parents answer the telephone.",
        outcome="early_help",
        reasons="Six Mondays missed, and nobody at the dad’s was asked yet. His mum wants one person for both homes.",
        feedback="Early help will ring both parents. Please go on with homework club.",
    )


def stopped_with_a_bag(stage: Stage) -> None:
    """Police stop a boy who carries somebody else's bag. A manager does not agree to close it."""
    m = stage.moments
    told = {
        "police_ref": "RP/2026/04502",
        "incident_at": m.day(9, 22, 5).isoformat(),
        "submitted_at": m.day(9, 22, 40).isoformat(),
        "officer": "PC Tobias Enyi-Marlowe",
        "unit": "Neighbourhood, Ormsea",
        "type": "stop and search",
        "circumstances": "Abdirahman was stopped by the arcade with a bag that held four new phones. He said that it was a friend’s.",
        "risk": "From whoever gave him the bag. He would not say the name.",
        "actions_taken": "Kept the bag. Rang his mum, who came.",
        "adults_answer": "not_asked",
        "in_danger": "no",
        "safe_now": "Yes, home with his mum",
        "children": [
            who(
                "Abdirahman",
                m,
                spoken_to="yes",
                spoken_to_alone="no",
                words="Just carrying it, that’s all.",
                words_heard="To PC Enyi-Marlowe, by the arcade, his mum on the phone",
                forms=forms(
                    m.back(9),
                    seen={"criminal": "Carrying phones for somebody"},
                    ask={"serious_youth_violence": "School"},
                ),
                consent=not_asked("Nobody asked at the stop; his mum was told on the phone."),
            )
        ],
    }
    # The force's system had been restarted and counted from the same number again.
    stage.police_tell(m.day(9, 22, 40), told, "Abdirahman", key=FIRST_KEY)
    stage.claims("noor", m.day(8, 9, 10), "Abdirahman")
    stage.says_new("noor", m.day(8, 9, 25), "Abdirahman", because=UNKNOWN_HERE)
    stage.views_closing("huw", m.day(8, 11, 30), "Abdirahman", is_agreed=False,
                        because="Four new phones are a sign, and he was not spoken to alone. Offer help first.")  # fmt: skip
    stage.asks_views("noor", m.day(8, 9, 40), "Abdirahman", level="3", section_47="not_met", outcome="early_help",
                     reasons="He carried a bag for somebody he will not name. His mum wants a mentor for him.")  # fmt: skip
    stage.gives_view("beatrix", m.day(8, 10, 35), "Abdirahman", agrees="yes", because="No injury, no visit this year. The school nurse can see him alone on Monday.")  # fmt: skip
    stage.agency_is_told(m.day(8, 14), "Abdirahman")
    stage.decides(
        "noor",
        m.day(8, 14, 10),
        "Abdirahman",
        level="3",
        criteria=["3.1"],
        section_47="not_met",
        section_47_why="One sign, no injury, and his mum collected him within 20 minutes.",
        outcome="early_help",
        reasons="He carried a bag for somebody he will not name. His mum wants a mentor for him, and so does he.",
        against="He was not seen alone. A second sign within weeks would make this level 4.",
        alone_because="DS Marchbanks is in court today. The officer who stopped him has told what police know.",
        feedback="Please ask for him to be spoken to alone next time, with a Somali interpreter for his mum.",
    )
    stage.opens_notice("olu", m.day(8, 15), "Abdirahman")


def a_mother_rings(stage: Stage) -> None:
    """A parent rings the front door about a game; the screener writes it down and gives advice."""
    m = stage.moments
    told = {
        "sender_name": "Bethan Penhale, mother; written down by Noor Castellane-Webb",
        "sender_contact": "01632 960188",
        "source_code": "1A",
        "what_happened": "Somebody in a game has given Lukáš £15 of tokens and asks him to move to another app.",
        "sender_did": "Took the tablet downstairs. Kept the messages.",
        "sender_asks": "What should we do with the messages?",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes, at home",
        "children": [
            who(
                "Lukáš",
                m,
                nhs_number=nhs("Lukáš"),
                risk="From whoever gives the tokens: gifts and a new app are how a child is drawn away.",
                strengths="He showed his mum the messages himself.",
                words="He’s level 90, he wouldn’t lie.",
                words_heard="To his mum",
                forms=forms(
                    m.back(5),
                    seen={"online": "Gifts, and asked to move to another app"},
                    ask={"sexual": "Police, from the messages"},
                ),
                consent=asked("Bethan Penhale, mother", by="Noor Castellane-Webb", at=m.day(5, 16, 5)),
                characteristics=equality(disability="Autistic", first_language="English"),
            )
        ],
    }
    stage.tells("noor", m.day(5, 16, 20), told, "Lukáš", key="telephone-1")
    stage.claims("noor", m.day(5, 16, 25), "Lukáš")
    stage.says_new("noor", m.day(5, 16, 40), "Lukáš", because=UNKNOWN_HERE)
    stage.views_closing("huw", m.day(4, 9, 50), "Lukáš", is_agreed=True,
                        because="The gifts are a sign. He told his mum, she acted the same hour, and he moved nowhere.")  # fmt: skip
    stage.asks_views("noor", m.day(5, 16, 45), "Lukáš", level="2", section_47="not_met", outcome="advice",
                     reasons="Gifts in a game and a mother who acted the same hour.")  # fmt: skip
    stage.gives_view("olu", m.day(4, 9, 5), "Lukáš", agrees="yes", because="The account is reported to the platform. It is in no other case of ours.")  # fmt: skip
    stage.gives_view("beatrix", m.day(4, 9, 20), "Lukáš", agrees="no", level="2", section_47="not_met", outcome="early_help",
                     because="He is autistic and reads gifts as friendship. A letter to his mum is not enough: somebody should sit with him.")  # fmt: skip
    stage.decides(
        "noor",
        m.day(4, 10, 5),
        "Lukáš",
        level="2",
        criteria=["2.1"],
        section_47="not_met",
        section_47_why="He has moved to no other app and has met nobody. His mum acted the same hour.",
        outcome="advice",
        reasons="Gifts in a game and a mother who acted. How to keep the messages and block the account is written down for her.",
        against="Health would offer early help: he may not see the next gift for what it is. His mum wants to try by herself first.",
        feedback="Block, keep, report: the three steps are in the letter. Ring us if he is written to again.",
    )
