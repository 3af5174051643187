"""Do what is queued, until told to stop."""

import asyncio
from typing import Any

from django.core.management import BaseCommand
from procrastinate.contrib.django import app


class Command(BaseCommand):
    help = "Do what is queued, until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(work())


async def work() -> None:
    """Four jobs at a time, from every queue, as soon as they are queued."""
    direct = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with direct.open_async():
        await direct.run_worker_async(
            concurrency=4, wait=True, listen_notify=True, delete_jobs="never", install_signal_handlers=True
        )
