"""Signing in: a password is never enough, nobody signs themselves up, and a leaver finds that they hold no post."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from kith.sharing.models import Holding, Session
from kith.sharing.sessions import hashed
from project.wsgi import as_people_reach_it
from tests import databases
from tests.factors import code_now
from tests.world import World

PASSWORD = "nine harbours in the fog"
SECRET = "JBSWY3DPEHPK3PXP"
PAGES = ("/", "/refer/", "/worklist/", "/post/", "/receipts/RV-ABCD-EFGH/", "/children/")


@pytest.fixture
def browser() -> Iterator[Client]:
    yield Client(headers={"host": "localhost"})


def with_password(world: World, name: str) -> str:
    """Give somebody a password; their address, to sign in with."""
    worker = world.worker(name)
    worker.set_password(PASSWORD)
    with databases.as_role("owner"):
        worker.save(update_fields=["password"])
    return worker.email


def with_app(world: World, name: str) -> str:
    """Give somebody a password and an authenticator app."""
    email = with_password(world, name)
    TOTP.activate(world.worker(name), SECRET)
    return email


def signs_in(browser: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return browser.post("/account/login/", {"login": email, "password": password})


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_password_and_a_code_open_ones_own_start(world: World, browser: Client) -> None:
    email = with_app(world, "amina")
    assert signs_in(browser, email).headers["location"] == "/account/2fa/authenticate/"
    answer = browser.post("/account/2fa/authenticate/", {"code": code_now(SECRET)})
    assert answer.status_code == 302
    assert browser.get("/").headers["location"] == "/worklist/"


def test_a_password_alone_reaches_nothing_but_the_pages_that_set_up_a_factor(
    world: World, browser: Client
) -> None:
    signs_in(browser, with_password(world, "amina"))
    for path in PAGES:
        answer = browser.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["location"].startswith("/account/2fa/"), path
    assert browser.get("/account/2fa/").status_code == 200
    assert browser.get("/help/").status_code == 200


def test_somebody_with_an_app_is_not_signed_in_by_a_password_alone(world: World, browser: Client) -> None:
    signs_in(browser, with_app(world, "amina"))
    assert browser.get("/worklist/").headers["location"].startswith("/account/login/")


def test_a_password_given_a_while_ago_is_asked_for_again_before_an_app_is_set_up(
    world: World, browser: Client
) -> None:
    signs_in(browser, with_password(world, "keerthana"))
    session = browser.session
    session["account_authentication_methods"] = [
        {**method, "at": method["at"] - 901} for method in session["account_authentication_methods"]
    ]
    session.save()
    again = browser.get("/account/2fa/totp/activate/").headers["location"]
    assert again.startswith("/account/reauthenticate/")
    browser.post(again, {"password": PASSWORD})
    assert browser.get("/account/2fa/totp/activate/").status_code == 200


def test_whoever_sets_up_the_app_with_its_code_is_in_and_next_time_its_code_opens_the_door(
    world: World, browser: Client
) -> None:
    email = with_password(world, "keerthana")
    signs_in(browser, email)
    assert browser.get("/account/2fa/totp/activate/").status_code == 200
    secret = browser.session["mfa.totp.secret"]
    assert browser.get("/refer/").headers["location"].startswith("/account/"), "Not before the code."
    browser.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert Authenticator.objects.filter(user=world.worker("keerthana"), type="totp").exists()
    assert browser.get("/").headers["location"] == "/refer/"
    browser.post("/account/logout/")
    signs_in(browser, email)
    cache.clear()
    browser.post("/account/2fa/authenticate/", {"code": code_now(secret)})
    assert browser.get("/").headers["location"] == "/refer/"


def test_a_wrong_code_says_what_to_do(world: World, browser: Client) -> None:
    signs_in(browser, with_app(world, "amina"))
    wrong = "000000" if code_now(SECRET) != "000000" else "111111"
    answer = browser.post("/account/2fa/authenticate/", {"code": wrong})
    assert "That code is not right, or has run out. Enter the one showing now." in words(answer)


def test_a_wrong_password_does_not_say_whether_the_address_is_known(world: World, browser: Client) -> None:
    email = with_password(world, "amina")
    known = words(signs_in(browser, email, "not the password"))
    unknown = words(signs_in(browser, "nobody@ravenshire.example", "not the password"))
    said = "That e-mail address and password do not go together. Check both and try again."
    assert said in known
    assert said in unknown


def test_many_wrong_passwords_make_one_wait(world: World, browser: Client) -> None:
    cache.clear()
    email = with_password(world, "amina")
    for _ in range(12):
        answer = signs_in(browser, email, "not the password")
    assert "Too many" in words(answer)
    assert signs_in(browser, email).status_code == 200


def test_nobody_signs_themselves_up(world: World, browser: Client) -> None:
    answer = browser.get("/account/signup/")
    assert answer.status_code == 200
    assert 'name="password1"' not in words(answer)
    said = {"email": "new@ravenshire.example", "password1": PASSWORD, "password2": PASSWORD}
    browser.post("/account/signup/", said)
    assert not EmailAddress.objects.filter(email="new@ravenshire.example").exists()
    assert "Sign up" not in words(browser.get("/account/login/"))


def test_a_leaver_signs_in_and_is_told_that_they_hold_no_post(world: World) -> None:
    with databases.as_role("owner"):
        yesterday = timezone.localdate() - timedelta(days=1)
        assert Holding.objects.filter(worker=world.worker("keerthana")).update(ends_on=yesterday) == 2
    leaver = world.browser("keerthana")
    answer = leaver.get("/")
    assert answer.status_code == 403
    assert "You hold no post today" in words(answer)
    for path in ("/refer/", "/children/", "/receipts/RV-ABCD-EFGH/"):
        assert leaver.get(path).headers["location"] == "/"
    assert leaver.post("/refer/").status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in_whatever_they_ask_for(world: World, browser: Client) -> None:
    world.school_refers("Kayleigh")
    for path in ("/refer/", "/receipts/RV-ABCD-EFGH/", "/notices/ABCDEFGHJKLM/"):
        assert browser.get(path).headers["location"] == f"/account/login/?next={path}"


def test_signing_out_ends_the_session_and_the_seat(world: World, browser: Client) -> None:
    keerthana = world.browser("keerthana")
    assert keerthana.get("/refer/").status_code == 200
    key = hashed(keerthana.cookies["kith_session"].value)
    assert Session.objects.filter(session_key=key).exists()
    keerthana.post("/account/logout/")
    assert keerthana.get("/refer/").headers["location"] == "/account/login/?next=/refer/"
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(
    "who, start",
    [
        pytest.param("amina", "/worklist/", id="the front door: its worklist"),
        pytest.param("huw", "/worklist/", id="its manager: the worklist"),
        pytest.param("keerthana", "/refer/", id="a school: telling, and what came of it"),
        pytest.param("rhiannon", "/children/", id="a social worker: the children they have"),
        pytest.param("olu", "/children/", id="police: the children they have"),
        pytest.param("perpetua", "/looks/", id="the privacy officer: who has looked"),
    ],
)
def test_each_post_begins_where_its_work_is(world: World, who: str, start: str) -> None:
    assert world.browser(who).get("/").headers["location"] == start


def test_changing_post_changes_what_one_may_do_and_is_audited(world: World) -> None:
    amina = world.browser("amina")
    assert amina.get("/").headers["location"] == "/worklist/"
    other = world.county.posts["amina_caseload"].reference
    answer = amina.post("/post/", {"post": other})
    assert answer.headers["location"] == "/children/"
    page = words(amina.get("/refer/"))
    assert "You act as Social worker, Skarhaven 2, Ravenshire Council, now." in page
    assert "acting as <b>Social worker, Skarhaven 2</b>" in page
    with databases.as_role("owner"):
        world.sql("set role kith_search")
        rows = world.sql("select about from sharing_auditevent where action = 'sharing.post_changed'")
    assert rows == [(other,)]


def test_somebody_elses_post_is_not_there(world: World) -> None:
    amina = world.browser("amina")
    for wanted in (world.county.posts["huw"].reference, "ABCDEFGHJKLM", ""):
        assert amina.post("/post/", {"post": wanted}).status_code == 404
    assert amina.get("/").headers["location"] == "/worklist/"


def test_outside_the_demonstration_nobody_is_an_invented_person(world: World, browser: Client) -> None:
    assert not settings.DEMO
    assert browser.get("/try/").status_code == 404
    assert browser.post("/try/", {"who": world.worker("amina").reference}).status_code == 404
    made = world.browser("amina")
    session = made.session
    session["account_authentication_methods"] = [{"method": "persona"}]
    session.save()
    assert made.get("/worklist/").headers["location"].startswith("/account/2fa/")


@override_settings(DEMO=True)
def test_in_the_demonstration_a_visitor_is_whom_they_choose(world: World, browser: Client) -> None:
    assert browser.get("/").headers["location"] == "/try/"
    page = words(browser.get("/try/"))
    assert "Keerthana Arkwright-Sundaram" in page
    assert "Be Keerthana" in page
    assert browser.post("/try/", {"who": world.worker("keerthana").reference}).headers["location"] == "/"
    page = words(browser.get("/refer/"))
    assert "Demonstration" in page
    assert browser.post("/try/", {"who": world.worker("amina").reference}).status_code == 302
    assert browser.get("/").headers["location"] == "/worklist/"


@override_settings(DEMO=True)
def test_a_visitor_cannot_be_somebody_with_a_real_address(world: World, browser: Client) -> None:
    with databases.as_role("owner"):
        worker = world.worker("amina")
        worker.email = "amina@council.gov.uk"
        worker.save(update_fields=["email"])
    assert "Be Amina" not in words(browser.get("/try/"))
    assert browser.post("/try/", {"who": worker.reference}).headers["location"] == "/try/"
    assert browser.get("/").headers["location"] == "/try/"


@pytest.mark.parametrize(
    "path",
    [
        "/help/",
        "/help/who-can-see/",
        "/help/privacy/",
        "/help/accessibility/",
        "/working/",
        "/account/login/",
    ],
)
def test_anybody_may_read_the_pages_of_help(world: World, browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 200
    assert world.browser("keerthana").get(path).status_code in {200, 302}


def test_a_link_to_choose_a_password_goes_to_those_who_have_an_account_and_to_nobody_else(
    world: World, browser: Client
) -> None:
    email = with_password(world, "keerthana")
    for address in (email, "nobody@elsewhere.example"):
        browser.post("/account/password/reset/", {"email": address})
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([email], "Kith: a link to choose a password")
    ]
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_whoever_gets_a_new_way_in_is_told_so_in_our_words(world: World, browser: Client) -> None:
    signs_in(browser, with_password(world, "keerthana"))
    browser.get("/account/2fa/totp/activate/")
    browser.post("/account/2fa/totp/activate/", {"code": code_now(browser.session["mfa.totp.secret"])})
    told = {message.subject: message.body for message in mail.outbox}
    assert "Its codes now let you in." in told["Kith: an authenticator app was set up"]
    assert "ring whoever keeps posts for your agency" in told["Kith: an authenticator app was set up"]
    assert not [body for body in told.values() if "Hello from" in body]


def test_behind_a_server_in_front_it_is_the_visitor_who_is_limited_and_not_everybody(
    world: World, browser: Client
) -> None:
    email = with_app(world, "amina")

    def tries(visitor: str, address: str, password: str) -> HttpResponse:
        said = {"login": address, "password": password}
        return browser.post("/account/login/", said, headers={"x-forwarded-for": f"made-up, {visitor}"})

    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for number in range(12):
            refused = tries("203.0.113.7", f"somebody{number}@elsewhere.example", "not the password")
        assert "Too many tries" in words(refused)
        assert tries("203.0.113.8", email, PASSWORD).headers["location"] == "/account/2fa/authenticate/"


def test_behind_tls_links_are_of_the_address_that_people_use() -> None:
    heard: list[dict[str, object]] = []
    served = as_people_reach_it(lambda environ, start: heard.append(environ) or [], "https://kith.example")
    served(RequestFactory().get("/receipts/", headers={"host": "localhost"}).environ, print)
    assert WSGIRequest(heard[0]).build_absolute_uri() == "https://localhost/receipts/"
