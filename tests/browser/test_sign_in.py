"""Signing in: a password is not enough; an app's code or a passkey is asked for, and set up the first time."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kith.sharing.models import Worker
from tests.browser.conftest import Site, Visit, accessible, narrow
from tests.browser.hands import button, write
from tests.factors import code_now, next_code

pytestmark = pytest.mark.browser
PASSWORD = "a long sentence about herons"


@pytest.fixture
def beatrix(site: Site) -> Worker:
    worker = Worker.objects.get(says="Beatrix Ó Murchú-Hale")
    worker.set_password(PASSWORD)
    Worker.objects.filter(pk=worker.pk).update(password=worker.password, last_login=timezone.now())
    return worker


def with_password(page: Page) -> None:
    page.goto("/account/login/")
    write(page, "Work email", "beatrix@ravenshire.example")
    write(page, "Password", PASSWORD)
    button(page, "Go on")


def once_more(page: Page, path: str) -> None:
    """A page that sets up a factor asks for the password again, and goes on to where one was going."""
    page.goto(path)
    if "reauthenticate" in page.url:
        accessible(page)
        page.locator("input[type=password]").focus()
        page.keyboard.insert_text(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert path in page.url


def test_a_code_from_an_app_is_set_up_once_and_asked_for_each_time(
    visit: Visit, beatrix: Worker, scripts: bool
) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=beatrix).delete()
    page = visit(path="/account/login/", scripts=scripts)
    accessible(page)
    with_password(page)
    page.goto("/children/")
    expect(page).not_to_have_url("/children/")
    once_more(page, "/account/2fa/totp/activate/")
    accessible(page)
    narrow(page)
    secret = page.locator(".kith-key").text_content() or ""
    write(page, "6-digit code from your app", code_now(secret.strip()))
    button(page, "Finish")
    accessible(page)
    Authenticator.objects.get(user=beatrix, type="totp")

    again = visit(path="/account/login/", scripts=scripts)
    with_password(again)
    accessible(again)
    again.goto("/children/")
    expect(again).not_to_have_url("/children/")
    again.goto("/account/2fa/authenticate/")
    write(again, "6-digit code from your app", "000000")
    button(again, "Sign in")
    accessible(again)
    expect(again).to_have_url(re.compile("/account/2fa/authenticate/"))
    write(again, "6-digit code from your app", next_code(secret.strip()))
    button(again, "Sign in")
    again.goto("/children/")
    expect(again).to_have_url(re.compile("/children/$"))


def test_a_passkey_signs_in_without_a_password(visit: Visit, beatrix: Worker) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=beatrix).delete()
    page = visit(path="/account/login/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    with_password(page)
    once_more(page, "/account/2fa/webauthn/add/")
    accessible(page)
    write(page, "What will you call it?", "Work laptop")
    passwordless = page.get_by_label("Let it sign me in without a password")
    if passwordless.count():
        passwordless.check()
    button(page, "Set it up")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    page.goto("/account/logout/")
    if page.get_by_role("button", name="Sign out").count():
        button(page, "Sign out")
    page.goto("/account/login/")
    button(page, "Sign in with a passkey")
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto("/children/")
    expect(page.get_by_text("Beatrix Ó Murchú-Hale").first).to_be_attached()
