"""A taxi driver tells the front door what he saw. He has no account; he gets a number, and one of three words."""

import re
import time
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.frontdoor.actions import work
from kith.intake.models import Receipt
from kith.notify.models import Notice
from kith.people.models import Verdict
from kith.record.models import Clock
from kith.sharing.actor import begin_public
from kith.web.tell import limits
from tests import databases
from tests.whole.seats import visible
from tests.world import World

SAID: dict[str, Any] = {
    "in_danger": "no",
    "saw": "Two girls and an older man got in. He paid for the room in cash and told them not to speak.",
    "place": "Harbour Lights Hotel, Skarhaven",
    "area": "ravenshire",
    "happened_on_0": "13",
    "happened_on_1": "11",
    "happened_on_2": "2026",
    "happened_time": "11:30pm",
    "name": "",
    "age": "14 or 15",
    "looks": "School blazer",
    "who": "taxi",
    "your_name": "",
    "may_ring": "no",
    "led": "briefing",
    "led_more": "",
}


@pytest.fixture(autouse=True)
def nothing_counted(world: World) -> None:
    cache.clear()


def somebody() -> Client:
    return Client(headers={"host": "localhost"})


def stamped(seconds_ago: int = 60) -> str:
    """The stamp of a form that was shown a while ago."""
    signer = signing.TimestampSigner(salt=limits.SALT)
    then = time.time() - seconds_ago
    signer.timestamp = lambda: signing.b62_encode(int(then))  # type: ignore[method-assign]
    return str(signer.sign_object("tell", serializer=signing.JSONSerializer))


def tells(client: Client, **said: Any) -> Any:
    return client.post("/tell/", {**SAID, "stamp": stamped(), "do": "send", **said}, follow=True)


def number_of(answer: Any) -> str:
    found = re.search(r'Your number <strong class="kith-ref">([A-Z0-9-]+)<', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def receipts(world: World) -> list[Any]:
    with world.as_("amina"):
        return list(Receipt.objects.filter(channel="public").order_by("pk"))


def test_a_taxi_driver_tells_and_gets_a_number_and_it_lands(world: World) -> None:
    driver = somebody()
    page = driver.get("/tell/").content.decode()
    assert "999" in page and "01632 960110" in page
    checked = driver.post("/tell/", {**SAID, "stamp": stamped()})
    assert "Check it, then send" in checked.content.decode() and not receipts(world)
    number = number_of(tells(driver))
    assert (
        driver.post("/tell/status/", {"number": number}).content.decode().count("Received. It is with") == 1
    )
    world.run_jobs()
    contact = world.contact("")
    assert (contact.channel, contact.source_code, contact.sub_source) == ("public", "1D", "taxi")
    assert contact.led_by == "A briefing or training"
    assert "The child’s age: 14 or 15" in contact.what_happened
    assert contact.from_agency.says == "Members of the public"


def test_the_front_door_reads_who_told_and_that_only_the_number_answers(world: World) -> None:
    tells(somebody())
    world.run_jobs()
    contact = world.contact("")
    page = world.browser("amina").get(f"/contacts/{contact.reference}/").content.decode()
    assert "Taxi or private hire driver or firm" in page and "A briefing or training" in page
    assert "they gave no number to ring" in page
    assert "Name not known" in world.browser("amina").get("/worklist/").content.decode()
    assert world.browser("amina").get(f"/contacts/{contact.reference}/who/").status_code == 200
    assert world.browser("keerthana").get(f"/contacts/{contact.reference}/").status_code == 404


@pytest.mark.parametrize(
    ("said", "rung"),
    [
        pytest.param({"may_ring": "no"}, 0, id="no number: nothing is owed after the decision"),
        pytest.param(
            {"may_ring": "yes", "phone": "01632 960199", "ring_when": "after 6"},
            1,
            id="a number: a call is due",
        ),
    ],
)
def test_after_the_decision_a_call_is_due_where_a_number_was_given(
    world: World, said: dict[str, str], rung: int
) -> None:
    number = number_of(tells(somebody(), **said))
    world.run_jobs()
    contact = world.contact("")
    with world.as_("amina") as by:
        work.claim(contact=contact.reference, by=by, at=timezone.now())
        work.say_who(
            contact=contact.reference, verdict=Verdict.UNSURE, child="", because="No name", shown=[], by=by, at=timezone.now()
        )  # fmt: skip
    assert "In hand." in asks(number)
    world.front_door_decides("", not_asked_why="No number")
    world.run_jobs()
    assert "Finished." in asks(number)
    with world.as_("amina"):
        assert Notice.objects.filter(kind="decision_made").count() == rung
        assert Clock.objects.filter(rule="CLK-03", stopped_at=None).count() == rung
    page = world.browser("amina").get("/worklist/?queue=tell").content.decode()
    assert ("01632 960199, safe to ring: after 6" in page) == bool(rung)
    assert ("They have no account" in page) == bool(rung)


def asks(number: str, client: Client | None = None) -> str:
    return (client or somebody()).post("/tell/status/", {"number": number}).content.decode()


def test_the_same_words_again_are_the_same_message(world: World) -> None:
    assert number_of(tells(somebody())) == number_of(tells(somebody()))
    assert len(receipts(world)) == 1
    assert number_of(tells(somebody(), place="Another hotel")) != receipts(world)[0].reference
    assert len(receipts(world)) == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        pytest.param({"saw": ""}, "Say what you saw or heard", id="nothing was said"),
        pytest.param({"saw": "x" * 5001}, "This is too long for this form", id="too long"),
        pytest.param({"in_danger": ""}, "Choose yes, no or not known", id="danger not answered"),
        pytest.param({"area": "nowhere"}, "Choose one of the answers shown", id="no such area"),
        pytest.param({"happened_on_2": "2031"}, "This day has not come yet", id="a day to come"),
        pytest.param({"happened_time": "late"}, "Enter a time", id="no time of day"),
        pytest.param({"may_ring": "yes", "phone": ""}, "Enter your number", id="ring, and no number"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    world: World, said: dict[str, str], sentence: str
) -> None:
    answer = tells(somebody(), **said)
    page = answer.content.decode()
    assert answer.status_code == 200 and sentence in page and "Harbour Lights Hotel, Skarhaven" in page
    assert not receipts(world)


def test_a_postcode_says_which_front_door_reads_it(world: World) -> None:
    assert number_of(tells(somebody(), place="The car park, KD1 2AB")).startswith("KD-")
    assert number_of(tells(somebody(), place="By the pier", area="unknown")).startswith("RV-")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"website": "x"}, id="the box that people do not see was filled in"),
        pytest.param({"stamp": ""}, id="no stamp"),
        pytest.param({"stamp": "tell:1:forged"}, id="a forged stamp"),
        pytest.param({"stamp": 0}, id="sent before anybody could read it"),
        pytest.param({"stamp": 60 * 60 * 13}, id="left open since yesterday"),
    ],
)
def test_what_no_person_sends_is_asked_once_more_with_every_word_kept(
    world: World, said: dict[str, Any]
) -> None:
    ago = said.get("stamp")
    answer = tells(somebody(), **(said | ({"stamp": stamped(ago)} if isinstance(ago, int) else {})))
    page = answer.content.decode()
    assert answer.status_code == 200 and "Read it through once more" in page and SAID["saw"] in page
    assert not receipts(world)
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)
    assert stamp and 'name="website"' not in page


