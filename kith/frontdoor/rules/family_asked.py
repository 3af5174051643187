"""What the front door must say when it asks a family itself. No database and no clock in here."""

from datetime import date

from kith.frontdoor.rules.sent import not_asked_because

ANSWERS = ("agreed", "said_no")
KNOWS = ("yes", "no", "not_known")


def objections(
    *, outcome: str, asked_of: str, asked_on: date | None, because: str, informed: str, today: date
) -> dict[str, str]:
    """Why this cannot stand: it says whom somebody asked and what they said, or why nobody was asked; `outcome` is one
    of `ANSWERS` or "not_asked" (domain §1, S2-008).
    """
    wrong: dict[str, str] = {}
    if outcome == "not_asked":
        if not not_asked_because().has(because, today):
            wrong["not_asked_because"] = "Choose why nobody asked."
    else:
        if not asked_of.strip():
            wrong["asked_of"] = "Say whom you asked."
        if outcome not in ANSWERS:
            wrong["said"] = "Choose whether they agreed or said no."
        if asked_on is None:
            wrong["asked_on"] = "Enter the day on which you asked."
        elif asked_on > today:
            wrong["asked_on"] = "This day has not come yet. Check the year."
    if informed not in KNOWS:
        wrong["informed"] = "Choose yes, no or not known."
    return wrong
