"""Whatever is sent to the machine interface, and by whomever, it answers as its description says, and never with a fault."""

from kith.county.places import FEED_KEY
from kith.intake.models import Landing, Receipt
from tests.machine import ask
from tests.world import World

EACH = 12


def askers(world: World) -> dict[str, dict[str, str]]:
    """An agency's system; one with a key that opens nothing; nobody; a screener's and a teacher's browser."""
    browsers = {
        who: {
            "cookie": "; ".join(f"{name}={held.value}" for name, held in world.browser(who).cookies.items())
        }
        for who in ("amina", "keerthana")
    }
    return {
        "agency’s system": {"authorization": f"Bearer {FEED_KEY}"},
        "key that opens nothing": {"authorization": "Bearer kith_0000000000000000"},
        "nobody": {},
        **browsers,
    }


def test_it_answers_whatever_is_sent_as_its_description_says(world: World) -> None:
    told = ask(askers(world), each=EACH)
    assert not told.wrong, "\n\n".join(told.wrong)
    assert told.number > EACH and told.statuses[202] > 0


def test_what_it_took_is_read_or_waits_for_somebody(world: World) -> None:
    ask({"agency’s system": askers(world)["agency’s system"]}, each=EACH, begun_with=7)
    world.run_jobs()
    with world.as_("olu"):
        receipts = set(Receipt.objects.values_list("pk", flat=True))
        assert receipts and receipts == set(Landing.objects.values_list("receipt_id", flat=True))
