"""A red contact is said within seconds, without a word about the child; unopened, somebody is rung about it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.frontdoor.models import RedCall
from kith.record.models import Entry
from tests.asked import statements
from tests.whole.server import superuser
from tests.world import World, child, notification, telling

HARM = [{"form": "criminal", "answer": "seen", "harm": True, "what": "Burned"}]


def red_comes(world: World, name: str = "Kayleigh") -> str:
    world.refers("keerthana", telling(child(name, forms=HARM)))
    return world.contact(name).reference


def asked(world: World, who: str = "amina") -> dict[str, object]:
    answer = world.browser(who).get("/worklist/new/")
    assert answer.status_code == 200
    return answer.json()


def test_a_red_contact_is_counted_until_somebody_has_it(world: World) -> None:
    assert asked(world)["red"] == 0
    reference = red_comes(world)
    told = asked(world)
    assert told["red"] == 1 and told["oldest"]
    world.browser("amina").post(f"/contacts/{reference}/claim/")
    assert asked(world)["red"] == 0


def test_what_is_asked_every_ten_seconds_names_nobody_and_fills_no_audit(world: World) -> None:
    red_comes(world)
    browser = world.browser("amina")
    browser.get("/worklist/new/")
    with superuser(world.database) as server:
        before = server.execute("select count(*) from sharing_auditevent").fetchone()
        with CaptureQueriesContext(connection) as made:
            answer = browser.get("/worklist/new/")
        assert server.execute("select count(*) from sharing_auditevent").fetchone() == before
    assert set(answer.json()) == {"red", "oldest", "newest", "keys", "sound", "rings"}
    assert "Kayleigh" not in answer.content.decode()
    assert len(statements(made)) <= 8, "\n".join(s[:120] for s in statements(made))


def test_another_areas_front_door_hears_nothing_and_a_school_is_not_answered(world: World) -> None:
    red_comes(world)
    assert asked(world, "silas")["red"] == 0
    assert world.browser("keerthana").get("/worklist/new/").status_code == 404
    assert asked(world, "noor")["red"] == 1


def test_a_worker_turns_keys_and_sound_off_for_themselves(world: World) -> None:
    amina = world.browser("amina")
    assert amina.post("/worklist/keys/", {"keys": "off"}).status_code == 200
    amina.post("/worklist/keys/", {"keys": "off", "sound": "off"})
    amina.post("/worklist/keys/", {"keys": "off", "sound": "on"})
    assert (asked(world)["keys"], asked(world)["sound"]) == (False, True)
    assert asked(world, "noor")["keys"] is True


def minutes_ago(world: World, minutes: int) -> None:
    with superuser(world.database) as server:
        server.execute(
            "update frontdoor_contact set received_at = received_at - %s", [timedelta(minutes=minutes)]
        )


def worklist(world: World, who: str = "noor") -> str:
    return world.browser(who).get("/worklist/").content.decode()


def test_after_ten_minutes_unopened_somebody_is_rung_and_it_is_written_down(world: World) -> None:
    reference = red_comes(world)
    minutes_ago(world, 9)
    assert "nobody opened it" not in worklist(world)
    minutes_ago(world, 2)
    assert "nobody opened it in the first ten minutes" in worklist(world)
    noor = world.browser("noor")
    page = noor.get(f"/contacts/{reference}/ring/").content.decode()
    # By day the managers, at night the out-of-hours team: this test runs at any hour.
    assert "Huw Tregarthen-Adeyemi" in page or "Aurelio Thistlewood-Okafor" in page
    empty = noor.post(f"/contacts/{reference}/ring/", {"words": "Rang twice"}).content.decode()
    assert "Say whom you rang, by name or post." in empty and "Rang twice" in empty
    noor.post(f"/contacts/{reference}/ring/", {"rang": "Huw", "is_reached": "no", "words": "No answer"})
    assert "Ring about it now" in worklist(world)
    noor.post(f"/contacts/{reference}/ring/", {"rang": "Huw", "is_reached": "yes"})
    assert "Somebody was rung and reached." in worklist(world)
    with world.as_("amina"):
        assert RedCall.objects.count() == 2
        assert Entry.objects.filter(kind="frontdoor.red_rung").count() == 2


def test_once_anybody_has_opened_it_nobody_need_be_rung(world: World) -> None:
    reference = red_comes(world)
    minutes_ago(world, 11)
    world.browser("amina").get(f"/contacts/{reference}/")
    assert "nobody opened it" not in worklist(world)


@pytest.mark.parametrize(
    "who", [pytest.param("keerthana", id="a school"), pytest.param("silas", id="another area")]
)
def test_whoever_does_not_reach_it_rings_about_nothing(world: World, who: str) -> None:
    reference = red_comes(world)
    said = {"rang": "Huw", "is_reached": "yes"}
    assert world.browser(who).post(f"/contacts/{reference}/ring/", said).status_code == 404
    assert world.browser("noor").post(f"/contacts/{reference}/ring/", said).status_code == 302


def test_what_is_not_red_is_not_rung_about(world: World) -> None:
    world.police_notify(notification(child("Finlay", forms=[])))
    reference = world.contact("Finlay").reference
    said = {"rang": "Huw", "is_reached": "yes"}
    told = world.browser("noor").post(f"/contacts/{reference}/ring/", said).content.decode()
    assert "This contact is not red." in told
    with world.as_("amina"):
        assert not RedCall.objects.filter(recorded_at__lte=timezone.now()).exists()
