"""How sign-in behaves: nobody signs themselves up, and a second factor is always asked for."""

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import render

from kith.sharing.models import Worker


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by whoever grants the first post, never by signing up."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That e-mail address and password do not go together. Check both and try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again, or use “I cannot sign in”.",
        "incorrect_password": "That is not your password. Check it and try again.",
        "account_inactive": "This account is closed. Ask whoever keeps posts for your agency.",
        "rate_limited": "Too many tries. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **given: Any) -> bool:
        """Who has just given their password, and has no second factor yet, is not asked for it again at once."""
        request = context.request
        if request is not None and request.user.is_authenticated and not is_mfa_enabled(request.user):
            methods = request.session.get("account_authentication_methods", [])
            given_at = [m["at"] for m in methods if "at" in m]
            if given_at and time.time() - max(given_at) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
                return False
        return bool(super().is_reauthentication_required(app=app, **given))

    def set_password(self, user: Worker, password: str) -> None:
        """Only the password is written: the rest of a worker is not the reader's to change."""
        user.set_password(password)
        user.save(update_fields=["password"])


class FactorAdapter(DefaultMFAAdapter):
    """What an authenticator app shows beside the code."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or has run out. Enter the one showing now.",
        "unverified_email": "Your e-mail address is not checked yet. Ask whoever keeps posts for your agency.",
    }

    def get_totp_label(self, user: Worker) -> str:
        return user.email

    def generate_authenticator_name(self, user: Worker, type: Authenticator.Type) -> str:
        """“Passkey”, “Passkey 2”: what a passkey or key is called until its owner says otherwise."""
        there = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {there + 1}" if there else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Kith"}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """An agency's own identity provider signs in the workers that we know, with their second factor, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The provider must say that it asked for a second factor, and that the address is this person's.

        It signs people in, and that is all: nobody adds an account of theirs elsewhere to the one that they have here.
        """
        if sociallogin.state.get("process", "login") != "login":
            raise refused(request, "Sign out, then sign in through your organisation.")
        said = sociallogin.account.extra_data
        token, person = said.get("id_token", {}), said.get("userinfo") or said.get("id_token", {})
        if settings.OIDC_FACTOR and settings.OIDC_FACTOR not in token.get("amr", []):
            raise refused(
                request,
                "Your organisation did not ask for a second factor. Ask its helpdesk to turn it on for Kith.",
            )
        if sociallogin.is_existing:
            return
        known = None
        if person.get("email_verified"):
            known = Worker.objects.filter(email__iexact=person.get("email", ""), is_active=True).first()
        if known is None:
            raise refused(
                request,
                "We do not know this account yet. Ask whoever grants posts in your agency to add you.",
            )
        sociallogin.user = sociallogin.account.user = known
        sociallogin.account.save()


def refused(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "403.html", {"sentence": sentence}, status=403))


@receiver(authenticator_added)
def has_shown_it(request: HttpRequest, authenticator: Authenticator, **signal: Any) -> None:
    """An app or a passkey is set up by using it: whoever did so need not show it again to come in."""
    if authenticator.type in {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}:
        post_authentication(request, authenticator, reauthenticated=True)
