"""One child's first days, lived once a run and copied for each test that needs them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.whole.addresses import House
    from tests.world import World


HOME = [{"name": "Maeve Thackaberry", "age": 9, "relation": "sister", "is_child": "yes"}]


@pytest.fixture(scope="session")
def told_once() -> Iterator[str]:
    """The name of a database in which Kayleigh has a plan that Rhiannon leads, a school has just told of Finlay, and the
    police have sent what cannot be read."""
    from tests import databases
    from tests.world import World, child, telling

    name = f"kith_test_told_{uuid.uuid4().hex[:8]}"
    with databases.owner() as connected:
        connected.execute(f"create database {name} template {databases.FOUNDED}")
    with databases.opened(name, "app"):
        world = World(name)
        world.refers("keerthana", telling(child("Kayleigh", household=HOME), sender_reference="L/1"))
        world.front_door_decides("Kayleigh")
        world.school_refers("Finlay")
        world.police_notify(b"not json")
    yield name
    with databases.owner() as connected:
        connected.execute(f"drop database if exists {name} with (force)")


@pytest.fixture
def told(told_once: str) -> Iterator[World]:
    """A county with one child on a plan, and one who waits for a decision."""
    from tests import databases
    from tests.world import World

    with databases.clone(told_once) as name:
        yield World(name)


@pytest.fixture(scope="module")
def house(told_once: str) -> Iterator[House]:
    """A county in which each address can be asked for by each of the cast."""
    from tests import databases
    from tests.whole.addresses import furnish
    from tests.world import World

    with databases.clone(told_once) as name:
        yield furnish(World(name))
