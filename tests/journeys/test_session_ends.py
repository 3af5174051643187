"""Whoever was signed out, or whose post ended, while they wrote is told that it was not recorded, and comes back in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
import time_machine
from django.db import OperationalError
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.utils import timezone

from kith.sharing.models import Holding, Session
from kith.sharing.sessions import SessionStore, hashed
from kith.web import errors
from kith.web.middleware import Request, sits_anew
from tests import databases
from tests.journeys.test_child_page import referred, text
from tests.journeys.test_child_plan import add_page, said
from tests.whole.server import behind
from tests.world import World

RECORDED = "select count(*) from plans_action"


def recorded(world: World) -> int:
    """How many actions stand in plans."""
    with behind(world.database) as server:
        row = server.execute(RECORDED).fetchone()
    assert row is not None
    return int(row[0])


def seat_ends(world: World, browser: Client) -> Any:
    """When this browser's seat is over, as the database has it."""
    with behind(world.database) as server:
        row = server.execute(
            "select ends_at from sharing_seat where left(encode(key_hash, 'hex'), 40) = %s",
            [hashed(browser.cookies["kith_session"].value)],
        ).fetchone()
    assert row is not None
    return row[0]


def leaves(world: World, who: str, post: str) -> None:
    """Yesterday was their last day in this post."""
    with databases.as_role("owner"):
        yesterday = timezone.localdate() - timedelta(days=1)
        assert Holding.objects.filter(worker=world.worker(who), post=world.county.posts[post]).update(
            ends_on=yesterday
        )


def was_not_recorded(answer: HttpResponseBase, because: str) -> None:
    assert answer.status_code == 403
    seen = text(answer)
    assert because in seen
    assert "Nothing was recorded." in seen
    assert "use your browser’s Back, and copy it before you try again" in seen


@pytest.fixture
def page(world: World) -> str:
    """Where an action is added to a child's plan."""
    referred(world)
    return add_page(world)


@pytest.fixture
def after_ten_hours() -> Iterator[time_machine.travel]:
    yield time_machine.travel(timezone.now() + timedelta(hours=10, minutes=1))


def works_on(world: World, browser: Client) -> None:
    """Nine hours later something is saved, as every message does; at ten hours the seat is over."""
    with time_machine.travel(timezone.now() + timedelta(hours=9)):
        session = browser.session
        session.save()
    with behind(world.database) as server:
        server.execute("update sharing_seat set ends_at = now()")


def test_what_is_sent_after_signing_out_in_another_tab_is_said_not_to_be_recorded(
    world: World, page: str
) -> None:
    before, lead = recorded(world), world.browser("rhiannon")
    assert lead.get(page).status_code == 200
    assert lead.post(page, said(world)).status_code == 302
    assert recorded(world) == before + 1
    lead.post("/account/logout/")
    answer = lead.post(page, said(world, says="Ring her nan"))
    was_not_recorded(answer, "You are signed out.")
    assert "Then sign in" in text(answer)
    assert recorded(world) == before + 1
    assert lead.get(page).headers["location"] == f"/account/login/?next={page}"


def test_nobody_learns_from_it_what_is_there(world: World, page: str) -> None:
    stranger = Client(headers={"host": "localhost"})
    answers = [
        stranger.post(address) for address in (page, "/plans/ABCDEFGHJKLM/add/", "/refer/", "/post/")
    ]  # fmt: skip
    assert {answer.content for answer in answers} == {answers[0].content}
    was_not_recorded(answers[0], "You are signed out.")


def test_ten_hours_after_signing_in_one_signs_in_again_and_comes_back(
    world: World, page: str, after_ten_hours: time_machine.travel
) -> None:
    lead = world.browser("rhiannon")
    assert lead.get(page).status_code == 200
    works_on(world, lead)
    with after_ten_hours:
        assert lead.get(page).headers["location"] == f"/account/login/?next={page}"
    assert Session.objects.count() == 0


def test_what_is_sent_ten_hours_after_signing_in_is_said_not_to_be_recorded(
    world: World, page: str, after_ten_hours: time_machine.travel
) -> None:
    before, lead = recorded(world), world.browser("rhiannon")
    assert lead.get(page).status_code == 200
    works_on(world, lead)
    with after_ten_hours:
        was_not_recorded(lead.post(page, said(world)), "You are signed out.")
    assert recorded(world) == before


def test_another_key_for_the_same_session_gives_no_more_hours(
    world: World, page: str, after_ten_hours: time_machine.travel
) -> None:
    lead = world.browser("rhiannon")
    assert lead.get(page).status_code == 200
    ends = seat_ends(world, lead)
    session = lead.session
    session.cycle_key()
    session.save()
    lead.cookies["kith_session"] = session.session_key or ""
    assert lead.get(page).status_code == 200
    assert abs(seat_ends(world, lead) - ends) < timedelta(seconds=1)
    works_on(world, lead)
    with after_ten_hours:
        assert lead.get(page).headers["location"].startswith("/account/login/")


