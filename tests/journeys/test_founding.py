"""From nothing to a working front door, by pages alone: the first link, the founding, the people, a referral, a decision."""

import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from kith.sharing import jobs
from kith.sharing.models import Agency, Partnership, Post, Team, Worker
from tests import databases
from tests.factors import code_now
from tests.journeys.test_school_refers import TEODOR, sends, tells_all

PASSWORD = "nine harbours in the fog"


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def text(answer: HttpResponse) -> str:
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("location"))
    return re.sub(r"\s+", " ", answer.content.decode())


def does(browser: Client, address: str, said: dict[str, Any]) -> str:
    """Send a form that stands; where it led."""
    answer = browser.post(address, said)
    assert answer.status_code == 302, re.findall(r"error-summary.*?</div>", answer.content.decode(), re.S)
    return answer.headers["location"]


def first_link() -> str:
    said = StringIO()
    with databases.as_role("worker"):
        call_command("first_administrator", stdout=said)
    found = re.search(r"http://[^/]+(/account/\S+)", said.getvalue())
    assert found
    return found[1]


def work() -> None:
    with databases.as_role("worker"):
        jobs.run_waiting()


def link_to(address: str) -> str:
    """The link in the newest message to this address."""
    newest = next(message for message in reversed(mail.outbox) if message.to == [address])
    found = re.search(r"http://[^/]+(/\S+)", newest.body)
    assert found
    return found[1]


def signs_in_first(link: str, email: str) -> Client:
    """By the link: a password, then a second factor; and from then on somebody at work."""
    cache.clear()
    browser = Client(headers={"host": "localhost"})
    asks = browser.get(link).headers["location"]
    assert "Choose a new password" in text(browser.get(asks))
    does(browser, asks, {"password1": PASSWORD, "password2": PASSWORD})
    browser.post("/account/login/", {"login": email, "password": PASSWORD})
    assert browser.get("/").headers["location"] == "/account/2fa/"
    again = browser.get("/account/2fa/totp/activate/")
    if again.status_code == 302:
        does(browser, again.headers["location"], {"password": PASSWORD})
        browser.get("/account/2fa/totp/activate/")
    secret = browser.session["mfa.totp.secret"]
    code = code_now(secret)
    does(browser, "/account/2fa/totp/activate/", {"code": code})
    does(browser, "/account/2fa/reauthenticate/", {"code": code})
    return browser


def founds(administrator: Client) -> None:
    """The partnership, its agencies, the front door, posts and who holds them."""
    does(
        administrator,
        "/places/new/",
        {
            "says": "Harrowshire",
            "code": "harrowshire",
            "receipt_prefix": "hs",
            "outcodes": "HS1, rv1",
            "duty_phone": "01632 960200",
            "duty_says": "the Harrowshire front door",
        },
    )
    today = date.today()
    for says, kind in (("Harrowshire Council", "council_social_care"), ("Oakfen Academy", "school")):
        does(
            administrator,
            "/places/agencies/new/",
            {"says": says, "kind": kind, "partnerships": ["harrowshire"], **day("starts_on", today)},
        )
    council = Agency.objects.get(says="Harrowshire Council").reference
    does(
        administrator,
        f"/places/agencies/{council}/team/",
        {"says": "Front door", "partnership": "harrowshire", "is_door": "on"},
    )
    nights = {"says": "Nights", "partnership": "harrowshire", "is_night": "on"}
    both = administrator.post(
        f"/places/agencies/{council}/team/", nights | {"is_door": "on"}
    ).content.decode()
    assert "One team is the front door by day, another out of hours." in both
    does(administrator, f"/places/agencies/{council}/team/", nights)
    again = administrator.post(f"/places/agencies/{council}/team/", nights).content.decode()
    assert "Harrowshire has an out-of-hours team: Nights." in again


def seats(administrator: Client, agency: str, role: str, says: str, email: str, name: str) -> None:
    """A post, and somebody in it who gets a link."""
    found = Agency.objects.get(says=agency)
    team = Team.objects.filter(agency=found).order_by("pk").first()
    post = does(
        administrator,
        "/posts/new/",
        {
            "says": says,
            "agency": found.reference,
            "team": team.reference if team and role == "mash_triage" else "",
            "role": role,
            **day("starts_on", date.today()),
        },
    )
    does(administrator, f"{post}hold/", {"email": email, "name": name, **day("starts_on", date.today())})


@pytest.fixture
def administrator(empty: str) -> Client:
    return signs_in_first(first_link(), "administrator@localhost")


