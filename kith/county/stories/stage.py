"""The people of the county doing their work, in the order in which it happened."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from kith.county.acting import acting_as, acting_with, as_service
from kith.county.places import FEED_KEY, County
from kith.county.stories.times import Moments
from kith.frontdoor import considered, tasks
from kith.frontdoor.actions import added, closing, decide, views, work
from kith.frontdoor.models import Contact, ViewAsked
from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.notify.actions import open_notice
from kith.notify.models import Notice
from kith.people.models import Verdict
from kith.plans import actions as plans
from kith.plans.models import Plan
from kith.sharing import jobs
from kith.sharing.actor import Actor

# A few seconds pass before what came is read, or what is owed is sent.
MOMENT = timedelta(seconds=12)
ASKED = "Asked about at home, and nothing points to them"


@dataclass
class Stage:
    """What happens, and when. A contact is called by a name of its own: “Zofia”, “Zofia, third visit”."""

    county: County
    until: datetime
    contacts: dict[str, Contact] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    _steps: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)

    @property
    def moments(self) -> Moments:
        return Moments(self.until)

    def then(self, at: datetime, does: Callable[[datetime], None]) -> None:
        """Something happens at this moment, in its order."""
        self._steps.append((at, len(self._steps), does))

    def play(self) -> None:
        """All of it, the earliest first. What would begin while the work of the step before goes on waits for its end."""
        before = None
        for at, _, does in sorted(self._steps, key=lambda step: step[:2]):
            if at > self.until:
                raise ValueError(f"A step would happen at {at}, after {self.until}. Bring it forward.")
            if before and before < at < before + MOMENT:
                at = min(before + MOMENT, self.until)
            does(at)
            before = at
        self._steps.clear()
        jobs.run_waiting(self.until)

    def as_(self, who: str) -> AbstractContextManager[Actor]:
        return acting_as(self.county.workers[who])

    def subject(self, contact: str) -> int:
        return self.contacts[contact].subject_id

    # What people do, in their words.

    def tells(self, who: str, at: datetime, telling: dict[str, Any], *contacts: str, key: str) -> None:
        """Somebody sends a form; it lands as these contacts, one for each child."""
        self.then(
            at, lambda at: self._receive(self.as_(who), at, _bytes(telling), Channel.WEB, key, contacts)
        )

    def police_tell(self, at: datetime, told: dict[str, Any] | bytes, *contacts: str, key: str) -> None:
        """The force's own system posts a notification."""
        raw = told if isinstance(told, bytes) else _bytes(told)
        self.then(at, lambda at: self._receive(acting_with(FEED_KEY), at, raw, Channel.API, key, contacts))

    def _receive(
        self,
        somebody: AbstractContextManager[Actor],
        at: datetime,
        raw: bytes,
        channel: Channel,
        key: str,
        contacts: tuple[str, ...],
    ) -> None:
        with somebody as by:
            got = receive(
                raw=raw,
                channel=channel,
                key=key,
                content_type="application/json",
                partnership=self.county.partnerships["ravenshire"].pk,
                by=by,
                at=at,
            )
        jobs.run_waiting(at + MOMENT)
        if not contacts:
            return
        for reader in ("amina", "silas"):
            with self.as_(reader):
                landed = Contact.objects.filter(receipt_reference=got.receipt.reference).order_by("pk")
                found = list(landed.select_related("record", "subject"))
            if found:
                break
        self.contacts |= dict(zip(contacts, found, strict=True))
        self.receipts |= dict.fromkeys(contacts, got.receipt.reference)

    def claims(self, who: str, at: datetime, *contacts: str) -> None:
        def does(at: datetime) -> None:
            with self.as_(who) as by:
                for contact in contacts:
                    work.claim(contact=self.contacts[contact].reference, by=by, at=at)

        self.then(at, does)

    def says_new(self, who: str, at: datetime, *contacts: str, because: str) -> None:
        self._says_who(who, at, contacts, Verdict.NEW, "", because)

    def says_same(self, who: str, at: datetime, contact: str, *, as_: str, because: str) -> None:
        self._says_who(who, at, (contact,), Verdict.SAME, as_, because)

    def cannot_tell(self, who: str, at: datetime, *contacts: str, because: str) -> None:
        self._says_who(who, at, contacts, Verdict.UNSURE, "", because)

    def _says_who(
        self, who: str, at: datetime, contacts: tuple[str, ...], verdict: Verdict, known: str, because: str
    ) -> None:
        def does(at: datetime) -> None:
            with self.as_(who) as by:
                for contact in contacts:
                    work.say_who(
                        contact=self.contacts[contact].reference,
                        verdict=verdict,
                        child=self.contacts[known].subject.reference if known else "",
                        because=because,
                        shown=[self.subject(known)] if known else [],
                        by=by,
                        at=at,
                    )

        self.then(at, does)

    def views_closing(self, who: str, at: datetime, contact: str, *, is_agreed: bool, because: str) -> None:
        def does(at: datetime) -> None:
            with self.as_(who) as by:
                closing.view_closing(
                    contact=self.contacts[contact].reference,
                    is_agreed=is_agreed,
                    because=because,
                    by=by,
                    at=at,
                )

        self.then(at, does)

    def asks_views(self, who: str, at: datetime, contact: str, **proposal: str) -> None:
        """Somebody proposes level, section 47 test and outcome with reasons, and asks police and health."""

        def does(at: datetime) -> None:
            with self.as_(who) as by:
                views.ask_views(
                    contact=self.contacts[contact].reference, proposed=proposal, by=by, at=at, **proposal
                )

        self.then(at, does)

    def asks_advice(self, who: str, at: datetime, contact: str, *, question: str, forms: list[str]) -> None:
        def does(at: datetime) -> None:
            with self.as_(who) as by:
                views.ask_advice(
                    contact=self.contacts[contact].reference, question=question, forms=forms, by=by, at=at
                )

        self.then(at, does)

    def gives_view(self, who: str, at: datetime, contact: str, *, because: str, **seen: str) -> None:
        """Somebody who was asked answers: agrees, sees it otherwise, or advises."""

        def does(at: datetime) -> None:
            with self.as_(who) as by:
                views.give_view(
                    contact=self.contacts[contact].reference, because=because, by=by, at=at, **seen
                )
            jobs.run_waiting(at + MOMENT)

        self.then(at, does)

    def agency_is_told(self, at: datetime, contact: str) -> None:
        """What was asked of an agency and not answered in time is passed on to it."""

        def does(at: datetime) -> None:
            with as_service("service_clocks") as by:
                for ask in ViewAsked.objects.filter(contact=self.contacts[contact], view=None):
                    tasks.chase.does(ask=ask.reference, by=by, at=at)
            jobs.run_waiting(at + MOMENT)

        self.then(at, does)

    def decides(self, who: str, at: datetime, contact: str, *, lead: str = "", **said: Any) -> None:
        """The threshold decision; what is owed for it is sent a moment later."""

        def does(at: datetime) -> None:
            made = {
                "against": "",
                "feedback": "",
                "others": "own",
                "lead": self.county.posts[lead].reference if lead else "",
                **said,
            }
            with self.as_(who) as by:
                held = self.contacts[contact]
                others = considered.everybody(held, at=at)
                made.setdefault("each", {each.field: ("not_needed", ASKED) for each in others})
                decide.decide(contact=held.reference, by=by, at=at, **made)
            jobs.run_waiting(at + MOMENT)

        self.then(at, does)

    def weighs(self, who: str, at: datetime, contact: str, *, is_anew: bool, because: str) -> None:
        """What was added after the decision: it changes nothing, or it is decided anew; the sender is told."""

        def does(at: datetime) -> None:
            with self.as_(who) as by:
                added.weigh(
                    contact=self.contacts[contact].reference, is_anew=is_anew, because=because, by=by, at=at
                )
            jobs.run_waiting(at + MOMENT)

        self.then(at, does)

    def opens_notice(self, who: str, at: datetime, contact: str) -> None:
        """Somebody reads the answer to what their agency sent."""

        def does(at: datetime) -> None:
            with self.as_(who) as by:
                for notice in Notice.objects.filter(about=self.receipts[contact]):
                    open_notice(reference=notice.reference, by=by, at=at)

        self.then(at, does)

    def reads_news(self, who: str, at: datetime, contact: str, *, says: str) -> None:
        """Whoever leads the plan has read what is new in it, and says what it changes."""

        def does(at: datetime) -> None:
            with self.as_(who) as by:
                plan = self._plan(contact)
                plans.read_news(plan=plan.reference, read=plan.version, says=says, by=by, at=at)

        self.then(at, does)

    def _plan(self, contact: str) -> Plan:
        return Plan.objects.get(subject_id=self.subject(contact), closed_at=None)

    def adds_action(
        self,
        who: str,
        at: datetime,
        contact: str,
        *,
        says: str,
        owner: str,
        agency: str,
        due_on: date,
        purpose: str,
        done: tuple[str, datetime, str] | None = None,
    ) -> None:
        """An action in the child's plan; `done` says who finished it, when, and how one knows."""
        made: list[str] = []

        def does(at: datetime) -> None:
            with self.as_(who) as by:
                action = plans.add_action(
                    plan=self._plan(contact).reference,
                    says=says,
                    owner=owner,
                    agency=self.county.agencies[agency],
                    due_on=due_on,
                    purpose=purpose,
                    by=by,
                    at=at,
                )
                made.append(action.reference)

        self.then(at, does)
        if done:
            finisher, done_at, done_says = done

            def finishes(at: datetime) -> None:
                with self.as_(finisher) as by:
                    plans.finish_action(action=made[0], done_says=done_says, by=by, at=at)

            self.then(done_at, finishes)


def _bytes(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, default=str).encode()
