"""Numbers that the outside world gives: each is read forgivingly and kept in one form, or refused with a sentence."""

import re

_GAPS = re.compile(r"[\s‐‑–—.-]+")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O, S
_OUTCODE = r"[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])"
_POSTCODE = re.compile(rf"(GIR|{_OUTCODE})(\d[ABD-HJLNP-UW-Z]{{2}})")


def nhs_number(text: str) -> str:
    """Ten digits with the check digit of the NHS Data Dictionary; kept as text, for a leading nought."""
    digits = _GAPS.sub("", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError("An NHS number has 10 digits, for example 999 412 0751. Check it and type it again.")
    if nhs_check_digit(digits[:9]) != digits[9]:
        raise ValueError(
            "This is not an NHS number: the last digit does not fit the others. Check each digit with the source."
        )
    return digits


def nhs_check_digit(nine: str) -> str | None:
    """The tenth digit for these nine; None when no number may begin with them."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else str(check % 11)


def is_nhs_test_number(number: str) -> bool:
    """Whether it is from the range that the NHS keeps for tests, which is never given to anybody."""
    return number.startswith("999")


def nhs_test_number(nth: int) -> str:
    """The nth number of the test range, for invented people."""
    if nth < 0:
        raise ValueError("Count the numbers of the test range from 0.")
    for six in range(1_000_000):
        check = nhs_check_digit(f"999{six:06}")
        if check is not None:
            if nth == 0:
                return f"999{six:06}{check}"
            nth -= 1
    raise ValueError("The test range has no more numbers.")


def shown_nhs_number(number: str) -> str:
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def upn(text: str) -> str:
    """A unique pupil number with its check letter (Government Data Standards Catalogue; CIN census rules 1510 to 1550)."""
    typed = _GAPS.sub("", text).upper()
    if re.fullmatch(r"UN[0-9]", typed):
        raise ValueError(
            f"{typed} is a reason for having no number, not a number. Leave the number out, and say why."
        )
    if not re.fullmatch(rf"[A-Z]\d{{11}}[\d{_UPN_LETTERS}]", typed, re.ASCII):
        raise ValueError(
            "A unique pupil number is a letter and 12 digits; the last may be a letter, but not I, O or S. "
            "Copy it from the school’s register."
        )
    if typed[0] != upn_check_letter(typed[1:]):
        raise ValueError(
            "This is not a unique pupil number: its first letter does not fit the rest. "
            "Copy it from the school’s register."
        )
    return typed


def upn_check_letter(rest: str) -> str:
    """The first letter for these twelve characters; a letter at the end counts by its place in the table."""
    values = [_UPN_LETTERS.index(sign) if sign in _UPN_LETTERS else int(sign) for sign in rest]
    return _UPN_LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % 23]


def postcode(text: str) -> str:
    """A United Kingdom postcode in capitals with its space; the shape only, not whether it is in use."""
    typed = _GAPS.sub("", text).upper()
    shape = _POSTCODE.fullmatch(typed)
    if not shape:
        raise ValueError("Enter a postcode in full, such as NE1 4XD, or leave it out and say where in words.")
    return f"{shape[1]} {shape[2]}"


def outcode(text: str) -> str:
    """The first half of a postcode, from a whole one or by itself: the district, never the street."""
    typed = _GAPS.sub("", text).upper()
    if re.fullmatch(_OUTCODE, typed):
        return typed
    return postcode(text).split()[0]


def urn(text: str) -> str:
    """A school’s unique reference number: six digits."""
    typed = _GAPS.sub("", text)
    if not re.fullmatch(r"[1-9][0-9]{5}", typed):
        raise ValueError("A school’s URN has six digits, such as 123456. Look it up under the school’s name.")
    return typed


def practice_code(text: str) -> str:
    """A GP practice in the NHS directory of organisations: a letter and five digits."""
    typed = _GAPS.sub("", text).upper()
    if not re.fullmatch(r"[A-HJ-NPVWY][0-9]{5}", typed):
        raise ValueError(
            "A practice code is a letter and five digits, such as A12345. Look it up under the practice."
        )
    return typed


def phone(text: str) -> str:
    """A telephone number as +44… (ITU-T E.164); an international one as it was dialled."""
    typed = re.sub(r"[\s().‐‑–—/-]+", "", text.replace("(0)", ""))
    typed = re.sub(r"^00", "+", typed)
    if re.fullmatch(r"0[1-35789][0-9]{8,9}", typed):
        return f"+44{typed[1:]}"
    if re.fullmatch(r"\+44[1-35789][0-9]{8,9}", typed) or re.fullmatch(r"\+(?!44|0)[0-9]{7,15}", typed):
        return typed
    raise ValueError("Enter a telephone number with its area code, such as 01632 960001 or +48 22 123 45 67.")
