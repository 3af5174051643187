"""Loaded before anything else: Django is set up as the role that serves pages, and the templates are made."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
os.environ.setdefault("KITH_TEST", "1")


def pytest_configure(config: pytest.Config) -> None:
    for line in (
        "database: runs on the embedded PostgreSQL and on Debian's",
        "browser: needs Chromium",
        "launcher: starts servers of its own",
    ):
        config.addinivalue_line("markers", line)
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    if "KITH_OWNER_URL" in os.environ and not hasattr(config, "workerinput"):
        from tests import databases

        databases.make_templates()


@pytest.fixture(autouse=True)
def nothing_in_the_post() -> None:
    """Each test finds only its own letters among those that were sent."""
    from django.core import mail

    if hasattr(mail, "outbox"):
        mail.outbox.clear()


@pytest.fixture
def empty() -> Iterator[str]:
    """A migrated database with nothing in it."""
    from tests import databases

    with databases.clone(databases.EMPTY) as name:
        yield name


@pytest.fixture
def world() -> Iterator["World"]:
    """Ravenshire with its places and people, and no child yet."""
    from tests import databases
    from tests.world import World

    with databases.clone(databases.FOUNDED) as name:
        yield World(name)


@pytest.fixture
def county() -> Iterator["World"]:
    """Ravenshire with its cast of children and their last four weeks."""
    from tests import databases
    from tests.world import World

    with databases.clone(databases.COUNTY) as name:
        yield World(name)
