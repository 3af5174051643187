"""The front door writes down who was in the room; what was last said of a day stands, and nothing is overwritten."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kith.core import days
from kith.core.says import today_in_london
from kith.frontdoor.actions.room import say_who_was_there
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Attendance
from kith.frontdoor.queries.room import room
from kith.frontdoor.rules.room import Presence
from tests.whole.server import superuser
from tests.world import World

PAGE = "/together/room/"


def said(world: World, **how: str) -> dict[str, str]:
    """What somebody fills in: how-police="there", words-police="Olu"."""
    return {
        f"{part}-{world.county.agencies[name].reference}": value
        for key, value in how.items()
        for part, name in [key.split("_", 1)]
    }


def shown(page: str) -> dict[str, str]:
    """What a page of the room sends back of itself: the newest entry that stood on it."""
    (newest,) = re.findall(r'name="shown" value="(\d+)"', page)
    return {"shown": newest}


def test_who_was_there_is_written_down_and_put_right_by_a_later_entry(world: World) -> None:
    amina = world.browser("amina")
    first = amina.get(PAGE).content.decode()
    assert "Nobody has written down who was there on this day." in first and "Ravenshire Police" in first
    assert "Kelderdale Council" not in first and "Lanternfield Academy" not in first
    told = amina.post(
        PAGE,
        said(
            world,
            how_police="there",
            words_police="Olu Marchbanks",
            how_trust="absent",
            words_trust="On leave",
        ),
        follow=True,
    ).content.decode()
    assert "Written down, with your name." in told and "1 of 2" in told and "On leave" in told
    again = said(
        world,
        how_police="there",
        words_police="Olu Marchbanks",
        how_trust="deputy",
        words_trust="A colleague came",
    )
    later = world.browser("huw").post(PAGE, again | shown(told), follow=True).content.decode()
    assert "2 of 2" in later and "A deputy was there" in later
    with world.as_("amina"):
        rows = list(Attendance.objects.order_by("id").values_list("agency__says", "presence"))
    assert rows == [
        ("Ravenshire Police", "there"), ("Ravenshire Coast NHS Trust", "absent"), ("Ravenshire Coast NHS Trust", "deputy"),
    ]  # fmt: skip


def test_of_two_who_write_down_the_same_day_the_second_is_told_what_the_first_wrote_and_loses_nothing(
    world: World,
) -> None:
    amina, noor = world.browser("amina"), world.browser("noor")
    before = shown(amina.get(PAGE).content.decode())
    noor.post(PAGE, said(world, how_police="absent", words_police="On leave", how_trust="there") | before)
    hers = said(world, how_police="there", words_police="Olu", how_trust="there", how_probation="report")
    told = amina.post(PAGE, hers | before).content.decode()
    assert re.search(
        r"Noor Castellane-Webb, [^.]+ wrote down today, [^.]+, after you had opened this page: Not there\.",
        told,
    )
    assert 'value="Olu"' in told and "On leave" in told
    with world.as_("amina"):
        assert Attendance.objects.count() == 2, "Nothing is written while one of them is in question."
    assert (
        "Written down, with your name." in amina.post(PAGE, hers | shown(told), follow=True).content.decode()
    )
    with world.as_("amina"):
        rows = Attendance.objects.order_by("id").values_list("agency__says", "presence", "by_worker__says")
        assert set(rows[2:]) == {
            ("Ravenshire Police", "there", "Amina Yusuf-Brandt"),
            ("Raven and Kelder Probation", "report", "Amina Yusuf-Brandt"),
        }


def test_what_is_said_of_a_day_before_stands_on_that_day_and_a_report_is_no_voice_in_the_room(
    world: World,
) -> None:
    at = timezone.now()
    day = today_in_london(at) - timedelta(days=1)
    while not days.is_working_day(day):
        day -= timedelta(days=1)
    world.browser("amina").post(f"{PAGE}?day={day}", said(world, how_police="deputy", how_trust="report"))
    with world.as_("amina") as by:
        assert set(Attendance.objects.values_list("day", flat=True)) == {day}
        shown = room(day, actor=by, at=at)
    assert (shown.there, shown.said) == (1, 2)
    assert [(each.day, each.there, each.said) for each in shown.days if each.said] == [(day, 1, 2)]
    assert len(shown.days) == 10 and all(days.is_working_day(each.day) for each in shown.days)


def test_an_agency_is_expected_until_its_last_day_and_of_one_that_is_not_expected_nothing_is_said(
    world: World,
) -> None:
    today = today_in_london(timezone.now())
    with superuser(world.database) as server:
        server.execute(
            "update sharing_agency set ends_on = %s where id = %s",
            [today - timedelta(days=1), world.county.agencies["trust"].pk],
        )
    amina = world.browser("amina")
    assert "Ravenshire Coast NHS Trust" not in amina.get(PAGE).content.decode()
    with world.as_("amina") as by, pytest.raises(CannotDo, match="one agency at least"):
        gone, school = (world.county.agencies[each].reference for each in ("trust", "school"))
        say_who_was_there(
            day=today, said={gone: Presence.THERE, school: Presence.THERE}, words={}, by=by, at=timezone.now()
        )


def test_of_an_empty_form_and_of_a_day_to_come_nothing_is_saved_and_what_was_typed_stays(
    world: World,
) -> None:
    amina = world.browser("amina")
    assert "Say of one agency at least whether it was there." in amina.post(PAGE, {}).content.decode()
    tomorrow: date = today_in_london(timezone.now()) + timedelta(days=1)
    told = amina.post(
        f"{PAGE}?day={tomorrow}", said(world, how_police="there", words_police="Olu")
    ).content.decode()
    assert "is still to come" in told and 'value="Olu"' in told
    told = amina.post(
        PAGE, said(world, how_police="there", words_police="Olu", words_trust="On leave")
    ).content.decode()
    assert "Say whether it was there, or take out what is written beside it." in told
    assert 'value="On leave"' in told and 'value="Olu"' in told
    with world.as_("amina"):
        assert not Attendance.objects.exists()


def test_a_form_that_was_left_open_over_night_is_about_the_day_on_which_it_was_opened(world: World) -> None:
    shown = world.browser("amina").get(PAGE).content.decode()
    assert f'action="?day={today_in_london(timezone.now())}"' in shown


def test_another_area_reads_none_of_it_and_who_does_not_work_at_the_front_door_has_no_such_page(
    world: World,
) -> None:
    world.browser("amina").post(PAGE, said(world, how_police="there"))
    assert "Nobody has written down" in world.browser("silas").get(PAGE).content.decode()
    for who in ("olu", "rhiannon", "keerthana"):
        assert world.browser(who).get(PAGE).status_code == 404
    with world.as_("olu"):
        assert not Attendance.objects.exists()
