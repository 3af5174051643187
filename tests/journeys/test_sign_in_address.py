"""Where somebody signs in from is theirs to use and not to move: a link to choose a password goes there and nowhere else."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import InternalError, ProgrammingError, transaction
from django.test import Client, override_settings
from django.urls import reverse

from kith.sharing.models import Worker
from tests.journeys.test_sign_in import PASSWORD, with_password
from tests.whole.addresses import SIGN_IN, names
from tests.world import World

PRIVATE = "keerthana.at.home@post.example"


@pytest.mark.parametrize(
    "path",
    [
        "/account/email/",
        "/account/confirm-email/",
        "/account/confirm-email/none/",
        "/account/3rdparty/",
        "/account/3rdparty/signup/",
        "/account/social/connections/",
        "/account/login/code/confirm/",
    ],
)
def test_what_the_library_brings_and_has_no_page_of_ours_is_not_there(world: World, path: str) -> None:
    keerthana = world.browser("keerthana")
    said = {"email": PRIVATE, "action_add": "", "action_primary": ""}
    assert keerthana.get(path).status_code == 404
    assert keerthana.post(path, said).status_code == 404
    assert not Worker.objects.filter(email=PRIVATE).exists()
    assert not EmailAddress.objects.filter(email=PRIVATE).exists()


def test_nobody_moves_the_address_of_an_account(world: World) -> None:
    keerthana = world.worker("keerthana")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Worker.objects.filter(pk=keerthana.pk).update(email=PRIVATE)


def test_no_second_address_stands_beside_that_of_the_account(world: World) -> None:
    keerthana = world.worker("keerthana")
    with pytest.raises((InternalError, ProgrammingError), match="by another address"), transaction.atomic():
        EmailAddress.objects.create(user=keerthana, email=PRIVATE, verified=True)
    own = EmailAddress.objects.create(user=keerthana, email=keerthana.email)
    with pytest.raises((InternalError, ProgrammingError), match="by another address"), transaction.atomic():
        EmailAddress.objects.filter(pk=own.pk).update(email=PRIVATE)


def test_a_link_to_choose_a_password_is_sent_to_the_address_of_the_account_and_to_no_other(
    world: World,
) -> None:
    email = with_password(world, "keerthana")
    browser = Client(headers={"host": "localhost"})
    browser.post("/account/login/", {"login": email, "password": PASSWORD})
    browser.post("/account/email/", {"email": PRIVATE, "action_add": ""})
    mail.outbox.clear()
    for address in (PRIVATE, email):
        Client(headers={"host": "localhost"}).post("/account/password/reset/", {"email": address})
    assert [message.to for message in mail.outbox] == [[email]]


@override_settings(DEMO=True)
def test_an_invented_person_who_tries_every_page_of_signing_in_gets_an_answer(world: World) -> None:
    """They proved nothing when they came, so that what asks for proof again has none to look at."""
    paths = [
        reverse(name, kwargs=SIGN_IN.get(name, {})) for name, route in names() if route.startswith("account/")
    ]
    assert paths
    for path in paths:
        for method in ("get", "post"):
            browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
            browser.post("/try/", {"who": world.worker("amina").reference})
            assert getattr(browser, method)(path).status_code < 500, f"{method} {path}"