def test_from_nothing_to_a_decided_referral_by_pages_alone(administrator: Client) -> None:
    assert administrator.get("/").headers["location"] == "/places/"
    assert "There is no partnership yet" in text(administrator.get("/places/"))
    founds(administrator)
    seen = text(administrator.get("/places/"))
    assert "Harrowshire: 6 things to do" in seen
    people = {
        "robin@harrowshire.example": ("Harrowshire Council", "partnership_manager", "Partnership manager", "Robin Okoye-Lund"),
        "sanna@harrowshire.example": ("Harrowshire Council", "mash_triage", "Screener", "Sanna Bright-Mbeki"),
        "tove@harrowshire.example": ("Harrowshire Council", "social_worker", "Social worker", "Tove Akande-Rees"),
        "pia@harrowshire.example": ("Harrowshire Council", "ig_officer", "Privacy officer", "Pia Wolde-Marsh"),
        "ines@oakfen.example": ("Oakfen Academy", "school_dsl", "Safeguarding lead", "Ines Calder-Roy"),
    }  # fmt: skip
    for email, (agency, role, says, name) in people.items():
        seats(administrator, agency, role, says, email, name)
    for agency, address in (
        ("Harrowshire Council", "door@harrowshire.example"),
        ("Oakfen Academy", "dsl@oakfen.example"),
    ):
        reference = Agency.objects.get(says=agency).reference
        does(administrator, f"/places/agencies/{reference}/mailbox/", {"address": address, "says": "Duty"})
    work()
    assert "Has not answered yet" in text(administrator.get(f"/places/agencies/{reference}/"))
    for address in ("door@harrowshire.example", "dsl@oakfen.example"):
        stranger = Client(headers={"host": "localhost"})
        link = link_to(address)
        assert "Is this mailbox yours?" in text(stranger.get(link))
        assert "this mailbox has answered" in text(stranger.post(link))
    work()
    assert "Answered" in text(administrator.get(f"/places/agencies/{reference}/"))

    robin = signs_in_first(link_to("robin@harrowshire.example"), "robin@harrowshire.example")
    today = date.today()
    does(
        robin,
        "/agreements/new/",
        {
            "says": "Harrowshire sharing protocol",
            "partnership": "harrowshire",
            "agencies": [Agency.objects.get(says="Harrowshire Council").reference],
            "classes": ["adult", "contact", "location", "plan", "record"],
            "purposes": ["decide", "plan", "find", "reply", "share"],
            **day("starts_on", today),
            **day("ends_on", today + timedelta(days=365)),
            **day("review_on", today + timedelta(days=300)),
        },
    )
    assert "Harrowshire: ready" in text(administrator.get("/places/"))

    ines = signs_in_first(link_to("ines@oakfen.example"), "ines@oakfen.example")
    assert ines.get("/").headers["location"] == "/refer/"
    receipt = sends(ines, tells_all(ines)).headers["location"]
    assert receipt.startswith("/receipts/HS-")
    work()

    sanna = signs_in_first(link_to("sanna@harrowshire.example"), "sanna@harrowshire.example")
    worklist = text(sanna.get("/worklist/"))
    assert TEODOR["family_name"] in worklist
    found = re.search(r"/contacts/([0-9A-Z]{12})/", worklist)
    assert found
    contact = f"/contacts/{found[1]}/"
    does(sanna, f"{contact}claim/", {})
    shown = re.search(r'name="shown" value="([^"]*)"', sanna.get(f"{contact}who/").content.decode())
    assert shown
    does(sanna, f"{contact}who/", {"who": "new", "because": "Nobody is known yet", "shown": shown[1]})
    does(
        sanna,
        f"{contact}decide/",
        {
            "level": "4",
            "criteria_4": ["4.2"],
            "section_47": "met",
            "section_47_why": "Adults move this child.",
            "reasons": "Counts money in class; a man waits at the gate.",
            "outcome": "strategy_discussion",
            "lead": Post.objects.get(says="Social worker").reference,
            "against": "",
            "feedback": "Thank you.",
        },
    )
    work()
    assert "Strategy discussion" in text(ines.get(receipt))
    told = {to for message in mail.outbox if "notice is waiting" in message.subject for to in message.to}
    assert told == {"dsl@oakfen.example", "door@harrowshire.example"}, "The sender, and the lead of the plan."


def test_the_first_link_works_once(empty: str) -> None:
    link = first_link()
    signs_in_first(link, "administrator@localhost")
    stranger = Client(headers={"host": "localhost"})
    assert "That link no longer works" in text(stranger.get(link, follow=True))


def test_whoever_cannot_found_a_partnership_is_told_nothing_of_it(administrator: Client) -> None:
    founds(administrator)
    seats(administrator, "Harrowshire Council", "partnership_manager", "Partnership manager", "robin@harrowshire.example", "Robin")  # fmt: skip
    work()
    robin = signs_in_first(link_to("robin@harrowshire.example"), "robin@harrowshire.example")
    assert robin.get("/places/new/").status_code == 404
    assert "Found another partnership" not in text(robin.get("/places/"))
    administrators = Worker.objects.get(email="administrator@localhost").reference
    assert robin.get(f"/people/{administrators}/close/").status_code == 404


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        pytest.param({"receipt_prefix": "H1"}, "Use two to four letters, such as HS.", id="a prefix of digits"),
        pytest.param({"outcodes": "HS1 the flats"}, "“THE” is not the first half of a postcode.", id="no postcode"),
        pytest.param({"outcodes": "RV1"}, "RV1 is in Harrowshire already.", id="a postcode of another's"),
        pytest.param({"code": "harrowshire"}, "Another partnership here has this short name.", id="the same name"),
        pytest.param({"duty_phone": "ring us"}, "Enter a telephone number in digits", id="no number"),
    ],
)  # fmt: skip
def test_a_partnership_that_cannot_stand_is_answered_with_what_to_do(
    administrator: Client, wrong: dict[str, str], sentence: str
) -> None:
    founds(administrator)
    said = {"says": "Elmshire", "code": "elmshire", "receipt_prefix": "ES", "outcodes": "ES1", "duty_phone": "01632 960210", "duty_says": "the Elmshire front door"}  # fmt: skip
    answer = text(administrator.post("/places/new/", said | wrong))
    assert answer.count(sentence) == 2
    assert 'value="Elmshire"' in answer
    assert Partnership.objects.count() == 1
    does(administrator, "/places/new/", said)
    assert Partnership.objects.count() == 2
