"""An answer to “Who is this?”, as it goes from the page where it is given to the page where another is taken back first."""

from dataclasses import dataclass
from typing import Any

from django.core import signing

from kith.frontdoor.queries.whoisthis import shown_subjects
from kith.people.models import Verdict

SALT = "frontdoor.answer"
NEW, UNSURE = "new", "unsure"
SAVED = {
    Verdict.SAME: "Saved: the same child. Everything that is known of both now stands together.",
    Verdict.NEW: "Saved: new to us.",
    Verdict.UNSURE: "Saved: you cannot tell yet. Nothing was joined, and the decision need not wait.",
}


@dataclass(frozen=True)
class Answer:
    """Who was chosen, why, and who was on the screen."""

    who: str
    because: str
    shown: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        return {NEW: Verdict.NEW, UNSURE: Verdict.UNSURE}.get(self.who, Verdict.SAME)

    @property
    def child(self) -> str:
        return self.who if self.verdict == Verdict.SAME else ""

    def given(self) -> dict[str, Any]:
        """The answer as the actions take it."""
        return {
            "verdict": self.verdict,
            "child": self.child,
            "because": self.because,
            "shown": shown_subjects(self.shown),
        }

    def signed(self, contact: str) -> str:
        """The answer for a hidden field, signed for this contact."""
        return signing.dumps([contact, self.who, self.because, list(self.shown)], salt=SALT)


def read(signed: str, contact: str) -> Answer | None:
    """The answer that we signed for this contact today; None where it is another's, or not ours."""
    try:
        about, who, because, shown = signing.loads(signed, salt=SALT, max_age=36_000)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Answer(who, because, tuple(shown)) if about == contact else None
