"""Strategy discussions that were due in a plan before there were triggers are due still, by the same hour, and undecided."""

from pathlib import Path

from kith.plans.models import Plan
from kith.protection.models import Trigger
from kith.record.models import Clock
from tests.journeys.test_child_page import referred, text
from tests.whole.server import behind, signed_in
from tests.world import World

SQL = Path(__file__).parents[2] / "kith/protection/sql/from_plans.sql"


def test_a_discussion_that_was_due_in_a_plan_becomes_one_that_nobody_has_decided(world: World) -> None:
    referred(world)
    with behind(world.database) as server:
        server.execute("delete from record_clock where rule = 'KITH-STRATEGY'")
        server.execute(
            "update record_clock k set about_kind = 'plan', about = p.reference from plans_plan p where k.rule = 'CLK-08'"
        )
        server.execute("delete from protection_trigger")
    with world.as_("amina"):
        before = Clock.objects.get(rule="CLK-08")
    with signed_in("owner", world.database) as owner:
        owner.execute(SQL.read_text())
    with world.as_("amina"):
        asked, now = Trigger.objects.get(), Clock.objects.get(rule="CLK-08")
        assert (now.about_kind, now.about) == ("discussion", asked.reference)
        assert (now.due_at, now.post) == (before.due_at, before.post)
        assert (asked.code, asked.about, asked.triggered_at) == (
            "before",
            Plan.objects.get().reference,
            before.started_at,
        )
    huw = world.browser("huw")
    assert "1 undecided" in text(huw.get("/protection/"))
    said = {"is_to_be_held": "no", "because": "She has moved to her aunt."}
    huw.post(f"/discussions/{asked.reference}/decide/", said)
    with world.as_("amina"):
        assert not Clock.objects.filter(rule="CLK-08", stopped_at=None).exists()
