"""What waits and is on time, what could not be read, what is kept to named readers, and what is next door's."""

from datetime import datetime, timedelta

from kith.core import says
from kith.county.stories.children import asked, forms, nhs, not_asked, who
from kith.county.stories.senders import police
from kith.county.stories.stage import Stage
from kith.county.stories.times import soon
from kith.sharing.actions import restrict


def a_flat(stage: Stage, *, is_due_today: bool) -> None:
    """Police tell of an adult's flat, and of no child by name. Nobody has taken it on."""
    m = stage.moments
    came = m.due_today(0.7) if is_due_today else m.earlier_today(6, 50)
    told = police(came, "RP/2026/04597", "PC Tobias Enyi-Marlowe", "Neighbourhood, Kelderby")
    told |= {
        "type": "adult of concern",
        "circumstances": "Neighbours see children of 12 to 15 go into a ground-floor flat at all hours. "
        "The tenant, who needs care himself, no longer answers the door.",
        "risk": "From those who have taken over the flat, to any child who is called there. No child is named yet.",
        "actions_taken": "Told adult social care about the tenant.",
        "asks": "Which schools could know who the children are?",
        "safe_now": "Not known",
        "in_danger": "not_known",
        "adults_answer": "yes",
        "children": [
            {
                "kind": "adult",
                "address_line": "Ground floor, 6 Slipway Court",
                "postcode": "RV6 3BN",
                "forms": forms(
                    m.today,
                    **_mark(stage, is_due_today, home_taken_over="A tenant shut in; children called there"),
                    ask={"criminal": "Police"},
                ),
                "consent": not_asked("No child or parent is known by name."),
                "adults": [
                    {
                        "name_or_description": "A man of about 25, grey hood, small dog",
                        "why": "Opens the door of the flat to children",
                        "allegation": "not_known",
                    }
                ],
            }
        ],
    }
    stage.police_tell(came, told, "A flat", key="RP-2026-000925")


def written_to_again(stage: Stage, *, is_due_today: bool) -> None:
    """The account in the game is back. Lukáš's mother rings 101."""
    m = stage.moments
    came = m.due_today(0.8) if is_due_today else m.earlier_today(8, 5)
    told = police(came, "RP/2026/04599", "Call handler 118", "Contact centre")
    told |= {
        "type": "call to 101",
        "circumstances": "Bethan Penhale rang: the account is back under another name and asks Lukáš where his school is.",
        "risk": "From whoever writes to him. They now ask for a place.",
        "actions_taken": "Messages kept. A crime number was given.",
        "safe_now": "Yes, at home with his mum",
        "adults_answer": "none_known",
        "children": [
            who(
                "Lukáš",
                m,
                risk="From whoever writes to him: they ask where he can be found.",
                words="He asked which gate.",
                words_heard="To his mum, who told the call handler",
                forms=forms(
                    m.today,
                    **_mark(stage, is_due_today, online="Written to again, and asked for a place"),
                    ask={"sexual": "Police"},
                ),
                consent=asked("Bethan Penhale, mother", by="Call handler 118", at=came),
            )
        ],
    }
    stage.police_tell(came, told, "Lukáš, again", key="RP-2026-000929")
    stage.claims("noor", soon(came, m.until, 10), "Lukáš, again")
    stage.says_same(
        "noor",
        soon(came, m.until, 15),
        "Lukáš, again",
        as_="Lukáš",
        because="Same name, birthday and home, and his mum gave our letter’s reference.",
    )


def not_born_yet(stage: Stage) -> None:
    """A midwife asks for help early, and the mother agrees."""
    m = stage.moments
    came = m.decision_on_time(7, 40)
    told = {
        "sender_name": "Philippa Iwu-Hardcastle, midwife",
        "sender_contact": "01632 960124",
        "source_code": "3D",
        "what_happened": "Rhoswen, 17, was exploited by adults from the age of 14. She is safe now and asks for help before the birth.",
        "sender_did": "Booked her with one midwife for the whole time.",
        "sender_asks": "Somebody who knows what she has been through, and does not ask her to tell it all again.",
        "adults_answer": "none_known",
        "in_danger": "no",
        "safe_now": "Yes, with her aunt",
        "children": [
            {
                "kind": "unborn",
                "family_name": "Adair-Mensah",
                "expected_on": (m.today + timedelta(days=74)).isoformat(),
                "parent_name": "Rhoswen Adair-Mensah",
                "address_line": "23 Capstan Close",
                "postcode": "RV3 8JY",
                "risk": "From the adults who exploited his mother, if they find where she lives.",
                "need": "A home that they do not know. Money for a cot.",
                "strengths": "Rhoswen comes to every appointment. Her aunt has a room for both.",
                "words_heard": "Not born yet. His mother’s words: “I want him to have a boring life.”",
                "forms": forms(m.today, ask={"sexual": "Rhoswen’s former social worker"}),
                "consent": asked("Rhoswen Adair-Mensah, mother", by="Her midwife", at=came),
            }
        ],
    }
    stage.tells("beatrix", came, told, "Unborn", key="midwife-1")
    stage.claims("amina", soon(came, m.until, 60), "Unborn")
    stage.says_new(
        "amina",
        soon(came, m.until, 65),
        "Unborn",
        because="Not born yet, and no record of this mother has a child.",
    )


