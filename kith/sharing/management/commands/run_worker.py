"""Do what is queued, and seal what was audited, until told to stop."""

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from procrastinate.contrib.django import app

from kith.sharing import sealing

AT_A_TIME = 4
# Whoever waits for a page or a receipt is served first.
BEHIND_PAGES = 5


class Command(BaseCommand):
    help = "Do what is queued, until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(BEHIND_PAGES)
        stop = threading.Event()
        sealer = threading.Thread(
            target=sealing.keep_sealing,
            args=(settings.ADDRESSES["sealer"], settings.AUDIT_KEY, stop),
            daemon=True,
        )
        sealer.start()
        try:
            asyncio.run(work())
        finally:
            stop.set()
            sealer.join(5)


async def work() -> None:
    """Four jobs at a time, from every queue, as soon as they are queued; each of four threads keeps its connection."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(AT_A_TIME))
    direct = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with direct.open_async():
        await direct.run_worker_async(
            concurrency=AT_A_TIME,
            wait=True,
            listen_notify=True,
            delete_jobs="never",
            install_signal_handlers=True,
        )
