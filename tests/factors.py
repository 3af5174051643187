"""What an authenticator app shows."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_now(secret: str) -> str:
    """The six digits that stand on the screen at this moment (RFC 6238, steps of 30 seconds)."""
    return _code(secret, 0)


def next_code(secret: str) -> str:
    """Those that stand there in 30 seconds: no code is taken twice, and a phone's clock may be ahead by so much."""
    return _code(secret, 1)


def _code(secret: str, later: int) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))
