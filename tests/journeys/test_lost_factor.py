"""Somebody's phone is lost: one who keeps their posts asks, another agrees, and they start anew with their password."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from kith.sharing import gate
from kith.sharing.actions.factors import CannotTake, agree_to_take_factor, ask_to_take_factor, leave_factor
from kith.sharing.models import LostFactor
from tests.factors import code_now
from tests.journeys.test_child_page import text
from tests.journeys.test_sign_in import signs_in, with_app, words
from tests.world import World

ASKS = {"because": "lost", "known_by": "seen"}
AGREES = {"answer": "agree"}


@pytest.fixture
def page(world: World) -> str:
    """Emeka has an authenticator app, and recovery codes; where to go when he loses his phone."""
    with_app(world, "emeka")
    RecoveryCodes.activate(world.worker("emeka"))
    return f"/people/{world.worker('emeka').reference}/lost/"


def keeper(world: World, who: str) -> Client:
    """Somebody who keeps posts beside other work, sitting in that post."""
    browser = world.browser(who)
    browser.post("/post/", {"post": world.county.posts[f"{who}_posts"].reference})
    return browser


def told(world: World) -> list[tuple[str, str]]:
    """What was mailed to Emeka, in order: subject and body."""
    world.run_jobs()
    return [(m.subject, m.body) for m in mail.outbox if m.to == [world.worker("emeka").email]]


def test_a_lost_phone(world: World, page: str) -> None:
    huw, tamsin, emeka = world.browser("huw"), world.browser("tamsin"), world.browser("emeka")
    assert emeka.get("/children/").status_code == 200
    assert "Lost their phone or key" in text(huw.get(page.removesuffix("lost/")))
    assert huw.post(page, ASKS).headers["location"] == page
    seen = text(huw.get(page))
    assert "Waits for a second person" in seen
    assert "Tamsin Holloway-Bose, Partnership manager" in seen
    assert "Huw Tregarthen-Adeyemi, Team manager" not in seen
    assert emeka.get("/children/").status_code == 200, "Nothing is taken before a second person agrees."
    assert "Huw Tregarthen-Adeyemi asks that the second factor of <b>Emeka" in text(tamsin.get("/people/"))
    assert "The phone or key is lost" in text(tamsin.get(page))

    assert tamsin.post(page, AGREES).headers["location"] == page.removesuffix("lost/")
    assert not Authenticator.objects.filter(user=world.worker("emeka")).exists()
    assert emeka.get("/children/").headers["location"].startswith("/account/login/")
    assert [subject for subject, _ in told(world)][-1] == "Kith: your second factor was taken away"
    assert "Huw Tregarthen-Adeyemi asked, and Tamsin Holloway-Bose agreed" in told(world)[-1][1]

    cache.clear()
    anew = Client(headers={"host": "localhost"})
    assert signs_in(anew, world.worker("emeka").email).status_code == 302
    assert anew.get("/children/").headers["location"] == "/account/2fa/"
    anew.get("/account/2fa/totp/activate/")
    secret = anew.session["mfa.totp.secret"]
    anew.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert anew.get("/children/").status_code == 200


def test_every_page_sends_whoever_lost_it_to_the_same_people(world: World, page: str) -> None:
    anew = Client(headers={"host": "localhost"})
    signs_in(anew, world.worker("emeka").email)
    for path in ("/help/", "/account/password/reset/", "/account/2fa/authenticate/"):
        seen = words(anew.get(path))
        assert (
            "ring whoever keeps posts for your agency: two people must each make sure that it is you" in seen
        ), path


def test_its_owner_is_told_as_soon_as_somebody_asks(world: World, page: str) -> None:
    world.browser("huw").post(page, ASKS)
    ((subject, body),) = told(world)
    assert subject == "Kith: your second factor is to be taken away"
    assert "Huw Tregarthen-Adeyemi says that your phone or key is lost" in body
    assert "If not, ring whoever keeps posts for your agency at once: they can stop it." in body


def test_who_asked_can_take_it_back_and_cannot_agree(world: World, page: str) -> None:
    huw = world.browser("huw")
    huw.post(page, ASKS)
    with world.as_("huw") as by, pytest.raises(CannotTake, match="It takes a second person"):
        agree_to_take_factor(worker=world.worker("emeka"), by=by, at=timezone.now())
    assert "Take this back" in text(huw.get(page))
    assert huw.post(page, AGREES).status_code == 302
    assert Authenticator.objects.filter(user=world.worker("emeka"), type="totp").exists()
    assert LostFactor.objects.get().agreed_at is None
    assert told(world)[-1][0] == "Kith: your second factor stays"


def test_whoever_does_not_agree_leaves_it_as_it_was(world: World, page: str) -> None:
    world.browser("huw").post(page, ASKS)
    tamsin, emeka = world.browser("tamsin"), world.browser("emeka")
    nothing = text(tamsin.post(page, {"csrfmiddlewaretoken": "as a browser sends it"}))
    assert nothing.count("Choose whether you agree.") == 2
    assert tamsin.post(page, {"answer": "leave"}).status_code == 302
    assert emeka.get("/children/").status_code == 200
    assert Authenticator.objects.filter(user=world.worker("emeka")).count() == 2
    assert "What happened to the phone or key?" in text(tamsin.get(page))


def test_ones_own_is_never_taken_by_oneself(world: World) -> None:
    with_app(world, "huw")
    own = f"/people/{world.worker('huw').reference}/"
    huw = world.browser("huw")
    assert "two others who keep your agency’s posts help you" in text(huw.get(own))
    assert huw.get(f"{own}lost/").status_code == 404
    assert huw.post(f"{own}lost/", ASKS).status_code == 404
    with world.as_("huw") as by, pytest.raises(CannotTake, match="Your own"):
        ask_to_take_factor(
            worker=world.worker("huw"), because="lost", known_by="seen", by=by, at=timezone.now()
        )
    assert world.browser("tamsin").post(f"{own}lost/", ASKS).status_code == 302
    with world.as_("huw") as by, pytest.raises(gate.NotYours):
        leave_factor(worker=world.worker("huw"), by=by, at=timezone.now())


def test_it_is_for_those_who_keep_the_owners_own_agency_and_for_the_administrator(
    world: World, page: str
) -> None:
    for who in ("olu", "keerthana"):
        other = keeper(world, who)
        assert other.get("/people/").status_code == 200
        assert other.get(page).status_code == 404, who
        assert other.post(page, ASKS).status_code == 404, who
        with world.as_(who, f"{who}_posts") as by, pytest.raises(gate.NotYours):
            ask_to_take_factor(worker=world.worker("emeka"), because="lost", known_by="seen", by=by, at=timezone.now())  # fmt: skip
    assert world.browser("rhiannon").get(page).status_code == 404
    assert world.browser("isaura").post(page, ASKS).status_code == 302
    assert keeper(world, "olu").post(page, AGREES).status_code == 404
    assert world.browser("huw").post(page, AGREES).status_code == 302


def test_the_police_and_a_school_each_have_one_who_asks_and_the_administrator_agrees(world: World) -> None:
    with_app(world, "ffion")
    page = f"/people/{world.worker('ffion').reference}/lost/"
    assert keeper(world, "olu").post(page, ASKS).status_code == 302
    assert "Ffion Abara-Lund" in text(world.browser("isaura").get("/people/"))
    assert "Isaura Penhallow-Mensah, System administrator" in text(keeper(world, "olu").get(page))
    assert world.browser("isaura").post(page, AGREES).status_code == 302
    assert not Authenticator.objects.filter(user=world.worker("ffion")).exists()


def test_who_has_no_second_factor_has_none_to_lose(world: World) -> None:
    page = f"/people/{world.worker('emeka').reference}/lost/"
    huw = world.browser("huw")
    assert "There is nothing to take away" in text(huw.get(page))
    with world.as_("huw") as by, pytest.raises(CannotTake, match="They have no second factor"):
        ask_to_take_factor(
            worker=world.worker("emeka"), because="lost", known_by="seen", by=by, at=timezone.now()
        )


def test_what_nobody_agreed_to_in_time_is_asked_again(world: World, page: str) -> None:
    long_ago = timezone.now() - timedelta(hours=73)
    with world.as_("huw") as by:
        ask_to_take_factor(worker=world.worker("emeka"), because="lost", known_by="seen", by=by, at=long_ago)
    with world.as_("tamsin") as by, pytest.raises(CannotTake, match="Nobody agreed in time"):
        agree_to_take_factor(worker=world.worker("emeka"), by=by, at=timezone.now())
    tamsin = world.browser("tamsin")
    assert "asks that the second factor" not in text(tamsin.get("/people/"))
    assert tamsin.post(page, ASKS).status_code == 302
    assert world.browser("huw").post(page, AGREES).status_code == 302


def test_a_question_without_an_answer_keeps_what_was_chosen(world: World, page: str) -> None:
    seen = text(world.browser("huw").post(page, {"because": "stolen"}))
    assert seen.count("Choose how you made sure that it is them.") == 2
    assert 'value="stolen" checked' in seen
    assert not LostFactor.objects.exists()


def test_the_privacy_officer_reads_who_asked_and_who_agreed(world: World, page: str) -> None:
    world.browser("isaura").post(page, ASKS)
    world.browser("tamsin").post(page, AGREES)
    seen = text(world.browser("perpetua").get("/looks/"))
    for part in ("Emeka Strand-Ó Briain", "Isaura Penhallow-Mensah", "Tamsin Holloway-Bose", "Taken away"):
        assert part in seen
    assert "Agreed, and took a second factor away" in seen


def test_a_statement_that_goes_round_the_action_is_refused(world: World, page: str) -> None:
    def tries(who: str, statement: str, post: str = "") -> None:
        with world.as_(who, post), pytest.raises(DatabaseError), transaction.atomic():
            world.sql(statement)

    emeka, huw = world.worker("emeka").pk, world.worker("huw").pk
    post = world.county.posts["huw"].pk
    agency = world.county.agencies["council"].pk
    asks = (
        "insert into sharing_lostfactor (reference, worker_id, agency_id, because, known_by, asked_at, asked_by_id,"
        f" asked_by_post_id) values ('LOST', %d, {agency}, 'lost', 'seen', now(), %d, %d)"
    )
    tries("huw", asks % (emeka, world.worker("tamsin").pk, post))
    tries("huw", asks % (huw, huw, post))
    tries("olu", asks % (emeka, world.worker("olu").pk, world.county.posts["olu_posts"].pk), "olu_posts")
    world.browser("huw").post(page, ASKS)
    agrees = "update sharing_lostfactor set agreed_at = now(), agreed_by_id = %d, agreed_by_post_id = %d"
    tries("huw", agrees % (huw, post))
    tries("huw", agrees % (world.worker("tamsin").pk, world.county.posts["tamsin"].pk))
    tries("olu", agrees % (world.worker("olu").pk, world.county.posts["olu_posts"].pk), "olu_posts")
    tries("tamsin", f"select kith.take_factors('{LostFactor.objects.get().reference}')")
    assert Authenticator.objects.filter(user_id=emeka, type="totp").exists()


def test_words_of_the_message_are_ours(world: World, page: str) -> None:
    world.browser("huw").post(page, ASKS)
    assert all("Hello from" not in body for _, body in told(world))
    assert words(world.browser("huw").get("/people/")).count("Second factor") == 0
