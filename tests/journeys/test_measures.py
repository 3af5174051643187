"""Knowing how well it goes: numbers for those who keep them, the list behind each, and no name on any of it."""

import csv
from datetime import date, timedelta

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from kith.assurance import definitions, queries, rules
from kith.core.says import today_in_london
from tests.journeys.test_child_page import text
from tests.whole.server import superuser
from tests.world import World

NAMES = ("Kayleigh", "Thackaberry", "Wren")


def told(world: World) -> None:
    """Two contacts: Kayleigh is decided; nobody has decided for Wren."""
    world.school_refers("Kayleigh", sex="F")
    world.school_refers("Wren")
    world.front_door_decides("Kayleigh")


def test_the_list_of_measures_has_a_figure_for_each(world: World) -> None:
    told(world)
    page = text(world.browser("ottoline").get("/measures/"))
    for each in definitions.measures():
        assert each.says in page
    assert "1 of 1" in page and not any(name in page for name in NAMES)
    asked = [page.index(f'id="{each.code}"') for each in queries.questions()]
    assert asked == sorted(asked), (
        "The measures stand under the questions that they answer, in the order of the list."
    )
    assert (
        page.index('id="told"') < page.index("Contacts that came with every part") < page.index('id="soon"')
    )


def test_every_measure_opens_for_who_keeps_the_figures_with_nothing_counted_and_with_something(
    world: World,
) -> None:
    ottoline = world.browser("ottoline")
    assert "Nothing was counted" in text(ottoline.get("/measures/signs_marked/"))
    told(world)
    for each in definitions.measures():
        assert each.says in text(ottoline.get(f"/measures/{each.code}/"))
    page = text(ottoline.get("/measures/what_led/"))
    assert "What led them to tell" in page and "School" in page and not any(name in page for name in NAMES)
    assert "School or college" in text(ottoline.get("/measures/came_whole/"))


def test_a_measure_says_how_many_how_sure_for_whom_and_what_is_counted(world: World) -> None:
    told(world)
    page = text(world.browser("ottoline").get("/measures/contacts_decided/"))
    assert "100%" in page and "1 of 1" in page and "1 cannot be said of yet" in page
    assert "Likely <b>21% to 100%</b>" in page
    assert "Lanternfield Academy" in page and "Female" in page and "Not known" in page
    assert "Every contact whose first decision was due, or came." in page and "version 1" in page
    assert "<dt>Sex</dt><dd>50% known</dd>" in page
    assert not any(name in page for name in NAMES)


def test_each_month_of_a_measure_is_what_the_list_behind_it_says_by_londons_clock(world: World) -> None:
    told(world)
    with superuser(world.database) as server:
        server.execute("update frontdoor_contact set missing_parts = '{}' where state = 'decided'")
        # In London it is June by then.
        server.execute(
            "update frontdoor_contact set received_at = '2026-05-31 23:30+00', missing_parts = '{risk}' where state <> 'decided'"
        )
    now, area = timezone.now(), world.county.partnerships["ravenshire"].pk
    asked = {"area": area, "since": date(2026, 1, 1), "until": today_in_london(now) + timedelta(days=1)}
    with world.as_("ottoline") as by:
        shares = queries.headlines(definitions.measures(), **asked, actor=by, at=now)
        every = {
            each.code: queries.items(each, **asked, known_at=now, actor=by, at=now)
            for each in definitions.measures()
        }
    for code, items in every.items():
        months = sorted({item.month for item in items})
        assert shares[code] == {month: share for month, share, _ in rules.by_month(items, months)}, code
    assert shares["came_whole"][date(2026, 6, 1)] == rules.Share(0, 1, 0)
    assert any(share.waits for share in shares["contacts_decided"].values())


def test_words_that_blame_are_counted_where_they_were_written_and_no_word_is_kept(world: World) -> None:
    world.school_refers("Kayleigh", because="She chooses to stay out. “I chose to go,” she said.")
    world.school_refers("Wren", words="I chose to go")
    world.front_door_decides("Kayleigh", reasons="He is a drug dealer and is putting himself at risk.")
    assert [world.contact(name, "amina").words_asked for name in ("Kayleigh", "Wren")] == [
        ["lifestyle-choice"],
        [],
    ], "Nobody is asked to say a child’s own words otherwise."
    page = text(world.browser("ottoline").get("/measures/worded_kindly/"))
    assert "33%" in page and "1 of 3" in page
    assert "What was written" in page and "Who wrote it" in page and "What the words did" in page
    assert "In what a sender told" in page and "In a decision" in page and "chooses to" not in page
    assert not any(name in page for name in NAMES)


