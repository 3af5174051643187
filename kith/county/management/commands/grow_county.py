"""Grow the crowd of the invented county, part by part and slowly, beside those who use it. Where it is whole, nothing is done."""

import contextlib
import os
import time
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from kith.county import growth, places, rules
from kith.county.standing import A_YEAR


class Command(BaseCommand):
    help = "Grow the crowd of the invented county, as the database’s owner."

    def handle(self, *args: Any, **options: Any) -> None:
        if not places.is_founded() or places.holds_another_record():
            raise CommandError("The invented county is not here, or another record is. Nothing is grown.")
        os.nice(19)
        with psycopg.connect(settings.ADDRESSES["owner"], autocommit=True) as connected:
            give_way(connected)
            try:
                growth.grow(
                    connected,
                    size=A_YEAR,
                    until=timezone.now(),
                    say=self.say,
                    after_part=lambda took: time.sleep(took * rules.RESTS),
                )
            except growth.NotThisCounty as refusal:
                self.say(str(refusal))  # Not a fault, after which it would be begun again.

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def give_way(connected: psycopg.Connection) -> None:
    """The database's process that works for us waits for those that serve pages, where it is on this machine and ours to ask."""
    if not connected.info.host.startswith("/"):
        return
    number = connected.info.backend_pid
    with contextlib.suppress(OSError):
        if b"postgres" in Path(f"/proc/{number}/cmdline").read_bytes():
            os.setpriority(os.PRIO_PROCESS, number, 19)
