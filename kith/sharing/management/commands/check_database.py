"""Refuse to serve from a database that could lose a receipt or show a record."""

from typing import Any

import psycopg
from django.conf import settings
from django.core.management import BaseCommand, CommandError

from kith.sharing import fitness

SERVING = ("app", "worker")


class Command(BaseCommand):
    help = "Say why this database must not be served from, and stop; or say nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong: list[str] = []
        for role in SERVING:
            with psycopg.connect(settings.ADDRESSES[role], autocommit=True) as connected:
                wrong += fitness.unfit(connected)
        with psycopg.connect(settings.ADDRESSES["owner"], autocommit=True) as connected:
            wrong += fitness.altered(connected)
        wrong = list(dict.fromkeys(wrong))
        if settings.TESTING:
            wrong = [w for w in wrong if "a receipt could be lost" not in w]
        if wrong:
            raise CommandError("Kith does not start:\n" + "\n".join(f"- {w}" for w in wrong))
