"""Many act on few contacts at once: what each was told is what stands."""

from collections import Counter

from bench import together
from bench.linear import Told
from tests.world import World


def test_of_two_hundred_deeds_at_once_none_is_lost_and_one_order_explains_them(world: World) -> None:
    contacts = together.tell(world.database, 5)
    log = together.act(world.database, contacts, ops=200, clients=8, rounds=5, seed=1)
    assert together.found(world.database, contacts, log) == []
    every = [told for tellings in log.tellings.values() for told in tellings if told.did != "lapse"]
    told = Counter((each.did, each.result) for each in every)
    assert sum(told.values()) == 200
    assert all(told[deed, "done"] for deed in together.DEEDS)
    assert told["claim", "refused"] and told["decide", "is decided"]
    # And what is made up is found.
    log.tellings[contacts[0]].append(Told(0, "decide", "done", every[0].begun, every[-1].ended))
    log.stand["decide"].add((contacts[0], "Never saved"))
    found = together.found(world.database, contacts, log)
    assert len(found) == 2 and "told as done and not there" in found[0]
