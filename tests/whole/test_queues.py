"""Every clock that runs has a queue on the page of all queues, also those that nobody has written yet."""

from kith.core import clocks
from kith.record.questions import queues
from kith.web.frontdoor.queues import LISTS
from tests.whole.test_clocks_start import LATER
from tests.world import World


def test_each_clock_rule_that_is_started_stands_in_exactly_one_queue(world: World) -> None:
    with world.as_("huw") as by:
        from django.utils import timezone

        every = [each for told in queues.ask(by=by, at=timezone.now()) for each in told]
    later = {code for codes in LATER.values() for code in codes.split()}
    started = {entry.code for entry in clocks.shipped().entries} - later
    told = [rule for each in every for rule in each.rules]
    assert sorted(rule for rule in told if rule in started) == sorted(started)
    assert len({each.code for each in every}) == len(every)
    assert set(LISTS) <= {each.code for each in every}
