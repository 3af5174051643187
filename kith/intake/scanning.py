"""Asks a scanner that speaks clamd’s INSTREAM, if one is configured (KITH_SCANNER). The scanner keeps nothing and tells nobody.

Source: clamd(8), commands of clamd. A scanner that does not answer is away; what it cannot read it says.
"""

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECT, WHOLE = 5, 60  # seconds
PIECE = 1 << 16
MOST_SAID = 4096


class Away(Exception):
    """The scanner does not answer."""


@dataclass(frozen=True)
class Scanned:
    """What the scanner said: `found` names what it found; `refused` why it could not look."""

    found: str = ""
    refused: str = ""


def address(told: str) -> tuple[str, int] | str:
    """Where the scanner listens: `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`. ValueError says what is wrong."""
    parts = urlsplit(told)
    with suppress(ValueError):
        if parts.scheme == "unix" and parts.path.startswith("/"):
            return parts.path
        if parts.scheme == "tcp" and parts.hostname and parts.port:
            return parts.hostname, parts.port
    raise ValueError(f"KITH_SCANNER is {told!r}. Write unix:/path/to/socket or tcp://host:port.")


def scanned(raw: bytes, told: str) -> Scanned:
    """What the scanner says of these bytes."""
    where = address(told)
    try:
        if isinstance(where, str):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(CONNECT)
            line.connect(where)
        else:
            line = socket.create_connection(where, CONNECT)
        with line:
            line.settimeout(WHOLE)
            return said(_asked(line, raw))
    except (OSError, TimeoutError) as nobody:
        raise Away(type(nobody).__name__) from nobody


def _asked(line: socket.socket, raw: bytes) -> bytes:
    # A scanner that has had enough hangs up while we still send, and has said why.
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(b"zINSTREAM\x00")
        for start in range(0, len(raw), PIECE):
            piece = raw[start : start + PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
    answer = b""
    while b"\x00" not in answer and len(answer) < MOST_SAID:
        more = line.recv(MOST_SAID)
        if not more:
            break
        answer += more
    return answer


def said(answer: bytes) -> Scanned:
    """An answer of clamd in its own words: `stream: OK`, `stream: NAME FOUND`, or why not, `ERROR`."""
    words = answer.split(b"\x00")[0].decode("ascii", "replace").strip()
    told = "".join(sign for sign in words.removeprefix("stream:").strip() if sign.isprintable())[:120]
    if words == "stream: OK":
        return Scanned()
    if words.startswith("stream: ") and words.endswith(" FOUND"):
        return Scanned(found=told.removesuffix(" FOUND") or "something without a name")
    if words.endswith("ERROR"):
        return Scanned(refused=told)
    raise Away("an answer that is none")
