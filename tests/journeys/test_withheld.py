"""On opening a contact stands what everybody must see, who is in the child's life, and what is kept from the reader."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kith.people.models import Flag
from kith.sharing import actions as sharing
from kith.sharing.models import Agreement, Subject
from kith.sharing.models.access import Relationship
from tests.world import World

TODAY = date.today()


def page(world: World, address: str, who: str = "amina") -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def told(world: World) -> tuple[str, str]:
    """A child is told of and known; the address of the contact, and of the child."""
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh")
    contact = world.contact("Kayleigh")
    with world.as_("amina"):
        return (
            f"/contacts/{contact.reference}/",
            f"/children/{Subject.objects.get(pk=contact.subject_id).reference}/",
        )


def flags(world: World, child: str, who: str = "amina", **said: Any) -> Any:
    day = {"starts_on_0": TODAY.day, "starts_on_1": TODAY.month, "starts_on_2": TODAY.year}
    told = {
        "code": "missing_now",
        "says_who": "Children’s home, by telephone",
        "because": "Ring 101.",
        **day,
        **said,
    }
    return world.browser(who).post(f"{child}flag/", told)


def test_a_flag_stands_on_the_contact_and_on_the_childs_page_until_it_is_taken_down(world: World) -> None:
    contact, child = told(world)
    assert flags(world, child).status_code == 302
    for address in (contact, child):
        shown = page(world, address)
        assert (
            "Missing now" in shown and "Children’s home, by telephone; put up by Amina Yusuf-Brandt" in shown
        )
    with world.as_("amina"):
        flag = Flag.objects.get()
    bare = world.browser("huw").post(f"{child}flag/down/", {"flag": flag.reference, "because": ""})
    assert bare.status_code == 200 and "Say what shows that this is so no longer" in bare.content.decode()
    down = world.browser("huw").post(
        f"{child}flag/down/", {"flag": flag.reference, "because": "She is home."}
    )
    assert down.status_code == 302
    assert "Missing now" not in page(world, contact) and "put up by Amina" not in page(world, child)
    again = world.browser("huw").post(f"{child}flag/down/", {"flag": flag.reference, "because": "Again"})
    assert again.status_code == 200
    with world.as_("amina"):
        assert Flag.objects.count() == 2


def test_a_flag_says_who_says_so_and_begins_by_today_and_nothing_typed_is_lost(world: World) -> None:
    _, child = told(world)
    later = TODAY + timedelta(days=2)
    answer = flags(
        world, child, says_who=" ", starts_on_0=later.day, starts_on_1=later.month, starts_on_2=later.year
    ).content.decode()
    assert "Say who says so" in answer and "Ring 101." in answer
    answer = flags(world, child, starts_on_0=later.day, starts_on_1=later.month, starts_on_2=later.year)
    assert "today or earlier" in answer.content.decode()
    with world.as_("amina"):
        assert not Flag.objects.exists()


def test_a_stranger_puts_up_no_flag_and_sees_none(world: World) -> None:
    _, child = told(world)
    flags(world, child)
    for stranger in ("rhiannon", "silas", "keerthana"):
        assert flags(world, child, who=stranger).status_code == 404
        with world.as_(stranger):
            assert not Flag.objects.exists()


def test_who_is_in_the_childs_life_stands_with_since_when_and_why(world: World) -> None:
    contact, _ = told(world)
    assert "No agency has been brought to this child in Kith yet" in page(world, contact)
    with world.as_("amina") as by:
        sharing.grant(
            subject=Subject.objects.get(kind="child").pk,
            relationship=Relationship.ALLOCATED,
            post=world.county.posts["emeka"],
            because="Knows her from last year",
            by=by,
            at=timezone.now(),
        )
    shown = page(world, contact)
    assert "Knows her from last year" in shown and "Ravenshire Council" in shown


def test_a_class_that_no_agreement_covers_is_said_to_be_kept_and_whom_to_ask(world: World) -> None:
    contact, _ = told(world)
    assert "Nothing in Kith is kept from you" in page(world, contact)
    with world.as_("tamsin") as by:
        council, area = world.county.agencies["council"], world.county.partnerships["ravenshire"]
        Agreement.objects.filter(parties__agency=council, partnership=area).update(
            ends_on=TODAY - timedelta(days=1)
        )
        sharing.sign_agreement(
            says="What is left", partnership=area, agencies=[council],
            items={"contact": ["decide"], "record": ["decide"], "location": ["decide"]},
            starts_on=TODAY, ends_on=TODAY, review_on=TODAY, by=by, at=timezone.now(),
        )  # fmt: skip
    shown = page(world, contact)
    assert "Kept from you, and whom to ask" in shown
    assert "Adults linked to the child, and what restricts them" in shown
    assert "Whether there is a plan, and what it says" in shown
    assert "No agreement covers this for Ravenshire Council today" in shown
