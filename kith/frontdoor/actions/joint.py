"""How police’s and health’s views stand when a contact is decided: what they forbid yet, and what is kept of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kith.core.lists import Entry
from kith.core.says import today_in_london
from kith.frontdoor.actions import views
from kith.frontdoor.models import Contact, ViewAsked
from kith.frontdoor.rules import decide, together
from kith.frontdoor.rules.together import Proposal, Said
from kith.people import queries as people
from kith.record import clocks
from kith.sharing import actions as sharing
from kith.sharing.actor import Actor
from kith.sharing.models import Grant


@dataclass(frozen=True)
class Joint:
    """The views on one decision, as at a moment."""

    contact: str
    decided: Proposal
    owed: list[Entry]
    said: list[Said]
    day: date

    @classmethod
    def of(cls, contact: Contact, facts: decide.Facts, decided: Proposal, *, at: datetime) -> "Joint":
        """The views on this contact, and whether they are owed."""
        return cls.with_(contact, facts, decided, views.standing(contact, at=at), at=at)

    @classmethod
    def with_(
        cls, contact: Contact, facts: decide.Facts, decided: Proposal, said: list[Said], *, at: datetime
    ) -> "Joint":
        """The same, where it is known already what was said."""
        day = today_in_london(at)
        owed = together.owed(
            facts,
            rag=contact.rag,
            section_47=decided.section_47,
            is_disputed=any(each.is_given and not each.is_agreed for each in said),
            day=day,
        )
        return cls(contact.reference, decided, owed, said, day)

    @property
    def protects(self) -> bool:
        return bool(self._does.get("protects"))

    @property
    def _does(self) -> Any:
        known = decide.outcomes().has(self.decided.outcome, self.day)
        return decide.effect(self.decided.outcome, self.day) if known else {}

    def objections(self, *, against: str, alone_because: str) -> dict[str, str]:
        """Why it cannot be decided yet without the others; nothing of it before it is said what is decided."""
        if not self._does:
            return {}
        return together.objections(
            self.owed,
            self.said,
            decided=self.decided,
            protects=self.protects,
            against=against,
            alone_because=alone_because,
            day=self.day,
        )

    def settle(self, contact: Contact, *, by: Actor, at: datetime) -> None:
        """It is decided: nobody who was asked need answer any more, and all of them may still read it for a while."""
        asked = ViewAsked.objects.filter(contact=contact, post__isnull=False)
        given = Grant.objects.filter(
            subject_id__in=people.everyone(contact.subject_id),
            post__in=asked.values("post"),
            because=views.BECAUSE,
            ends_at=None,
        )
        if grants := list(given):
            until = at + timedelta(days=together.reads_for(self.day))
            sharing.end_grant(grants=grants, ends_at=until, by=by, at=at)
        for ask in asked.filter(view=None):
            clocks.stop(
                "view", ask.reference, codes=tuple(together.CLOCKS.values()), because="decided", at=at
            )

    def stood(self) -> dict[str, Any]:
        """What the decision keeps of it, by column."""
        stood = together.stand(self.owed, self.said, self.decided)
        return {
            "views_owed": stood.owed,
            "views_given": stood.given,
            "views_differ": stood.differ,
            "views_silent": stood.silent,
            "sample": together.sampled(
                self.contact,
                is_alone=stood.is_alone,
                protects=self.protects,
                closes=bool(self._does.get("closes")),
                was_owed=bool(stood.owed),
                day=self.day,
            ),
        }
