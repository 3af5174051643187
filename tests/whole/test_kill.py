"""A receipt holds: database, server and worker are killed by turns while an agency posts. Its own log is the truth."""

import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.killing import Installed, Log, clients, compare, installed, kills
from kith.county.places import FEED_KEY

pytestmark = pytest.mark.launcher


@pytest.fixture
def kith() -> Iterator[Installed]:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o711)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        with installed(folder / "data", port) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc to find the processes of a part")
def test_no_acknowledged_notification_is_lost_changed_or_doubled_when_parts_are_killed(
    kith: Installed,
) -> None:
    log, stop, done = Log(), threading.Event(), []
    killer = threading.Thread(target=lambda: done.extend(kills(kith, 3, log, 240, stop)))
    killer.start()
    clients(kith, FEED_KEY, log, wanted=240, threads=4)
    killer.join(60)
    stop.set()
    killer.join()
    assert done == ["database", "server", "worker"]
    assert len(log.acknowledged) == 240
    truth = compare(kith, log, patience=0)
    assert (truth.lost, truth.changed, truth.doubled) == ([], [], [])
    assert {s for s in log.statuses if isinstance(s, int) and s >= 500} <= {503}
    assert log.without_retry_after == 0
