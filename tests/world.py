"""Ravenshire for tests: people act by the same road as in the product, and jobs run when the test says so."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from kith.county import acting, places
from kith.frontdoor import considered
from kith.frontdoor.actions import decide, views, work
from kith.frontdoor.models import Contact, Decision
from kith.intake.actions import Received, receive, send_file
from kith.intake.models import Channel
from kith.people.models import Verdict
from kith.plans.models import Plan
from kith.sharing import actions as sharing
from kith.sharing import jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Worker
from tests import databases
from tests.tellings import child, notification, telling

__all__ = ["World", "child", "notification", "telling"]


class World:
    """The county's people by their first names, and what they do."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.county = places.known()

    def worker(self, name: str) -> Worker:
        return self.county.workers[name]

    @contextmanager
    def as_(self, name: str, post: str = "") -> Iterator[Actor]:
        """One transaction as somebody, in their first post or another."""
        with acting.acting_as(self.worker(name), self.county.posts[post] if post else None) as actor:
            yield actor

    @contextmanager
    def with_key(self, key: str = places.FEED_KEY) -> Iterator[Actor]:
        with acting.acting_with(key) as actor:
            yield actor

    def run_jobs(self, at: datetime | None = None) -> int:
        """Do what waits for the worker."""
        with databases.as_role("worker"):
            return jobs.run_waiting(at)

    # What people do, in their words.

    def school_refers(
        self, given_name: str, *, because: str = "New phone, out overnight", **said: Any
    ) -> Received:
        """Keerthana tells the front door about a child; it lands."""
        return self.refers("keerthana", telling(child(given_name, **said), what_happened=because))

    def refers(self, who: str, told: dict[str, Any], *, at: datetime | None = None) -> Received:
        with self.as_(who) as by:
            got = receive(
                raw=json.dumps(told).encode(),
                channel=Channel.WEB,
                key=uuid.uuid4().hex,
                content_type="application/json",
                partnership=by.partnerships[0],
                by=by,
                at=at or timezone.now(),
            )
        self.run_jobs(at)
        return got

    def police_notify(
        self, told: dict[str, Any] | bytes, *, key: str = "", at: datetime | None = None
    ) -> Received:
        """The force's own system posts a notification; it lands."""
        with self.with_key() as by:
            got = receive(
                raw=told if isinstance(told, bytes) else json.dumps(told).encode(),
                channel=Channel.API,
                key=key or uuid.uuid4().hex,
                content_type="application/json",
                partnership=by.partnerships[0],
                by=by,
                at=at or timezone.now(),
            )
        self.run_jobs(at)
        return got

    def sends_file(self, who: str, rows: str | bytes, shape: str = "telling") -> Received:
        """Somebody sends a file of rows; it is read."""
        with self.as_(who) as by:
            got = send_file(
                raw=rows if isinstance(rows, bytes) else rows.encode(),
                shape=shape,
                content_type="text/csv",
                partnership=by.partnerships[0],
                by=by,
                at=timezone.now(),
            )
        self.run_jobs()
        return got

    def tells(self, shape: str, told: dict[str, Any] | bytes, *, key: str = "") -> Received:
        """An agency's system posts what it has, in its own shape; it lands."""
        with self.with_key() as by:
            got = receive(
                raw=told if isinstance(told, bytes) else json.dumps(told).encode(),
                channel=Channel.API,
                shape=shape,
                key=key or uuid.uuid4().hex,
                content_type="application/json",
                partnership=by.partnerships[0],
                by=by,
                at=timezone.now(),
            )
        self.run_jobs()
        return got

    def contact(self, given_name: str, who: str = "amina") -> Contact:
        """The newest contact about this child, as somebody at the front door sees it."""
        with self.as_(who):
            found = Contact.objects.filter(record__given_name=given_name).select_related("record", "subject")
            return found.order_by("-id")[0]

    def is_new(self, given_name: str, who: str = "amina") -> None:
        """Somebody decides that this child is new to us."""
        contact = self.contact(given_name, who)
        with self.as_(who) as by:
            work.claim(contact=contact.reference, by=by, at=timezone.now())
            work.say_who(
                contact=contact.reference,
                verdict=Verdict.NEW,
                child="",
                because="Nobody of this name or birthday is known",
                shown=[],
                by=by,
                at=timezone.now(),
            )

    def others_agree(self, given_name: str, who: str = "amina", *, at: datetime | None = None) -> None:
        """Somebody proposes to close, and police and health agree: what signs of exploitation ask for before that."""
        contact, moment = self.contact(given_name, who), at or timezone.now()
        proposed = {"level": "2", "section_47": "not_met", "outcome": "no_further_action", "reasons": "x"}
        with self.as_(who) as by:
            views.ask_views(contact=contact.reference, proposed={}, by=by, at=moment, **proposed)
        for each in ("olu", "beatrix"):
            with self.as_(each) as by:
                views.give_view(
                    contact=contact.reference, agrees="yes", because="Not known to us.", by=by, at=moment
                )

    def front_door_decides(
        self, given_name: str, outcome: str = "strategy_discussion", who: str = "amina", **said: Any
    ) -> Decision:
        """Somebody decides, with Rhiannon to lead where a plan opens."""
        contact = self.contact(given_name, who)
        if contact.identified_at is None:
            self.is_new(given_name, who)
        made = {
            "level": "4",
            "criteria": ["4.2"],
            "section_47": "met",
            "section_47_why": "Adults move this child at night.",
            "outcome": outcome,
            "reasons": "Found with adults and money at 3am.",
            "against": "Whoever sees it otherwise has not seen the money.",
            "feedback": "",
            "others": "own",
            "lead": self.county.posts["rhiannon"].reference,
            **said,
        }
        if outcome in {"early_help", "advice", "no_further_action"} and contact.rag:
            self.others_agree(given_name, who)
        with self.as_(who) as by:
            others = considered.everybody(contact, at=timezone.now())
            made.setdefault("each", {each.field: ("not_needed", "Seen, and well") for each in others})
            return decide.decide(contact=contact.reference, by=by, at=timezone.now(), **made)

    def must_not_meet(self, who: str, subject: int) -> None:
        """Huw declares that a colleague and this child must not meet in the record."""
        with self.as_("huw") as by:
            sharing.declare_conflict(
                worker=self.worker(who), subject=subject, because="Family", by=by, at=timezone.now()
            )

    def keeps(self, subject: int, reader: str = "huw", *others: str) -> None:
        """Huw keeps this child's record to named readers; the first is asked about it."""
        with self.as_("huw") as by:
            sharing.restrict(
                subject=subject,
                because="Family of staff",
                readers=[self.county.posts[each] for each in (reader, *others)],
                whom_to_ask=self.county.posts[reader],
                review_on=timezone.now().date(),
                by=by,
                at=timezone.now(),
            )

    def plans_seen_by(self, who: str) -> int:
        with self.as_(who):
            return Plan.objects.filter(closed_at=None).count()

    def browser(self, who: str, post: str = "") -> Client:
        """A signed-in browser without JavaScript: Django's client, past the second factor."""
        client = Client(headers={"host": "localhost"})
        client.force_login(self.worker(who), backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session.save()
        return client

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with transaction.atomic():
            yield

    def sql(self, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, arguments)
            return cursor.fetchall() if cursor.description else []
