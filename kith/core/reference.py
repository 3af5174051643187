"""References that people read aloud, write down and type: random, never a sequence that counts children."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
RECEIPT_LENGTH = 8
_GROUP = 4
_HYPHENS = "-‐‑–—"
_NEVER_USED = {"0": "zero", "1": "one", "O": "the letter O", "I": "the letter I"}


def new(length: int = LENGTH) -> str:
    """A new random reference, without the characters that people confuse (0, O, 1, I)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def shown(reference: str) -> str:
    """The reference in groups of four, for reading aloud."""
    return " ".join(_groups(reference))


def read(text: str, length: int = LENGTH) -> str:
    """The reference that somebody typed, whatever spaces, hyphens and small letters; ValueError says why not."""
    typed = "".join(sign for sign in text.upper() if not sign.isspace() and sign not in _HYPHENS)
    if not typed:
        raise ValueError(f"Enter the reference: {length} letters and digits.")
    for character in typed:
        if character in _NEVER_USED:
            raise ValueError(
                f"A reference never has {_NEVER_USED[character]} in it. "
                f"Look at “{character}” again and type what is there."
            )
        if character not in ALPHABET:
            raise ValueError(f"A reference has only letters and digits. Take out “{character}”.")
    if len(typed) != length:
        raise ValueError(
            f"A reference has {length} letters and digits, and this has {len(typed)}. "
            "Check it and type it again."
        )
    return typed


def receipt(prefix: str = "RV") -> str:
    """A new receipt number, such as RV-7Q4M-2KH9."""
    return "-".join([prefix, *_groups(new(RECEIPT_LENGTH))])


def read_receipt(text: str, prefix: str = "RV") -> str:
    """The receipt number that somebody typed, with or without its prefix."""
    typed = text.strip().upper()
    if typed.startswith(prefix):
        rest = typed.removeprefix(prefix)
        signs = sum(sign.isalnum() for sign in rest)
        if rest[:1] in {"-", " "} or signs == RECEIPT_LENGTH:
            typed = rest
    return "-".join([prefix, *_groups(read(typed, RECEIPT_LENGTH))])


def _groups(reference: str) -> list[str]:
    return [reference[start : start + _GROUP] for start in range(0, len(reference), _GROUP)]
