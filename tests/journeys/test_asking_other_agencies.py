"""A question becomes a request to an agency: asked, answered, late, climbing, refused, asked again, taken back."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.core.says import in_london
from kith.county.acting import as_service
from kith.frontdoor import tasks
from kith.frontdoor.models import InformationRequest
from kith.notify.models import Notice
from kith.record.models import Clock, Entry
from tests import databases
from tests.asked import statements
from tests.world import World

QUESTION = "Has she been away from school this month, and with whom?"
WHY = "We decide today whether she is safe at home."


def post(world: World, who: str) -> str:
    return world.county.posts[who].reference


def asks(world: World, *who: str, rag: str = "amber", by: str = "amina", **said: Any) -> list[str]:
    """Somebody at the front door asks these posts about Kayleigh; the addresses of the questions, for whoever answers."""
    contact = world.contact("Kayleigh", by).reference
    told = {
        "posts": [post(world, each) for each in who],
        "question": QUESTION,
        "why": WHY,
        "rag": rag,
        **said,
    }
    answer = world.browser(by).post(f"/contacts/{contact}/ask/", told)
    assert answer.status_code == 302, answer.content.decode()
    with world.as_(by):
        last = InformationRequest.objects.order_by("-id")[: len(who)]
        of = {each.to_post_id: each.reference for each in last}
    return [of[world.county.posts[each].pk] for each in who]


def page(world: World, who: str, address: str) -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_school_is_asked_answers_and_whoever_asked_reads_it(world: World) -> None:
    world.school_refers("Kayleigh", because="New phone, out overnight")
    (asked,) = asks(world, "keerthana")
    contact = f"/contacts/{world.contact('Kayleigh').reference}/"
    assert "1 asked, none answered." in page(world, "amina", contact)
    assert "Asked of us: nothing late, 1 due" in page(world, "keerthana", "/asked/")
    shown = page(world, "keerthana", f"/asked/{asked}/")
    assert QUESTION in shown and WHY in shown and "Kayleigh" in shown
    answer = world.browser("keerthana").post(
        f"/asked/{asked}/", {"verdict": "answered", "says": "Away on four Mondays."}
    )
    assert answer.status_code == 302
    assert "Away on four Mondays." in page(world, "amina", contact)
    world.run_jobs()
    with world.as_("amina"):
        assert Clock.objects.get(about=asked).stopped_because == "answered"
        assert Entry.objects.get(kind="frontdoor.request_answered").about == asked
        assert Notice.objects.get(kind="request_answered").for_post == world.county.posts["amina"]
    assert "Away on four Mondays." in page(
        world, "amina", f"/contacts/{world.contact('Kayleigh').reference}/"
    )


@pytest.fixture
def told(world: World) -> World:
    """Kayleigh was told of, and Amina has taken her on."""
    world.school_refers("Kayleigh", because="New phone, out overnight")
    return world


def answers(world: World, who: str, asked: str, verdict: str = "answered", **said: str) -> Any:
    given = {"verdict": verdict, "says": "Away on four Mondays.", **said}
    return world.browser(who).post(f"/asked/{asked}/", given)


def contact_of(world: World) -> str:
    return f"/contacts/{world.contact('Kayleigh', 'huw').reference}/"


def climbs(world: World, at: Any) -> None:
    with databases.as_role("worker"), as_service("service_clocks") as by:
        tasks.climb(by=by, at=at)


def question(world: World, reference: str) -> InformationRequest:
    with world.as_("huw"):
        return InformationRequest.objects.get(reference=reference)


def test_several_are_asked_at_once_and_none_sees_what_another_answers(told: World) -> None:
    school, health = asks(told, "keerthana", "beatrix")
    assert answers(told, "keerthana", school).status_code == 302
    assert answers(told, "beatrix", school).status_code == 404
    for address in (f"/asked/{school}/", f"/requests/{school}/", contact_of(told)):
        assert told.browser("beatrix").get(address).status_code == 404
    shown = page(told, "beatrix", f"/asked/{health}/") + page(told, "beatrix", "/asked/")
    assert "Away on four Mondays." not in shown and "New phone, out overnight" not in shown
    assert "2 asked, 1 answered, 1 to read." in page(told, "amina", contact_of(told))


def test_whoever_is_asked_reads_nothing_of_the_record_beside_the_question(told: World) -> None:
    """A grant would have opened the child’s page and, to health, the plan."""
    told.front_door_decides("Kayleigh")
    child_page = f"/child/{told.contact('Kayleigh').subject.reference}/"
    (asked,) = asks(told, "beatrix")
    assert told.browser("beatrix").get(f"/asked/{asked}/").status_code == 200
    assert told.browser("beatrix").get(child_page).status_code == 404
    assert told.plans_seen_by("beatrix") == 0


def test_the_message_to_whoever_is_asked_holds_a_link_and_no_word_of_it(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    told.run_jobs()
    sent = mail.outbox[-1]
    assert sent.to == ["safeguarding@lanternfield.example"]
    assert QUESTION not in sent.body and "Kayleigh" not in sent.body
    with told.as_("keerthana"):
        notice = Notice.objects.get(kind="request_made").reference
    assert f"/asked/{asked}/" in page(told, "keerthana", f"/notices/{notice}/")


@pytest.mark.parametrize(
    "rag, hours, later",
    [pytest.param("red", 2, 30, id="red"), pytest.param("amber", 12, 240, id="amber"), pytest.param("green", 48, 720, id="green")],
)  # fmt: skip
def test_an_answer_that_does_not_come_is_late_and_climbs_and_holds_nothing_back(
    told: World, rag: str, hours: int, later: int
) -> None:
    (asked,) = asks(told, "ffion", rag=rag)
    due = question(told, asked).due_at
    assert due == question(told, asked).asked_at + timedelta(hours=hours)
    assert "Chase an answer" not in page(told, "amina", "/worklist/")
    climbs(told, due + timedelta(minutes=later - 1))
    with told.as_("amina"):
        assert not Notice.objects.filter(kind="request_climbed").exists()
    for _ in range(2):
        climbs(told, due + timedelta(minutes=later))
    with told.as_("amina"):
        assert Notice.objects.get(kind="request_climbed").for_post == told.county.posts["olu"]
        assert Entry.objects.get(kind="frontdoor.request_climbed").about == asked
    with time_machine.travel(due + timedelta(minutes=later + 1)):
        assert "Chase an answer" in page(told, "amina", "/worklist/")
        assert "Asked, not answered, escalated" in page(told, "amina", contact_of(told))
        assert "Asked of us: 1 late" in page(told, "olu", "/asked/")
        assert answers(told, "olu", asked).status_code == 302
        assert "Answer to read" in page(told, "amina", "/worklist/")
        told.front_door_decides("Kayleigh")


def test_what_is_asked_stands_beside_the_decision_and_does_not_wait_for_an_answer(told: World) -> None:
    told.is_new("Kayleigh")
    (asked,) = asks(told, "beatrix", rag="red")
    with time_machine.travel(question(told, asked).due_at + timedelta(minutes=5)):
        shown = page(told, "amina", f"{contact_of(told)}decide/")
    assert "Asked, not answered" in shown and "Record this decision" in shown
    assert told.front_door_decides("Kayleigh").outcome == "strategy_discussion"


def test_an_agency_that_cannot_share_says_why_and_whether_that_harms_the_child_less(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    refused = answers(told, "keerthana", asked, "cannot_share", says="It would name who told us.")
    assert refused.status_code == 200
    assert "Say whether sharing would harm the child more than not sharing" in refused.content.decode()
    assert "It would name who told us." in refused.content.decode()
    answers(
        told, "keerthana", asked, "cannot_share", says="It would name who told us.", harm_weighed="Yes: he is watched."
    )  # fmt: skip
    shown = page(told, "amina", f"/requests/{asked}/")
    assert "cannot share, and says why" in shown and "Yes: he is watched." in shown
    told.run_jobs()
    with told.as_("amina"):
        assert Clock.objects.get(about=asked).stopped_because == "cannot_share"


def test_nothing_known_is_an_answer_and_stops_the_clock(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    answers(told, "keerthana", asked, "nothing_known", says="No file, and no teacher knows her.")
    told.run_jobs()
    told.run_jobs()
    assert "Nothing known of the child" in page(told, "amina", contact_of(told))
    with told.as_("amina"):
        assert Clock.objects.get(about=asked).stopped_because == "nothing_known"
        assert Notice.objects.filter(kind="request_answered").count() == 1


def test_an_answer_is_added_to_and_never_changed(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    answers(told, "keerthana", asked)
    answers(told, "keerthana", asked, says="And a grey car waited at the gate.")
    shown = page(told, "amina", f"/requests/{asked}/")
    assert "Away on four Mondays." in shown and "And a grey car waited at the gate." in shown


def weighs(world: World, asked: str, **said: str) -> Any:
    return world.browser("amina").post(f"/requests/{asked}/", {"do": "weigh", **said})


def test_what_is_not_enough_is_asked_again_with_what_is_missing(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    assert "Nobody has answered yet" not in page(told, "amina", f"/requests/{asked}/")
    answers(told, "keerthana", asked)
    left_out = weighs(told, asked, is_enough="no")
    assert "Say what is still missing." in left_out.content.decode()
    assert (
        weighs(told, asked, is_enough="no", missing="Which Mondays, and who fetched her?").status_code == 302
    )
    shown = page(told, "keerthana", "/asked/")
    assert "1 due" in shown and "Which Mondays, and who fetched her?" in shown and "Asked again" in shown
    with told.as_("amina"):
        again = InformationRequest.objects.latest("id")
        assert again.after.reference == asked  # type: ignore[union-attr]
        assert Clock.objects.get(about=again.reference).stopped_at is None
    assert "Nothing was saved" in weighs(told, asked, is_enough="yes").content.decode()


def test_what_is_enough_waits_for_nothing(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    answers(told, "keerthana", asked)
    assert "Answer to read" in page(told, "amina", "/worklist/")
    weighs(told, asked, is_enough="yes")
    assert "Answer to read" not in page(told, "amina", "/worklist/")
    assert "Enough." in page(told, "amina", contact_of(told))


def chases(world: World, asked: str, **said: str) -> Any:
    with world.as_("amina"):
        on = InformationRequest.objects.get(reference=asked).due_at + timedelta(minutes=20)
    with time_machine.travel(on):
        at = in_london(on)
        given = {
            "do": "chase", "rang": "The school office", "rang_on_0": at.day, "rang_on_1": at.month, "rang_on_2": at.year,
            "rang_at": f"{at:%H:%M}", "minutes": "12", "is_reached": "no", "words": "Nobody picked up.", **said,
        }  # fmt: skip
        return world.browser("amina").post(f"/requests/{asked}/", given)


def test_a_chase_is_written_down_and_its_minutes_are_counted(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    refused = chases(told, asked, minutes="soon").content.decode()
    assert "Write the minutes as a number, such as 10." in refused and "Nobody picked up." in refused
    assert chases(told, asked).status_code == 302
    assert chases(told, asked, minutes="3").status_code == 302
    assert "Chasing has taken 15 minutes so far." in page(told, "amina", contact_of(told))
    assert "Nobody picked up." not in page(told, "keerthana", f"/asked/{asked}/")


def test_a_question_that_is_no_longer_needed_is_taken_back_and_they_are_told(told: World) -> None:
    (asked,) = asks(told, "keerthana")
    back = f"/requests/{asked}/"
    assert "Say why it is no longer needed." in (
        told.browser("amina").post(back, {"do": "withdraw"}).content.decode()
    )
    told.browser("amina").post(back, {"do": "withdraw", "because": "Her mum told us."})
    assert "Her mum told us." in page(told, "keerthana", f"/asked/{asked}/")
    with told.as_("amina"):
        assert Clock.objects.get(about=asked).stopped_because == "no longer needed"
        assert Notice.objects.get(kind="request_withdrawn").for_post == told.county.posts["keerthana"]
    climbs(told, timezone.now() + timedelta(days=3))
    with told.as_("amina"):
        assert not Notice.objects.filter(kind="request_climbed").exists()


@pytest.mark.parametrize(
    "said, sentence",
    [
        pytest.param({"posts": []}, "Choose at least one agency to ask.", id="nobody"),
        pytest.param({"question": " "}, "Write the question.", id="no question"),
        pytest.param({"why": ""}, "Say why it matters", id="not why"),
        pytest.param({"rag": ""}, "Say how soon you need the answer.", id="not how soon"),
    ],
)
def test_what_is_left_out_is_said_and_nothing_typed_is_lost(
    told: World, said: dict[str, Any], sentence: str
) -> None:
    given = {"posts": [post(told, "olu")], "question": QUESTION, "why": WHY, "rag": "red", **said}
    shown = told.browser("amina").post(f"{contact_of(told)}ask/", given).content.decode()
    assert sentence in shown and (QUESTION in shown or WHY in shown)
    with told.as_("amina"):
        assert not InformationRequest.objects.exists()


def test_the_same_question_is_not_put_twice_while_it_waits(told: World) -> None:
    asks(told, "keerthana")
    given = {"posts": [post(told, "keerthana")], "question": QUESTION, "why": WHY, "rag": "red"}
    shown = told.browser("amina").post(f"{contact_of(told)}ask/", given).content.decode()
    assert "Lanternfield Academy has this question already" in shown


def test_of_a_restricted_child_only_a_named_reader_is_asked(told: World) -> None:
    told.keeps(told.contact("Kayleigh").subject_id, "huw", "morwenna", "olu")
    given = {"posts": [post(told, "keerthana")], "question": QUESTION, "why": WHY, "rag": "red"}
    asked_at = f"{contact_of(told)}ask/"
    assert told.browser("amina").post(asked_at, given).status_code == 404
    refused = told.browser("huw").post(asked_at, given).content.decode()
    assert "This record is kept to named readers" in refused and "Ring them instead" in refused
    (asked,) = asks(told, "olu", by="huw")
    assert answers(told, "olu", asked).status_code == 302
    assert told.browser("amina").get(f"/requests/{asked}/").status_code == 404


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("idwal", id="another school"),
        pytest.param("jolanta", id="a stranger"),
        pytest.param("silas", id="the other area"),
        pytest.param("rhiannon", id="a social worker of the council"),
        pytest.param("noor", id="a colleague in conflict"),
    ],
)
def test_a_question_is_not_theirs_to_read_or_to_touch(told: World, who: str) -> None:
    told.must_not_meet("noor", told.contact("Kayleigh").subject_id)
    (asked,) = asks(told, "keerthana")
    for address in (f"/asked/{asked}/", f"/requests/{asked}/"):
        assert told.browser(who).get(address).status_code == 404
    assert answers(told, who, asked).status_code == 404
    assert weighs_as(told, who, asked).status_code == 404
    with told.as_(who):
        assert not InformationRequest.objects.exists()


def weighs_as(world: World, who: str, asked: str) -> Any:
    return world.browser(who).post(f"/requests/{asked}/", {"do": "withdraw", "because": "x"})


def test_a_colleague_in_conflict_at_the_agency_that_is_asked_is_refused_too(told: World) -> None:
    (asked,) = asks(told, "beatrix")
    assert told.browser("beatrix").get(f"/asked/{asked}/").status_code == 200
    told.must_not_meet("beatrix", told.contact("Kayleigh").subject_id)
    assert told.browser("beatrix").get(f"/asked/{asked}/").status_code == 404
    assert answers(told, "beatrix", asked).status_code == 404


def test_an_agency_in_which_nobody_answers_is_named_to_be_rung(told: World) -> None:
    shown = page(told, "amina", f"{contact_of(told)}ask/")
    assert "Nobody answers in Kith for" in shown and "Raven and Kelder Integrated Care Board" in shown
    assert "Lanternfield Academy: Safeguarding lead" in shown and "Keerthana Arkwright-Sundaram" in shown


def test_the_inbox_and_the_contact_take_as_many_queries_for_ten_questions_as_for_one(told: World) -> None:
    def made(who: str, address: str) -> int:
        page(told, who, address)
        browser = told.browser(who)
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        return len(statements(asked))

    pages = (("amina", contact_of(told)), ("keerthana", "/asked/"))
    (first,) = asks(told, "keerthana")
    answers(told, "keerthana", first)
    of_one = [made(*each) for each in pages]
    for number in range(9):
        asks(told, "keerthana", question=f"Which days? {number}")
    assert [made(*each) for each in pages] == of_one
    assert of_one[0] <= 25