def test_the_list_behind_a_measure_has_references_and_no_names(world: World) -> None:
    told(world)
    reference = world.contact("Kayleigh").reference
    page = text(world.browser("ottoline").get("/measures/contacts_decided/list/"))
    assert reference in page and "2 counted" in page and not any(name in page for name in NAMES)
    assert f'href="/contacts/{reference}/"' not in page, "Who keeps figures opens no record."
    assert (
        f'href="/contacts/{reference}/"'
        in world.browser("huw").get("/measures/contacts_decided/list/").content.decode()
    )


def test_a_restricted_child_is_counted_and_kept_from_the_list(world: World) -> None:
    told(world)
    contact = world.contact("Kayleigh")
    world.keeps(contact.subject_id)
    page = text(world.browser("ottoline").get("/measures/contacts_decided/list/"))
    assert (
        "2 counted" in page
        and contact.reference not in page
        and "1 more is counted and kept from your post" in page
    )
    assert contact.reference in text(world.browser("huw").get("/measures/contacts_decided/list/")), (
        "Huw is a named reader."
    )


def test_the_table_can_be_taken_and_says_what_it_is(world: World) -> None:
    told(world)
    answer = world.browser("ottoline").get("/measures/contacts_decided/table.csv")
    lines = list(csv.reader(answer.content.decode().splitlines()))
    assert lines[0][0] == "OFFICIAL-SENSITIVE" and "attachment" in answer["Content-Disposition"]
    assert next(line for line in lines if line[1:2] == ["Lanternfield Academy"])[:6] == [
        "Who sent it",
        "Lanternfield Academy",
        "1",
        "1",
        "1",
        "1.0000",
    ]


def test_a_figure_as_known_before_does_not_know_what_came_later(world: World) -> None:
    told(world)
    yesterday = timezone.localdate() - timedelta(days=1)
    page = text(world.browser("ottoline").get(f"/measures/contacts_received/?known={yesterday:%Y-%m-%d}"))
    assert "0 in" in page and "0 in twelve months" in page


def test_an_address_that_cannot_be_read_shows_this_month(world: World) -> None:
    told(world)
    ottoline = world.browser("ottoline")
    for asked in (
        "?month=2026-13",
        "?month=0000-01",
        "?known=tomorrow",
        "?area=elsewhere",
        "?month=9999-12&page=-1",
    ):
        assert ottoline.get(f"/measures/contacts_decided/{asked}").status_code == 200
        assert ottoline.get(f"/measures/contacts_decided/list/{asked}").status_code == 200
    assert ottoline.get("/measures/nothing_of_the_kind/").status_code == 404


def test_reading_figures_is_written_down(world: World) -> None:
    told(world)
    world.browser("ottoline").get("/measures/contacts_decided/list/")
    with superuser(world.database) as server:
        ((about, worker),) = server.execute(
            "select about, worker_id from sharing_auditevent where action = 'assurance.list_read'"
        ).fetchall()
    assert (about, worker) == ("M-02", world.worker("ottoline").pk)


@pytest.mark.parametrize("who", ["amina", "rhiannon", "olu", "keerthana", "silas"])
def test_who_keeps_no_figures_gets_none_from_the_database_either(world: World, who: str) -> None:
    told(world)
    assert world.browser(who).get("/measures/").status_code == 404
    with pytest.raises((DatabaseError, psycopg.Error)), world.as_(who):
        counted(world, world.county.partnerships["ravenshire"].pk)
    by_month = "select * from kith.counted_by_month('contacts_decided', %s, now(), now(), now(), '{}')"
    with pytest.raises(ProgrammingError, match="reads no measures of this area"), world.as_(who):
        world.sql(by_month, world.county.partnerships["ravenshire"].pk)


def test_figures_are_of_ones_own_area(world: World) -> None:
    told(world)
    with world.as_("ottoline"):
        assert counted(world, world.county.partnerships["ravenshire"].pk) == 2
    with pytest.raises((DatabaseError, psycopg.Error)), world.as_("ottoline"):
        counted(world, world.county.partnerships["kelderdale"].pk)


def test_no_role_calls_a_measure_but_through_the_one_door(world: World) -> None:
    with pytest.raises((DatabaseError, psycopg.Error)), world.as_("ottoline"), transaction.atomic():
        connection.cursor().execute(
            "select * from kith.measure_contacts_decided(1, now(), now(), now(), '{}')"
        )


def counted(world: World, area: int) -> int:
    now = timezone.now()
    ((number,),) = world.sql(
        "select count(*) from kith.counted('contacts_decided', %s, %s, %s, %s, '{}')",
        area, now - timedelta(days=60), now + timedelta(days=1), now,
    )  # fmt: skip
    return number
