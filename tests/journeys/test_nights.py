"""At night the out-of-hours team is the front door: a red contact rings there, and stands in the morning’s handover."""

from datetime import datetime, timedelta

import pytest

from kith.core.says import LONDON
from kith.frontdoor.actions.handover import accept_handover, hand_over_shift
from kith.frontdoor.actions.work import CannotDo, claim
from kith.frontdoor.models import ShiftHandOver
from kith.frontdoor.queries import handover, red
from tests.whole.server import superuser
from tests.world import World, child, telling

NIGHT = datetime(2026, 3, 16, 22, 40, tzinfo=LONDON)
MORNING = datetime(2026, 3, 17, 8, 50, tzinfo=LONDON)
NINE = datetime(2026, 3, 17, 9, 5, tzinfo=LONDON)
HARM = [{"form": "criminal", "answer": "seen", "harm": True, "what": "Burned"}]


def comes(world: World, name: str, at: datetime, forms: list[dict[str, object]]) -> str:
    world.refers("keerthana", telling(child(name, forms=forms)), at=at)
    return world.contact(name).reference


def rings(world: World, who: str, at: datetime) -> bool:
    with world.as_(who) as by:
        return red.rings(actor=by, at=at)


def test_a_red_contact_at_night_rings_the_night_team_and_by_day_it_does_not(world: World) -> None:
    reference = comes(world, "Kayleigh", NIGHT, HARM)
    assert {who: rings(world, who, NIGHT) for who in ("aurelio", "amina", "silas")} == {
        "aurelio": True,
        "amina": False,
        "silas": True,  # Kelderdale has no night team in Kith
    }
    assert (rings(world, "aurelio", NINE), rings(world, "amina", NINE)) == (False, True)
    with world.as_("aurelio") as by:
        assert red.red(actor=by).count == 1, "It stands on the night’s screen."
        whom = red.to_ring(reference, actor=by, at=NIGHT + timedelta(minutes=11))
        assert whom.whom == ["Aurelio Thistlewood-Okafor, Social worker, out of hours"]
        assert "Huw" in red.to_ring(reference, actor=by, at=NINE).whom[0]
    with world.as_("silas") as by:
        assert red.red(actor=by).count == 0, "The night works for its own area alone."


def test_what_came_in_the_night_stands_in_the_morning_with_what_became_of_it_and_the_day_accepts_it(
    world: World,
) -> None:
    taken = comes(world, "Kayleigh", NIGHT, HARM)
    comes(world, "Finlay", NIGHT + timedelta(hours=2), [])
    with world.as_("aurelio") as by:
        claim(contact=taken, by=by, at=NIGHT + timedelta(minutes=3))
        hand_over_shift(notes={taken: "Her nan rings at eight."}, by=by, at=MORNING)
    with world.as_("amina") as by:
        shown = handover.turn(actor=by, at=NINE)
        made = ShiftHandOver.objects.get()
    assert made.turn == "to_day" and shown.way == "to_day"
    assert [(each.name.split()[0], each.says) for each in shown.came] == [
        ("Kayleigh", "Waits for a decision, with Social worker, out of hours."),
        ("Finlay", "Waits. Nobody has taken it on."),
    ]
    assert "Huw Tregarthen-Adeyemi, Team manager, front door" in shown.whom
    page = world.browser("amina").get("/handover/").content.decode()
    assert "What came out of hours" in page and "Her nan rings at eight." in page and "Goes to" in page
    with world.as_("amina") as by:
        accept_handover(handover=made.reference, by=by, at=NINE)
        assert ShiftHandOver.objects.get().accepted_at == NINE
    after = world.browser("aurelio").get("/handover/").content.decode()
    assert "Last accepted by Amina Yusuf-Brandt, Duty social worker, front door" in after


def test_on_monday_all_that_came_since_friday_stands_in_the_handover(world: World) -> None:
    friday = datetime(2026, 3, 13, 16, 50, tzinfo=LONDON)
    monday = datetime(2026, 3, 16, 8, 50, tzinfo=LONDON)
    comes(world, "Wren", friday - timedelta(hours=1), [])
    with world.as_("amina") as by:
        made = hand_over_shift(notes={}, by=by, at=friday)
    comes(world, "Kayleigh", friday + timedelta(hours=2), HARM)
    comes(world, "Finlay", monday - timedelta(hours=6), [])
    with world.as_("aurelio") as by:
        before = handover.turn(actor=by, at=friday + timedelta(hours=3))
        assert [each.name.split()[0] for each in before.came] == ["Wren"], "The day’s alone was handed over."
        accept_handover(handover=made.reference, by=by, at=friday + timedelta(hours=3))
        shown = handover.turn(actor=by, at=monday)
    assert [each.name.split()[0] for each in shown.came] == ["Kayleigh", "Finlay"]
    with superuser(world.database) as server:
        ((subjects,),) = server.execute(
            "select subjects from sharing_auditevent where action = 'frontdoor.handover_shown' order by id desc limit 1"
        ).fetchall()
    assert sorted(subjects) == sorted(
        world.contact(name).subject_id for name in ("Wren", "Kayleigh", "Finlay")
    )


def test_what_goes_to_the_day_is_not_accepted_by_the_night(world: World) -> None:
    comes(world, "Kayleigh", NIGHT, HARM)
    with world.as_("noor") as by:
        made = hand_over_shift(notes={}, by=by, at=MORNING)
    with world.as_("aurelio") as by, pytest.raises(CannotDo, match="This goes to the day"):
        accept_handover(handover=made.reference, by=by, at=NINE)
    with world.as_("amina") as by:
        accept_handover(handover=made.reference, by=by, at=NINE)


def test_in_the_evening_it_goes_to_the_night(world: World) -> None:
    comes(world, "Kayleigh", NIGHT - timedelta(hours=9), HARM)
    five = NIGHT.replace(hour=16, minute=50)
    with world.as_("amina") as by:
        shown = handover.turn(actor=by, at=five)
        made = hand_over_shift(notes={}, by=by, at=five)
    assert shown.way == made.turn == "to_night"
    assert shown.whom == ["Aurelio Thistlewood-Okafor, Social worker, out of hours"]
    assert [each.says for each in shown.came] == ["Waits. Nobody has taken it on."]
    with world.as_("aurelio") as by:
        assert accept_handover(handover=made.reference, by=by, at=five + timedelta(minutes=20)).accepted_at


@pytest.mark.parametrize(
    "who, status",
    [
        pytest.param("aurelio", 200, id="the night"),
        pytest.param("keerthana", 404, id="a school"),
        pytest.param("delyth", 404, id="probation"),
        pytest.param("rhiannon", 404, id="a social worker of another team"),
    ],
)
def test_the_night_works_the_front_doors_list_and_takes_it_over(world: World, who: str, status: int) -> None:
    assert world.browser(who).get("/worklist/new/").status_code == status
    assert world.browser(who).get("/handover/").status_code == status
