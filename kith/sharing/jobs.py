"""Background work: queued in the deed's own transaction, done as whoever it was stamped with."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from kith.sharing.actor import begin_job, begin_service

CALLER = "caller"


@dataclass(frozen=True)
class Task:
    """A kind of background work. `does(by=, at=, **ids)` is called in one transaction with its actor's context."""

    code: str
    acts_as: str
    queue: str
    does: Callable[..., None]


tasks: dict[str, Task] = {}
LANDING = "landing"
# To read two at once takes the cores from whoever waits for a receipt, and reads no more in an hour.
LANDINGS, OTHERS = 1, 3


class NobodyToActAs(Exception):
    """A job has no stamp, or the post that it was stamped with is over."""


def task(code: str, *, acts_as: str = CALLER, queue: str = "kith", tries: int = 8) -> Callable[..., Task]:
    """Register background work under a code. It runs at least once: it must be the same done twice."""

    def register(does: Callable[..., None]) -> Task:
        tasks[code] = Task(code, acts_as, queue, does)

        @app.task(
            name=code,
            queue=queue,
            pass_context=True,
            retry=RetryStrategy(max_attempts=tries, exponential_wait=3),
        )
        def run(context: JobContext, **ids: Any) -> None:
            with own_connection():
                perform(code, context.job.id or 0, ids)

        return tasks[code]

    return register


def every(cron: str, code: str, *, service: str) -> Callable[..., Callable[..., None]]:
    """Register work that a service does by itself, at these times (five-field cron, UTC)."""

    def register(does: Callable[..., None]) -> Callable[..., None]:
        @app.periodic(cron=cron)
        @app.task(name=code, queue="clock", queueing_lock=code)
        def run(timestamp: int) -> None:
            with own_connection(), transaction.atomic():
                actor = begin_service(service)
                if actor is None:
                    raise NobodyToActAs(f"There is no service {service}.")
                does(by=actor, at=timezone.now())

        return does

    return register


def lanes() -> list[tuple[set[str], int]]:
    """Which queues stand in one lane, and how many jobs of it are done at a time. Every queue has a lane.

    What was received has its own: no slow letter holds it up.
    """
    every_queue = {task.queue for task in app.tasks.values()}
    return [({LANDING}, LANDINGS), (every_queue - {LANDING}, OTHERS)]


@contextmanager
def own_connection() -> Iterator[None]:
    """A thread of the worker keeps its connection for the next job, as long as it is sound; each job has its own transaction.

    To begin anew for each job cost three times what the job did.
    """
    close_old_connections()
    try:
        yield
    except BaseException:
        connection.close()
        raise


def perform(code: str, job_id: int, ids: dict[str, Any], at: datetime | None = None) -> None:
    """Do one job in one transaction, as the actor that the database stamped it with."""
    with transaction.atomic():
        actor = begin_job(job_id)
        if actor is None:
            raise NobodyToActAs(f"Job {job_id} has nobody to act as.")
        tasks[code].does(by=actor, at=at or timezone.now(), **ids)


def defer(task: Task, *, at: datetime | None = None, behind: int = 0, **ids: int | str) -> int:
    """Queue this work in the current transaction; arguments are ids only. Returns the job's number.

    `behind` so many others: it is begun after all that waits and is behind fewer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.defer(%s, %s, %s::jsonb, %s, %s)",
            [task.code, task.queue, json.dumps(ids), at, behind],
        )
        return cursor.fetchone()[0]


def run_waiting(at: datetime | None = None, *, at_most: int | None = None) -> int:
    """Do what is waiting, in order, here and now: for a county that is made day by day. Returns how many."""
    done = 0
    while done != at_most:
        with connection.cursor() as cursor:
            cursor.execute(
                "select id, task_name, args from procrastinate_jobs"
                " where status = 'todo' and (scheduled_at is null or scheduled_at <= now())"
                " order by priority desc, id limit 1"
            )
            row = cursor.fetchone()
        if row is None:
            break
        job_id, code, ids = row
        perform(code, job_id, json.loads(ids) if isinstance(ids, str) else ids, at)
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set status = 'succeeded' where id = %s", [job_id])
        done += 1
    return done
