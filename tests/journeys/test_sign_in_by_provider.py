"""An agency's own identity provider signs people in: those that we know, with a second factor, and nobody else."""

import base64
import json
import socketserver
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.test import Client

from tests.world import World

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def number(n: int) -> str:
    return base64.urlsafe_b64encode(n.to_bytes((n.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


class Provider(HTTPServer):
    """A provider on loopback that says of everybody what the test told it to say."""

    says: dict[str, Any]
    amr: list[str]

    def server_bind(self) -> None:
        """Without asking any name server what this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        here = self.server.address
        if self.path.startswith("/.well-known/"):
            self.give(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                }
            )
        elif self.path == "/userinfo":
            self.give(self.server.says)
        else:
            public = KEY.public_key().public_numbers()
            self.give(
                {
                    "keys": [
                        {
                            "kty": "RSA",
                            "kid": "k",
                            "alg": "RS256",
                            "n": number(public.n),
                            "e": number(public.e),
                        }
                    ]
                }
            )

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        token = {
            "iss": self.server.address,
            "aud": "kith",
            "iat": now,
            "exp": now + 300,
            "amr": self.server.amr,
        }
        signed = jwt.encode(token | self.server.says, KEY, algorithm="RS256", headers={"kid": "k"})
        self.give({"access_token": "a", "token_type": "Bearer", "id_token": signed})

    def give(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    server = Provider(("127.0.0.1", 0), Answers)
    server.says = {"sub": "u1", "email": "amina@ravenshire.example", "email_verified": True}
    server.amr = ["pwd", "mfa"]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "agency",
        "name": "your organisation’s account",
        "client_id": "kith",
        "secret": "s",
        "settings": {"server_url": server.address},
    }
    monkeypatch.setitem(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS", [app])
    yield server
    server.shutdown()
    server.server_close()


def signs_in(world: World) -> tuple[Client, int]:
    """Through the provider and back, and then to the front page."""
    client = Client(headers={"host": "localhost"})
    sent = client.post("/account/oidc/agency/login/")
    assert sent.status_code == 302, sent.content
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    back = client.get("/account/oidc/agency/login/callback/", {"code": "c", "state": state})
    return client, back.status_code


def test_a_worker_whom_we_know_signs_in_with_their_organisations_second_factor(
    world: World, provider: Provider
) -> None:
    client, status = signs_in(world)
    assert status == 302
    assert client.get("/worklist/").status_code == 200


def test_without_a_second_factor_the_provider_opens_nothing(world: World, provider: Provider) -> None:
    provider.amr = ["pwd"]
    client, status = signs_in(world)
    assert status == 403
    assert client.get("/worklist/").status_code == 302


def test_somebody_whom_we_do_not_know_is_not_made_an_account(world: World, provider: Provider) -> None:
    provider.says = {"sub": "u2", "email": "stranger@elsewhere.example", "email_verified": True}
    client, status = signs_in(world)
    assert status == 403
    assert client.get("/worklist/").status_code == 302


def test_an_address_that_the_provider_has_not_checked_is_nobodys(world: World, provider: Provider) -> None:
    provider.says = {"sub": "u3", "email": "amina@ravenshire.example", "email_verified": False}
    _, status = signs_in(world)
    assert status == 403


def test_nobody_adds_an_account_elsewhere_to_the_one_that_they_have_here(
    world: World, provider: Provider
) -> None:
    """Signed in as herself, somebody asks the provider to join another's account to hers."""
    provider.says = {"sub": "u4", "email": "keerthana.at.home@post.example", "email_verified": True}
    client = world.browser("keerthana")
    sent = client.post("/account/oidc/agency/login/?process=connect")
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    back = client.get("/account/oidc/agency/login/callback/", {"code": "c", "state": state})
    assert back.status_code == 403
    assert "Sign out, then sign in through your organisation." in back.content.decode()
    assert not SocialAccount.objects.exists()
