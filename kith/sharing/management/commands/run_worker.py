"""Do what is queued, and seal what was audited, until told to stop."""

import asyncio
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from procrastinate.contrib.django import app

from kith.sharing import jobs, sealing

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
    """Two lanes, as soon as something is queued: what was received, one at a time; all else, three at a time.

    What a lane has in hand is finished when it is told to stop. Each thread keeps its connection.
    """
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(sum(at_a_time for _, at_a_time in jobs.lanes())))
    direct = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with direct.open_async():
        lanes = [
            asyncio.create_task(
                direct.run_worker_async(
                    queues=sorted(queues),
                    name="-".join(sorted(queues)),
                    concurrency=at_a_time,
                    wait=True,
                    listen_notify=True,
                    delete_jobs="never",
                    install_signal_handlers=False,
                )
            )
            for queues, at_a_time in jobs.lanes()
        ]

        def stop() -> None:
            for each in lanes:
                each.cancel()

        for told in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(told, stop)
        # A lane that ends, for whatever reason, ends the other: whoever started the worker starts it anew, whole.
        await asyncio.wait(lanes, return_when=asyncio.FIRST_COMPLETED)
        stop()
        for became in await asyncio.gather(*lanes, return_exceptions=True):
            if isinstance(became, Exception):
                raise became