def test_whose_post_ends_sits_down_in_another_of_theirs_until_the_same_hour(world: World) -> None:
    amina = world.browser("amina")
    assert amina.get("/worklist/").status_code == 200
    ends = seat_ends(world, amina)
    leaves(world, "amina", "amina")
    assert amina.get("/").headers["location"] == "/children/"
    seen = text(amina.get("/children/"))
    assert "You act as Social worker, Skarhaven 2, Ravenshire Council, now." in seen
    assert amina.get("/worklist/").status_code != 302
    assert abs(seat_ends(world, amina) - ends) < timedelta(seconds=1)


def test_the_first_page_of_the_other_post_is_asked_for_with_its_own_rights(world: World, page: str) -> None:
    """What the other post may not see is refused, written down, and the seat is kept."""
    decides = f"/contacts/{world.contact('Kayleigh').reference}/decide/"
    amina = world.browser("amina")
    assert amina.get(decides).status_code == 200
    leaves(world, "amina", "amina")
    assert amina.get(decides).status_code == 404
    with databases.as_role("owner"):
        world.sql("set role kith_search")
        refused = world.sql("select post_id from sharing_auditevent where action = 'refused'")
        world.sql("reset role")
    assert [post for (post,) in refused] == [world.county.posts["amina_caseload"].pk]
    assert amina.get("/children/").status_code == 200


def test_what_was_written_in_a_post_that_ended_is_not_recorded_in_another(world: World) -> None:
    amina = world.browser("amina")
    assert amina.get("/refer/").status_code == 200
    leaves(world, "amina", "amina")
    was_not_recorded(amina.post("/refer/"), "The post that you wrote this in has ended")
    assert amina.post("/post/", {"post": world.county.posts["amina_caseload"].reference}).status_code == 302
    assert amina.get("/children/").status_code == 200


def test_a_first_post_is_felt_on_the_next_page(world: World) -> None:
    with databases.as_role("owner"):
        Holding.objects.filter(worker=world.worker("rhiannon")).update(starts_on="2999-01-01", ends_on=None)
    newcomer = world.browser("rhiannon")
    assert "You hold no post today" in text(newcomer.get("/"))
    was_not_recorded(newcomer.post("/refer/"), "you hold none today")
    with databases.as_role("owner"):
        Holding.objects.filter(worker=world.worker("rhiannon")).update(starts_on=timezone.localdate())
    assert newcomer.get("/").headers["location"] == "/children/"


def test_whoever_was_signed_out_meanwhile_does_not_sit_down_anew(world: World) -> None:
    amina = world.browser("amina")
    assert amina.get("/worklist/").status_code == 200
    key = amina.cookies["kith_session"].value

    def begun() -> Request:
        request = cast(Request, RequestFactory().get("/worklist/"))
        request.session, request.user = SessionStore(key), world.worker("amina")
        assert request.session["seated"]
        return request

    assert sits_anew(begun(), key)
    early, late = begun(), begun()
    with databases.as_role("owner"):
        worker = world.worker("amina")
        worker.signed_out_at = timezone.now()
        worker.save(update_fields=["signed_out_at"])
    assert not sits_anew(early, key)
    with databases.as_role("owner"):
        worker.signed_out_at = None
        worker.save(update_fields=["signed_out_at"])
    Session.objects.all().delete()
    assert not sits_anew(late, key)


def test_a_page_that_was_open_too_long_is_not_reloaded_over_what_was_written(world: World) -> None:
    lead = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    answer = lead.post("/refer/")
    was_not_recorded(answer, "This page was open too long, or you signed in again since you opened it.")
    assert "reload" not in text(answer)


LOOK = "What you sent may be recorded, or not."
ONCE = "send it again: it cannot arrive twice."


@pytest.mark.parametrize(
    "method, path, says",
    [
        pytest.param("post", "/plans/ABCDEFGHJKLM/add/", LOOK, id="an action: it may be there, so look first"),
        pytest.param("post", "/receipts/RV-ABCD-EFGH/add/", LOOK, id="more about a referral: look first"),
        pytest.param("post", "/refer/ABCDEFGHJKLM/check/", ONCE, id="a referral: once, however often it is sent"),
        pytest.param("post", "/api/v1/police-notifications", ONCE, id="a notification: once"),
        pytest.param("get", "/worklist/", "open the page again", id="a page that was only looked at"),
    ],
)  # fmt: skip
def test_when_the_records_go_away_nothing_is_promised_that_may_be_untrue(
    method: str, path: str, says: str
) -> None:
    try:
        raise OperationalError("the connection is lost")
    except OperationalError:
        answer = errors.failed(getattr(RequestFactory(), method)(path))
    assert answer.status_code == 503
    seen = answer.content.decode()
    assert says in seen
    assert "Nothing was" not in seen
    assert ("cannot arrive twice" in seen) == (says == ONCE)


def test_who_found_no_turn_is_told_that_nothing_was_recorded() -> None:
    answer = errors.busy(RequestFactory().post("/plans/ABCDEFGHJKLM/add/")).content.decode()
    assert "Nothing was recorded." in answer
    assert "go back and send it again" in answer