def test_when_too_much_comes_the_words_are_kept_and_a_number_to_ring_is_given(world: World) -> None:
    driver = somebody()
    for n in range(6):
        number_of(tells(driver, saw=f"What I saw, {n}."))
    answer = tells(driver, saw="What I saw last.")
    page = answer.content.decode()
    assert answer.status_code == 429 and "01632 960110" in page and "What I saw last." in page
    assert len(receipts(world)) == 6
    elsewhere = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.7")
    number_of(tells(elsewhere, saw="Somebody else saw it."))


def test_a_number_that_nobody_has_gets_the_same_answer_in_the_same_statements(world: World) -> None:
    number = number_of(tells(somebody()))
    world.run_jobs()
    schools = world.school_refers("Kayleigh").receipt.reference
    seen = {}
    for which, typed in (
        ("ours", number),
        ("nobody's", "RV-2222-2222"),
        ("a school's", schools),
        ("not one", "x' or 1=1 --"),
    ):
        with CaptureQueriesContext(connection) as asked:
            answer = somebody().post("/tell/status/", {"number": typed})
        text = answer.content.decode()
        seen[which] = (
            answer.status_code,
            len(asked),
            text.count("<"),
            "We have nothing under this number" in text,
        )
        assert answer.headers["Cache-Control"] == "no-store"
    assert seen["nobody's"] == seen["a school's"] == seen["not one"]
    assert seen["ours"][:3] == seen["nobody's"][:3] and (seen["ours"][3], seen["nobody's"][3]) == (
        False,
        True,
    )


def test_who_asks_after_too_many_numbers_is_asked_to_ring(world: World) -> None:
    asker = somebody()
    answers = [
        asker.post("/tell/status/", {"number": f"RV-2222-22{n:02}"}).status_code for n in range(22, 53)
    ]
    assert answers == [200] * 30 + [429]


HOSTILE = "<script>alert(1)</script> \u202egnirts {{ 7 }} %s 'or 1=1-- \x00 end"


