"""Whoever acts in two areas is told to ring the front door of the child’s own area."""

from django.test import Client
from django.utils import timezone

from kith.sharing import actions
from kith.sharing.models import Subject
from kith.sharing.models.access import Relationship
from tests.world import World, child, notification

RAVENSHIRE, KELDERDALE = "the Ravenshire front door", "the Kelderdale front door"


def text(browser: Client, address: str) -> str:
    """What the page says below the line about danger, which names every area."""
    return browser.get(address).content.decode().partition("<main")[2]


def with_olu(world: World, name: str, who: str) -> str:
    """The address of a child whom somebody at the front door brings Olu to."""
    world.is_new(name, who)
    subject = world.contact(name, who).subject_id
    with world.as_(who) as by:
        actions.grant(
            subject=subject,
            relationship=Relationship.ALLOCATED,
            post=world.county.posts["olu"],
            because="Sees the child",
            by=by,
            at=timezone.now(),
        )
        return f"/children/{Subject.objects.get(pk=subject).reference}/"


def test_a_child_of_either_area_has_its_own_front_door(world: World) -> None:
    niamh = child("Niamh", postcode="KD1 2AB", family_name="Quillfeather")
    world.police_notify(notification(niamh, child("Orla"), police_ref="KD/1"))
    theirs, ours = with_olu(world, "Niamh", "silas"), with_olu(world, "Orla", "amina")
    olu = world.browser("olu")
    for page, front_door, other in ((theirs, KELDERDALE, RAVENSHIRE), (ours, RAVENSHIRE, KELDERDALE)):
        for part in ("", "i-know-them/"):
            seen = text(olu, page + part)
            assert front_door in seen, part
            assert other not in seen, part


def test_what_is_told_to_one_area_goes_to_its_front_door(world: World) -> None:
    olu = world.browser("olu")
    for area, front_door, other in (
        ("kelderdale", KELDERDALE, RAVENSHIRE),
        ("ravenshire", RAVENSHIRE, KELDERDALE),
    ):
        begun = olu.post("/refer/", {"area": area}).headers["Location"].split("/")[2]
        seen = text(olu, f"/refer/{begun}/check/")
        assert f"It goes to {front_door} at once" in seen
        assert other not in seen


def test_where_no_area_is_known_every_front_door_is_named(world: World) -> None:
    told = text(world.browser("olu"), "/children/")
    assert RAVENSHIRE in told and KELDERDALE in told
    told = text(world.browser("rhiannon"), "/children/")
    assert RAVENSHIRE in told and KELDERDALE not in told
