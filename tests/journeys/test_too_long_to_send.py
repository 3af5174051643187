"""What is too long for its answer is shown before it is sent, and reaches the front door whole, under its own question."""

from datetime import date

import pytest
from django.test import Client

from kith.frontdoor.models import Contact
from kith.web.refer.answers import Answers
from kith.web.refer.steps import FOR_EACH_CHILD, Sending
from tests.journeys.test_school_refers import HAPPENED, TEODOR, begins, fills, sends, words
from tests.world import World

LANGUAGE = ("Vietnamese with his mother and his nan; " * 6).strip()
FAITH = ("He goes to the temple with his nan on feast days; " * 6).strip()
GANG = ("A man at the gate gave him a phone. " * 600).strip()
KNOWS = ("The boxing coach, who saw him with a bag of money. " * 6).strip()


@pytest.fixture
def school(world: World) -> Client:
    return world.browser("keerthana")


def test_two_answers_that_are_too_long_both_reach_the_front_door_under_their_questions(
    world: World, school: Client
) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    fills(school, draft, "happened", HAPPENED)
    said = {
        "first_language": "given",
        "first_language_value": LANGUAGE,
        "religion": "given",
        "religion_value": FAITH,
    }
    fills(school, draft, "equality", said)
    sends(school, draft)
    world.run_jobs()
    with world.as_("amina"):
        told = Contact.objects.get().unmapped["children.0"]
    assert told["First language: What did they say? (as typed)"] == LANGUAGE
    assert told["Religion or belief: What did they say? (as typed)"] == FAITH


def test_words_about_signs_that_are_too_long_are_shown_and_sent(world: World, school: Client) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    fills(school, draft, "happened", HAPPENED)
    said = {"criminal": "seen", "criminal_what": GANG, "sexual": "not_known", "sexual_who": KNOWS}
    said |= {"online": "not_known", "online_who": "His form tutor."}
    fills(school, draft, "signs", said)
    seen = words(school.get(f"/refer/{draft}/check/"))
    assert GANG in seen and KNOWS in seen
    assert "Keep to 20,000 letters" in seen and ": use 200 letters or fewer." in seen
    assert "say what was seen" not in seen
    sends(school, draft)
    world.run_jobs()
    with world.as_("amina"):
        told = Contact.objects.get().unmapped["children.0"]
    asked = [name for name in told if name.endswith("(as typed)")]
    assert sorted(told[name] for name in asked) == sorted([GANG, KNOWS])
    assert all(": " in name for name in asked)


def test_no_two_questions_about_one_child_have_the_same_name() -> None:
    sending = Sending(Answers({}), date.today(), ("school", "Lanternfield Academy"))
    asked = [
        form.question(name)
        for kind in FOR_EACH_CHILD
        for form in [sending.form(kind)]
        for name in form.fields
    ]
    assert len(set(asked)) == len(asked), sorted(each for each in asked if asked.count(each) > 1)