def test_what_is_typed_is_only_ever_words(world: World) -> None:
    driver = somebody()
    checked = driver.post(
        "/tell/", {**SAID, "saw": HOSTILE, "name": "Jo <b>Doe</b>", "stamp": stamped()}
    ).content.decode()
    assert "&lt;script&gt;" in checked and "<script>alert" not in checked
    number_of(tells(driver, saw=HOSTILE, name="Jo <b>Doe</b>"))
    world.run_jobs()
    contact = world.contact("Jo")
    assert contact.what_happened.startswith(HOSTILE.replace("\x00", "").split("  end")[0])
    page = world.browser("amina").get(f"/contacts/{contact.reference}/").content.decode()
    assert "<script>alert" not in page and "<b>Doe</b>" not in page


def test_a_body_that_is_far_too_long_is_answered_with_a_sentence(world: World) -> None:
    answer = tells(somebody(), saw="x" * 3_000_000)
    assert answer.status_code == 200 and "too long" in answer.content.decode()
    many = somebody().post("/tell/", {f"f{n}": "x" for n in range(3000)})
    assert many.status_code == 400


def test_nothing_is_kept_before_it_is_sent_and_no_address_ever(world: World) -> None:
    driver = somebody()
    driver.post("/tell/", {**SAID, "stamp": stamped()})
    assert not receipts(world)
    number_of(tells(driver))
    world.run_jobs()
    with databases.as_role("owner"), connection.cursor() as cursor:
        for table in ("intake_receipt", "sharing_auditevent", "frontdoor_contact", "sharing_limits"):
            cursor.execute(f"select count(*) from {table} t where t::text like '%%127.0.0.1%%'")
            assert cursor.fetchone()[0] == 0, table


def test_the_number_is_shown_to_its_browser_and_is_in_no_address(world: World) -> None:
    driver = somebody()
    answer = tells(driver)
    assert [url for url, _ in answer.redirect_chain] == ["/tell/received/"]
    assert "999" in answer.content.decode() and "only way to ask" in answer.content.decode()
    assert driver.cookies["kith_told"]["httponly"] and driver.cookies["kith_told"]["path"] == "/tell/"
    assert somebody().get("/tell/received/").url == "/tell/status/"


def test_somebody_who_is_signed_in_is_sent_to_their_own_form_with_what_they_wrote(world: World) -> None:
    page = (
        world.browser("keerthana").post("/tell/", {**SAID, "stamp": stamped(), "do": "send"}).content.decode()
    )
    assert "You are signed in" in page and SAID["saw"] in page and not receipts(world)


# What the page's own context can do: add one receipt, and nothing else.


@pytest.fixture
def public(world: World) -> Any:
    with transaction.atomic():
        by = begin_public("ravenshire")
        assert by is not None
        yield by
        transaction.set_rollback(True)


def test_it_reads_nothing_at_all(county: World) -> None:
    with transaction.atomic():
        assert begin_public("ravenshire") is not None
        assert visible() == {}


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "insert into intake_receipt (reference, agency_id, partnership_id, by_post_id, channel, key, content_type, raw,"
            " sha256, received_at, subjects) select 'RV-X', p.agency_id, 1, p.id, 'web', 'x', '', '', '', now(), '{}'"
            " from sharing_post p where p.code = 'public_ravenshire'",
            id="a receipt by its own hand",
        ),
        pytest.param(
            "insert into intake_draft (reference, partnership_id, agency_id, by_post_id, answers, begun_at, saved_at)"
            " select 'X', 1, p.agency_id, p.id, '{}', now(), now() from sharing_post p where p.code = 'public_ravenshire'",
            id="a draft",
        ),
        pytest.param(
            "select kith.key_receipt('RV-X', 1, 1, 'phone', 'x', '', now(), now())",
            id="a call of somebody else's",
        ),
        pytest.param("select kith.begin_public('kelderdale')", id="another area's door"),
        pytest.param(
            "select * from kith.receive_public('RV-X', repeat('x', 65537)::bytea, now())",
            id="more than it holds",
        ),
        pytest.param(
            "insert into sharing_agency (reference, kind, says, starts_on) values ('X', 'x', 'x', now())",
            id="an agency",
        ),
    ],
)
def test_it_may_do_nothing_but_tell(public: Any, statement: str) -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_tells_as_the_public_without_its_context(world: World) -> None:
    telling = "select * from kith.receive_public('RV-X', 'x', now())"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(telling)
    with pytest.raises(DatabaseError), world.as_("keerthana"), connection.cursor() as cursor:
        cursor.execute(telling)
    with pytest.raises(DatabaseError), world.as_("amina"), connection.cursor() as cursor:
        cursor.execute("select kith.begin_public('ravenshire')")
    with transaction.atomic():
        assert begin_public("nowhere") is None


def test_a_forged_context_tells_nothing(world: World) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """select set_config('kith.context', '{"may": {"public.tell": ["own"]}, "agency": 1}', true)"""
        )
        cursor.execute("select * from kith.receive_public('RV-X', 'x', now())")
