"""How sign-in behaves: nobody signs themselves up, and a second factor is always asked for."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from kith.sharing.models import Worker


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by whoever grants the first post, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class FactorAdapter(DefaultMFAAdapter):
    """What an authenticator app shows beside the code."""

    def get_totp_label(self, user: Worker) -> str:
        return user.email

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Kith"}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """An agency's own identity provider signs in the workers that we know, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
