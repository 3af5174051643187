"""What an authenticator app shows."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_now(secret: str) -> str:
    """The six digits that stand on the screen at this moment (RFC 6238, steps of 30 seconds)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
