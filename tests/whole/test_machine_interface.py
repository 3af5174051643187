"""Whatever is sent to the machine interface, and by whomever, it answers as its description says, and never with a fault."""

from datetime import timedelta

from django.utils import timezone

from kith.county.acting import as_service
from kith.county.places import FEED_KEY
from kith.intake.models import Landing, Receipt
from kith.sharing import actions as sharing
from kith.sharing.actor import Actor
from tests import databases
from tests.machine import ask
from tests.world import World

EACH = 12


def askers(world: World) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """The systems of four kinds of agency, whom a key lets in; and a key that has ended, nobody and two browsers, whom nothing does."""
    systems = {"police": {"authorization": f"Bearer {FEED_KEY}"}}
    with databases.as_role("worker"), as_service("service_setup") as by:
        for kind, lasts in (("trust", 9), ("school", 9), ("probation", 9), ("youth", -1)):
            systems[kind] = {"authorization": f"Bearer {_key(world, kind, lasts, by)}"}
    refused = {
        "a key that has ended": systems.pop("youth"),
        "a key that opens nothing": {"authorization": "Bearer kith_0000000000000000"},
        "nobody": {},
    }
    for who in ("amina", "keerthana"):
        cookies = world.browser(who).cookies.items()
        refused[who] = {"cookie": "; ".join(f"{name}={held.value}" for name, held in cookies)}
    return systems, refused


def _key(world: World, agency: str, lasts: int, by: Actor) -> str:
    now = timezone.now()
    post = sharing.make_post(
        agency=world.county.agencies[agency],
        role="agency_feed",
        says="The system",
        partnerships=[world.county.partnerships["ravenshire"]],
        starts_on=now.date() - timedelta(days=30),
        by=by,
        at=now,
    )
    return sharing.give_key(
        post=post, says="For a test", ends_at=now + timedelta(days=lasts), by=by, at=now - timedelta(days=20)
    )


def test_it_answers_whatever_is_sent_as_its_description_says(world: World) -> None:
    systems, refused = askers(world)
    told = ask(systems, each=EACH)
    assert not told.wrong, "\n\n".join(told.wrong)
    assert told.number > EACH and told.statuses[202] > 0 and not told.statuses[401]
    outside = ask(refused, each=EACH // 4)
    assert not outside.wrong, "\n\n".join(outside.wrong)
    assert set(outside.statuses) == {401}


def test_what_it_took_is_read_or_waits_for_somebody(world: World) -> None:
    ask({"police": askers(world)[0]["police"]}, each=EACH, begun_with=7)
    world.run_jobs()
    with world.as_("olu"):
        receipts = set(Receipt.objects.values_list("pk", flat=True))
        assert receipts and receipts == set(Landing.objects.values_list("receipt_id", flat=True))