def kept_to_named_readers(stage: Stage) -> None:
    """A colleague's daughter: her record is kept to those who must read it, as soon as that is seen."""
    m = stage.moments
    came = m.decision_on_time(2, 20)
    told = police(came, "RP/2026/04594", "PC Ines Corrigan-Tuddle", "Response, Ormsea")
    told |= {
        "type": "child concern",
        "circumstances": "Imogen was asleep in the shelter on the sea front. A friend’s sister had rung because she could not wake her.",
        "previous_incidents": "None on police systems",
        "risk": "Not known yet. She had drunk a lot and was by herself at night.",
        "actions_taken": "Ambulance checked her. Her dad, who is employed by the council, came.",
        "safe_now": "Yes, at home with her dad",
        "children": [
            who(
                "Imogen",
                m,
                nhs_number=nhs("Imogen"),
                spoken_to="yes",
                spoken_to_alone="no",
                words="Please don’t tell Dad’s work.",
                words_heard="To PC Corrigan-Tuddle, in the ambulance",
                forms=forms(m.today, ask={"sexual": "Imogen, when she is well", "online": "Imogen"}),
                consent=asked("Marcus Fairweather, father", by="PC Ines Corrigan-Tuddle", at=came),
            )
        ],
    }
    stage.police_tell(came, told, "Imogen", key="RP-2026-000921")

    def keeps(at: datetime) -> None:
        posts = stage.county.posts
        with stage.as_("huw") as by:
            restrict(
                subject=stage.subject("Imogen"),
                kind="colleague",
                because="Her father is employed by the council, in the same building as the front door",
                readers=[posts["huw"], posts["morwenna"]],
                whom_to_ask=posts["morwenna"],
                review_on=says.today_in_london(at) + timedelta(days=90),
                by=by,
                at=at,
            )

    stage.then(soon(came, m.until, 340), keeps)
    stage.claims("huw", soon(came, m.until, 350), "Imogen")
    stage.says_new("huw", soon(came, m.until, 355), "Imogen", because="She has not been known to us before.")


def next_door(stage: Stage) -> None:
    """The same force, another area: Yūsuf's dad lives in Kelderdale, so its front door has this one."""
    m = stage.moments
    came = m.ago(minutes=95)
    told = police(came, "RP/2026/04600", "PC Wilfred Asante-Coyle", "Response, Kelderby")
    told |= {
        "type": "child concern",
        "circumstances": "Yūsuf was at the skate park with two boys of 17. He carried a rucksack that one of them took back when we came.",
        "previous_incidents": "Spoken to at the skate park in August, with the same two",
        "risk": "From the two who gave him the rucksack.",
        "actions_taken": "Walked him to his dad’s.",
        "safe_now": "Yes, at his dad’s",
        "children": [
            who(
                "Yūsuf",
                m,
                address_line="4 Weir Cottages, Kelderby",
                postcode="KD2 5RA",
                previous_postcodes=["RV5 2HB"],
                parent_name="Karīm al-Rashīdī",
                school_name="",
                spoken_to="yes",
                spoken_to_alone="yes",
                words="It’s their bag.",
                words_heard="To PC Asante-Coyle, on the walk home",
                forms=forms(
                    m.today,
                    seen={"criminal": "Carried a rucksack for two older boys"},
                    ask={"serious_youth_violence": "School"},
                ),
                consent=asked("Karīm al-Rashīdī, father", by="PC Wilfred Asante-Coyle", at=came),
            )
        ],
    }
    stage.police_tell(came, told, "Yūsuf, next door", key="RP-2026-000927")
    stage.claims("silas", m.ago(minutes=70), "Yūsuf, next door")


def cut_off(stage: Stage) -> None:
    """A message that came half: somebody must ring the force within the hour."""
    half = b'{"police_ref": "RP/2026/04598", "incident_at": "'
    stage.police_tell(stage.moments.ago(minutes=40), half, key="RP-2026-000928")


def _mark(stage: Stage, is_due_today: bool, **signs: str) -> dict[str, dict[str, str]]:
    return {"harm" if is_due_today and stage.moments.is_evening else "seen": signs}
