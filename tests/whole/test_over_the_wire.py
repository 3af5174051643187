"""What only a real socket shows: a body of unknown length is refused by the server of pages, and receipts nothing; and
whoever sends slowly keeps nobody else waiting."""

import contextlib
import io
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kith.county.places import FEED_KEY
from kith.intake.models import Receipt
from kith.web import middleware
from tests import databases
from tests.whole.server import behind, served

pytestmark = pytest.mark.database

NOTIFY = "/api/v1/police-notifications"
BODY = b'{"made_up": true}'
WHOLE = f"Content-Length: {len(BODY)}".encode()
CHUNKED = b"Transfer-Encoding: chunked"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)


@dataclass
class Wire:
    port: int
    database: str

    def post(self, path: str, length: bytes, body: bytes) -> tuple[int, bytes]:
        """The status and the whole answer to what is written to the socket as it stands."""
        head = [
            f"POST {path} HTTP/1.1".encode(), f"Host: localhost:{self.port}".encode(), b"Connection: close",
            b"Content-Type: application/json", f"Authorization: Bearer {FEED_KEY}".encode(), length,
        ]  # fmt: skip
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as wire:
            wire.sendall(b"\r\n".join(head) + b"\r\n\r\n" + body)
            answer = b"".join(iter(lambda: wire.recv(65536), b""))
        return int(answer.split(b" ", 2)[1]), answer

    def receipts(self) -> int:
        with behind(self.database) as connected:
            return int(connected.execute(f"select count(*) from {Receipt._meta.db_table}").fetchall()[0][0])


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    folder: Path = tmp_path_factory.mktemp("wire")
    with databases.clone(databases.FOUNDED) as name, served(name, folder) as port:
        yield Wire(port, name)


def test_the_same_bytes_are_receipted_with_their_length_and_refused_without(wire: Wire) -> None:
    status, answer = wire.post(NOTIFY, CHUNKED, CHUNKS)
    assert status == 411
    assert b"Send the length of the body (Content-Length)" in answer
    assert wire.receipts() == 0
    status, _ = wire.post(NOTIFY, WHOLE, BODY)
    assert status in (200, 201, 202)
    assert wire.receipts() == 1


@pytest.mark.parametrize(
    "coding",
    [
        pytest.param(b"Transfer-Encoding: Chunked", id="in capitals"),
        pytest.param(b"transfer-encoding:chunked", id="without a space"),
        pytest.param(b"Transfer-Encoding: gzip, chunked", id="after another coding"),
    ],
)
def test_however_it_is_spelt_a_chunked_body_is_never_taken(wire: Wire, coding: bytes) -> None:
    before = wire.receipts()
    status, _ = wire.post(NOTIFY, coding, CHUNKS)
    assert 400 <= status < 500
    assert wire.receipts() == before


def test_a_body_that_says_both_is_never_taken(wire: Wire) -> None:
    before = wire.receipts()
    status, _ = wire.post(NOTIFY, WHOLE + b"\r\n" + CHUNKED, CHUNKS)
    assert 400 <= status < 500
    assert wire.receipts() == before


def test_a_form_that_is_sent_in_chunks_is_refused_in_words(wire: Wire) -> None:
    status, answer = wire.post("/try/", CHUNKED, CHUNKS)
    assert status == 411
    assert b"<h1" in answer


def test_whoever_sends_slowly_keeps_nobody_else_waiting(wire: Wire) -> None:
    """Twelve who have begun to sign in and send no more: others are answered all the while."""
    begun = (
        b"POST /account/login/ HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: 5000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=" % wire.port
    )
    with contextlib.ExitStack() as slow:
        for _ in range(12):
            sender = slow.enter_context(socket.create_connection(("127.0.0.1", wire.port), timeout=20))
            sender.sendall(begun)
        before = wire.receipts()
        status, _ = wire.post(NOTIFY, b"Content-Length: 17", b'{"made_up": 0.5}\n')
        assert status == 202
        assert wire.receipts() == before + 1


def test_large_bodies_that_never_end_keep_only_large_ones_waiting_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many as may stand in memory have begun and send no more: a third is told to come again, and small ones are answered."""
    monkeypatch.setattr(middleware, "PATIENCE", 0.2)
    has_begun, may_end = threading.Semaphore(0), threading.Event()

    class Stalled(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            has_begun.release()
            may_end.wait(20)
            return b""

    def posted(length: int, body: io.BytesIO) -> HttpRequest:
        request = RequestFactory().post("/", b"", content_type="text/plain")
        return WSGIRequest({**request.environ, "CONTENT_LENGTH": str(length), "wsgi.input": body})

    answer = middleware.in_turn(lambda request: HttpResponse("a page"))
    large = middleware.LARGE + 1
    stalled = [
        threading.Thread(target=answer, args=[posted(large, Stalled())]) for _ in range(middleware.AT_WORK)
    ]
    for each in stalled:
        each.start()
        assert has_begun.acquire(timeout=20)
    assert answer(posted(large, io.BytesIO(b"x" * large))).status_code == 503
    assert answer(posted(5, io.BytesIO(b"small"))).content == b"a page"
    may_end.set()
    for each in stalled:
        each.join(20)
    assert answer(posted(large, io.BytesIO(b"x" * large))).content == b"a page"


def test_whoever_finds_no_turn_is_told_to_come_again_and_the_next_one_finds_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(middleware, "PATIENCE", 0.2)
    has_begun, may_end = threading.Semaphore(0), threading.Event()

    def page(request: HttpRequest) -> HttpResponse:
        has_begun.release()
        may_end.wait(20)
        return HttpResponse("a page")

    answer = middleware.in_turn(page)
    at_work = [
        threading.Thread(target=answer, args=[RequestFactory().get("/")]) for _ in range(middleware.AT_WORK)
    ]
    for each in at_work:
        each.start()
        assert has_begun.acquire(timeout=20)
    turned_away = answer(RequestFactory().get("/"))
    assert turned_away.status_code == 503
    assert turned_away.headers["Retry-After"] == "5"
    assert b"Too many people ask at this moment" in turned_away.content
    may_end.set()
    for each in at_work:
        each.join(20)
    assert answer(RequestFactory().get("/")).content == b"a page"
