"""The first sign-in: by a link that works once, a password, a second factor, and then one's own work."""

import re

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from playwright.sync_api import expect

from kith.sharing.models import Worker
from tests.browser.conftest import Site, Visit, accessible, narrow
from tests.browser.hands import button, heading, link, write
from tests.factors import code_now

pytestmark = pytest.mark.browser
PASSWORD = "a long sentence about bitterns"


@pytest.fixture
def first_link(site: Site) -> str:
    """Emeka has an account and has never signed in."""
    emeka = Worker.objects.get(email="emeka@ravenshire.example")
    emeka.set_unusable_password()
    Worker.objects.filter(pk=emeka.pk).update(password=emeka.password, last_login=None)
    emeka.refresh_from_db()
    key = default_token_generator.make_token(emeka)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(emeka), "key": key}
    )


def test_a_new_colleague_comes_from_the_link_to_their_work(
    visit: Visit, first_link: str, scripts: bool
) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user__email="emeka@ravenshire.example").delete()
    page = visit(path=first_link, scripts=scripts)
    accessible(page)
    narrow(page)
    write(page, "New password", PASSWORD)
    write(page, "The same again", "something else altogether")
    button(page, "Save this password")
    accessible(page)
    write(page, "New password", PASSWORD)
    write(page, "The same again", PASSWORD)
    button(page, "Save this password")
    accessible(page)
    button(page, "Sign in")
    write(page, "Work email", "emeka@ravenshire.example")
    write(page, "Password", PASSWORD)
    button(page, "Go on")
    assert heading(page) == "Set up a second way to show that it is you"
    accessible(page)
    narrow(page)
    button(page, "Set up an app")
    secret = (page.locator(".kith-key").text_content() or "").strip()
    write(page, "6-digit code from your app", code_now(secret))
    button(page, "Finish")
    accessible(page)
    page.goto("/")
    expect(page).to_have_url(re.compile("/children/$"))
    accessible(page)
    again = visit(path=first_link, scripts=scripts)
    assert heading(again) == "That link no longer works"
    link(again, "Ask for a new one")
    assert heading(again) == "I cannot sign in"
