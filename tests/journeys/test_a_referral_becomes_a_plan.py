"""A school tells the front door about a child; a screener decides; the child has one plan; the school reads what came."""

import pytest

from kith.notify.models import Notice
from tests.world import World

pytestmark = pytest.mark.database


def test_a_schools_referral_becomes_a_plan_that_its_people_see_and_nobody_else(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh", "strategy_discussion")
    assert world.plans_seen_by("rhiannon") == 1
    assert world.plans_seen_by("keerthana") == 0
    assert world.plans_seen_by("olu") == 0
    assert world.plans_seen_by("silas") == 0
    world.run_jobs()
    with world.as_("keerthana"):
        notice = Notice.objects.get(kind="decision_made")
    assert notice.headline == "Strategy discussion, and a plan now"
    assert notice.sent_at is not None
