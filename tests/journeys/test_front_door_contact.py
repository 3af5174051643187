"""A contact's page shows what was sent, what is missing, what must not be done, and what came before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.core import codes
from tests import databases
from tests.asked import statements
from tests.world import World, child, notification, telling

DEAN = {
    "name_or_description": "Dean Orrick-Vale",
    "relation": "mother’s former partner",
    "allegation": "convicted",
    "restriction": "Restraining order: must not go to the house.",
    "restriction_ends_on": "2027-02-04",
    "restriction_source": "Probation",
    "safe_contact": "Lorna’s work phone, 10am to 2pm",
    "home_contact_unsafe": True,
}


def opened(world: World, who: str, given_name: str, part: str = "") -> str:
    answer = world.browser(who).get(f"/contacts/{world.contact(given_name).reference}/{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_the_childs_words_what_was_seen_and_what_is_not_known(world: World) -> None:
    forms = [{"form": "criminal", "answer": "seen", "harm": True, "what": "Holding money for others"}]
    forms += [{"form": "sexual", "answer": "not_known", "who_would_know": "The school nurse"}]
    world.school_refers("Kayleigh", forms=forms)
    told = opened(world, "amina", "Kayleigh")
    assert "It’s never one time." in told
    assert "Harm seen" in told and "Holding money for others" in told
    assert "Would know: The school nurse" in told
    assert f"{len(codes.of('exploitation_forms').entries) - 2} not asked" in told


def test_a_home_that_must_not_be_written_to_is_in_a_box_that_stops(world: World) -> None:
    world.refers("keerthana", telling(child("Kayleigh", adults=[DEAN]), adults_answer="yes"))
    told = opened(world, "amina", "Kayleigh")
    assert "Do not write to 14 Withy Garth" in told
    assert "(convicted)" in told and "Ends 4 February 2027" in told and "Lorna’s work phone" in told


def test_an_allegation_is_always_shown_with_its_status(world: World) -> None:
    world.refers("keerthana", telling(child("Kayleigh", adults=[{"name_or_description": "A man in a van"}])))
    assert "it is not known whether this was alleged, charged or proved" in opened(world, "amina", "Kayleigh")


def test_why_the_family_was_not_asked_reads_as_the_sender_chose_or_wrote_it(world: World) -> None:
    for name, why, words in (
        (
            "Kayleigh",
            "young_person_decides",
            "The young person understands, and asked us not to tell the family",
        ),
        ("Orla", "will_ask_soon", "Not yet: we will ask, and tell you"),
        ("Maeve", "Her nan_in is in hospital", "Her nan_in is in hospital"),
    ):
        said = {"needed": "no", "outcome": "not_asked", "not_asked_because": why, "informed": "no"}
        world.school_refers(name, consent=said)
        assert f"Not asked: {words}." in opened(world, "amina", name)


def test_what_is_missing_is_named_and_the_sender_is_the_one_to_ask(world: World) -> None:
    world.refers("keerthana", telling(child("Kayleigh", risk="", consent=None, words="")))
    told = opened(world, "amina", "Kayleigh")
    assert "Not recorded in what was sent: risk, consent" in told
    assert "Ask Keerthana Arkwright-Sundaram" in told
    assert "Nobody wrote down whether the family was asked" in told


def test_the_other_child_of_the_incident_is_a_link_and_one_in_another_area_is_kept_back(world: World) -> None:
    world.police_notify(
        notification(child("Maisie-Grace"), child("Bartłomiej"), child("Sóley", postcode="KD1 2AB"))
    )
    told = opened(world, "amina", "Maisie-Grace")
    assert f"/contacts/{world.contact('Bartłomiej').reference}/" in told
    assert "One more child" in told and "Sóley" not in told


def test_what_police_alone_say_and_what_kith_does_not_know_is_shown_as_it_was_sent(world: World) -> None:
    world.police_notify(
        notification(
            child("Maisie-Grace", spoken_to_alone="no"), police_risk_grade="High", bodycam_id="BWV-77"
        )
    )
    told = opened(world, "amina", "Maisie-Grace")
    assert "Police grading of the risk" in told and "High" in told
    assert "Was the child spoken to alone?" in told
    assert "bodycam_id" in told and "BWV-77" in told


def test_what_the_sender_added_later_stands_beside_it(world: World) -> None:
    world.police_notify(notification(child("Maisie-Grace")))
    world.police_notify(notification(child("Maisie-Grace"), circumstances="Now home with her nan."))
    assert "Now home with her nan." in opened(world, "amina", "Maisie-Grace")


def test_once_the_child_is_known_earlier_contacts_stand_with_what_was_decided(world: World) -> None:
    world.school_refers("Kayleigh", because="Money in her bag")
    world.front_door_decides("Kayleigh")
    first = world.contact("Kayleigh")
    world.school_refers("Kayleigh", because="Seen in a silver van")
    second = world.contact("Kayleigh")
    with world.as_("amina"):
        subject = first.subject.reference
    browser = world.browser("amina")
    page = browser.get(f"/contacts/{second.reference}/who/")
    browser.post(
        f"/contacts/{second.reference}/who/",
        {"who": subject, "because": "Same NHS number, the school says", "shown": page.context["was_shown"]},
    )
    told = opened(world, "amina", "Kayleigh")
    assert "1 other contact in 12 months" in told
    assert "Money in her bag" in told and "Strategy discussion, and a plan now" in told
    assert "Live</b>, version 1" in told


def test_what_was_written_is_never_taken_as_markup(world: World) -> None:
    world.school_refers("Kayleigh", because="<script>alert(1)</script>", risk="<b>x</b>")
    told = opened(world, "amina", "Kayleigh")
    assert "<script>alert" not in told and "&lt;script&gt;alert" in told


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("keerthana", id="the school that sent it"),
        pytest.param("silas", id="the other area's front door"),
        pytest.param("olu", id="police who have no part in it"),
        pytest.param("rhiannon", id="a social worker who has not been given the child"),
    ],
)
@pytest.mark.parametrize(
    "part", [pytest.param(part, id=part or "its page") for part in ("", "who/", "decide/")]
)
def test_to_whoever_may_not_see_it_a_contact_looks_the_same_as_one_that_never_was(
    world: World, who: str, part: str
) -> None:
    world.school_refers("Kayleigh")
    browser = world.browser(who)
    refused = browser.get(f"/contacts/{world.contact('Kayleigh').reference}/{part}")
    absent = browser.get(f"/contacts/222222222222/{part}")
    assert (refused.status_code, refused.content) == (absent.status_code, absent.content)
    assert refused.status_code == 404


def test_a_refusal_is_written_down_though_nothing_else_is(world: World) -> None:
    world.school_refers("Kayleigh")
    world.browser("silas").get(f"/contacts/{world.contact('Kayleigh').reference}/")
    with databases.as_role("owner"):
        found = world.sql("select about from sharing_auditevent where not is_allowed and action = 'refused'")
    assert found == [("frontdoor:contact",)]


def test_a_school_cannot_claim_what_it_sent(world: World) -> None:
    world.school_refers("Kayleigh")
    answer = world.browser("keerthana").post(f"/contacts/{world.contact('Kayleigh').reference}/claim/")
    assert answer.status_code == 404
    assert world.contact("Kayleigh").held_by_id is None


@pytest.mark.parametrize(
    "first, second, said",
    [
        pytest.param(
            "Maisie-Grace",
            "Bartłomiej",
            ["You have this now, for 1 of 2 children.", "1 other child is decided already"],
            id="the other is decided",
        ),
        pytest.param(
            "Bartłomiej",
            "Maisie-Grace",
            ["You have 1 of 2 children now, but not this one.", "This contact is already decided."],
            id="this one is decided",
        ),
    ],
)
def test_of_two_children_taken_on_together_it_is_said_which_was_and_which_was_not(
    world: World, first: str, second: str, said: list[str]
) -> None:
    world.police_notify(notification(child("Maisie-Grace"), child("Bartłomiej")))
    world.front_door_decides("Bartłomiej", who="noor")
    address = f"/contacts/{world.contact(first).reference}/"
    also = world.contact(second).reference
    told = world.browser("amina").post(f"{address}claim/", {"also": also}, follow=True).content.decode()
    assert all(words in told for words in said)
    assert world.contact("Maisie-Grace").held_by_id == world.county.posts["amina"].pk
    assert world.contact("Bartłomiej").held_by_id != world.county.posts["amina"].pk


def test_a_decided_contact_is_not_taken_on_and_the_others_after_it_are(world: World) -> None:
    names = ["Maisie-Grace", "Bartłomiej", "Idris"]
    world.police_notify(notification(*[child(name) for name in names]))
    world.front_door_decides("Bartłomiej", who="noor")
    first, *also = [world.contact(name).reference for name in names]
    told = world.browser("amina").post(f"/contacts/{first}/claim/", {"also": also}, follow=True)
    assert "You have this now, for 2 of 3 children." in told.content.decode()
    assert world.contact("Idris").held_by_id == world.county.posts["amina"].pk


def test_taking_over_shows_who_has_it_now(world: World) -> None:
    world.school_refers("Kayleigh")
    address = f"/contacts/{world.contact('Kayleigh').reference}/"
    world.browser("amina").post(address + "claim/")
    assert "Take over" in opened(world, "noor", "Kayleigh")
    world.browser("noor").post(address + "take-over/", {"because": "Amina is at court"})
    assert "Noor Castellane-Webb" in opened(world, "amina", "Kayleigh")


def test_a_contact_takes_no_more_than_25_queries_with_a_plan_and_a_year_of_others_behind_it(
    world: World,
) -> None:
    for number in range(6):
        world.police_notify(
            notification(*[child(f"Child {n}", adults=[DEAN]) for n in range(5)], police_ref=f"RP/{number}")
        )
    world.front_door_decides("Child 1")
    browser = world.browser("amina")
    address = f"/contacts/{world.contact('Child 1').reference}/"
    assert "Rhiannon" in browser.get(address).content.decode()
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    made = statements(asked)
    assert len(made) <= 25, "\n".join(s[:120] for s in made)
