"""How long a record is kept is worked out and shown; a hold is placed by one person and ended by another; nothing is deleted."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.frontdoor.actions import work
from kith.people.models import Verdict
from kith.retention import actions, queries
from kith.retention.models import Hold
from kith.sharing import gate
from kith.sharing.models import Subject
from tests.whole.server import superuser
from tests.world import World


@pytest.fixture
def kayleigh(world: World) -> str:
    """Her reference. Her contact is decided; she was born on 29 February 1996, and nobody wrote in her record for 20 years."""
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh")
    subject = world.contact("Kayleigh").subject_id
    with superuser(world.database) as server:
        server.execute(
            "update frontdoor_contact set state = 'decided', decided_at = now() where subject_id = %s",
            [subject],
        )
        server.execute(
            "update people_sourcerecord set date_of_birth = '1996-02-29' where subject_id = %s", [subject]
        )
        server.execute("alter table record_entry disable trigger user")
        server.execute(
            "update record_entry set recorded_at = now() - interval '20 years' where subject_id = %s",
            [subject],
        )
        server.execute("alter table record_entry enable trigger user")
    with world.as_("amina"):
        return Subject.objects.get(pk=subject).reference


def text(browser: Client, name: str, **kwargs: str) -> str:
    return browser.get(reverse(name, kwargs=kwargs)).content.decode()


def hold(world: World, child: str, who: str = "perpetua") -> Hold:
    with world.as_(who) as by:
        return actions.place_hold(
            child=child, kind="inquiry", because="The Tidewall inquiry", review_on=date.today() + timedelta(90),
            by=by, at=timezone.now(),
        )  # fmt: skip


def held(world: World, child: str) -> bool:
    with world.as_("amina"):
        ((answer,),) = world.sql("select kith.held(id) from sharing_subject where reference = %s", child)
    return answer


def test_the_privacy_officer_sees_the_day_and_no_name_and_those_who_may_not_see_neither(
    world: World, kayleigh: str
) -> None:
    perpetua = world.browser("perpetua")
    page = text(perpetua, "retention:kept", reference=kayleigh)
    assert "This record was kept until February 2017" in page and "Kayleigh" not in page
    assert "1996" in page and "29 February" not in page and "28 February" not in page
    whole = text(world.browser("huw"), "retention:kept", reference=kayleigh)
    assert "This record was kept until 28 February 2017" in whole and "29 February 1996" in whole
    assert "has no way to do it" in page and "not law" in page
    listed = text(perpetua, "retention:records")
    assert "1 record past its day" in listed and kayleigh in listed and "Kayleigh" not in listed
    found = perpetua.get(reverse("retention:records"), {"child": f" {kayleigh.lower()} "})
    assert found["Location"] == reverse("retention:kept", kwargs={"reference": kayleigh})
    assert (
        "A reference has 12 letters"
        in perpetua.get(reverse("retention:records"), {"child": "Kayleigh"}).content.decode()
    )
    for who in ("amina", "noor", "rhiannon", "olu", "tamsin", "silas", "keerthana"):
        answer = world.browser(who).get(reverse("retention:kept", kwargs={"reference": kayleigh}))
        missing = world.browser(who).get(reverse("retention:kept", kwargs={"reference": "ZZZZZZZZZZZZ"}))
        assert (answer.status_code, missing.status_code) == (404, 404), who
    with superuser(world.database) as server:
        ((looks,),) = server.execute(
            "select count(*) from sharing_auditevent where action = 'retention.record_opened' and about = %s",
            [kayleigh],
        ).fetchall()
    assert looks == 2


def test_a_hold_is_placed_by_one_and_ended_by_another(world: World, kayleigh: str) -> None:
    perpetua, huw = world.browser("perpetua"), world.browser("huw")
    assert not held(world, kayleigh)
    place = reverse("retention:hold", kwargs={"reference": kayleigh})
    refused = perpetua.post(place, {"kind": "police", "because": "DC Kettle asks"}).content.decode()
    assert (
        "Enter the day on which somebody looks at this hold again" in refused and "DC Kettle asks" in refused
    )
    later = date.today() + timedelta(90)
    day = {f"review_on_{n}": part for n, part in enumerate((later.day, later.month, later.year))}
    assert perpetua.post(place, {"kind": "police", "because": "DC Kettle asks", **day}).status_code == 302
    assert held(world, kayleigh)
    with world.as_("huw"):
        (made,) = queries.holds()
    end = reverse("retention:end_hold", kwargs={"reference": made.reference})
    assert (
        "You placed this hold. Somebody else ends it."
        in perpetua.post(end, {"because": "Over"}).content.decode()
    )
    assert "Say why it ends" in huw.post(end, {"because": ""}).content.decode()
    assert held(world, kayleigh)
    assert huw.post(end, {"because": "The case is closed, DC Kettle by letter"}).status_code == 302
    assert not held(world, kayleigh)
    shown = text(huw, "retention:kept", reference=kayleigh)
    assert "The case is closed" in shown and "Kith does not do it by itself" in shown


def test_the_database_lets_nobody_end_their_own_hold_or_delete_anything(world: World, kayleigh: str) -> None:
    made = hold(world, kayleigh)
    with world.as_("perpetua") as by:
        with pytest.raises(DatabaseError, match="nobody_ends_a_hold_of_their_own"), transaction.atomic():
            Hold.objects.filter(pk=made.pk).update(
                ended_at=timezone.now(),
                ended_by_id=by.worker_id,
                ended_by_post_id=by.post_id,
                ended_because="x",
            )
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Hold.objects.filter(pk=made.pk).delete()
    with world.as_("amina") as by:
        assert not Hold.objects.exists()
        with pytest.raises(gate.NotYours):
            actions.place_hold(
                child=kayleigh,
                kind="inquiry",
                because="x",
                review_on=date.today() + timedelta(9),
                by=by,
                at=timezone.now(),
            )


def test_whoever_is_the_same_person_is_held_too_and_a_restricted_record_is_nobodys_but_its_readers(
    world: World, kayleigh: str
) -> None:
    world.school_refers("Kayleigh")
    other = world.contact("Kayleigh")
    with world.as_("amina") as by:
        first = Subject.objects.get(reference=kayleigh)
        work.claim(contact=other.reference, by=by, at=timezone.now())
        work.say_who(
            contact=other.reference, verdict=Verdict.SAME, child=kayleigh, because="Same school and birthday",
            shown=[first.pk], by=by, at=timezone.now(),
        )  # fmt: skip
        second = Subject.objects.get(pk=other.subject_id).reference
    hold(world, kayleigh)
    assert held(world, second)
    with world.as_("huw") as by:
        assert queries.of_child(second, actor=by, at=timezone.now()).is_held
    world.keeps(first.pk)
    with world.as_("perpetua") as by, pytest.raises(gate.NotYours):
        queries.of_child(kayleigh, actor=by, at=timezone.now())
    with world.as_("huw") as by:
        assert queries.of_child(kayleigh, actor=by, at=timezone.now()).is_held


def test_the_list_of_an_area_has_no_record_that_is_kept_to_others(world: World, kayleigh: str) -> None:
    def listed(who: str) -> bool:
        with world.as_(who) as by:
            return kayleigh in {
                each.child for each in queries.past(by.partnerships[0], actor=by, at=timezone.now())
            }

    assert (listed("perpetua"), listed("huw")) == (True, True)
    world.keeps(world.contact("Kayleigh").subject_id)
    assert (listed("perpetua"), listed("huw")) == (False, True)


def test_whoever_must_not_meet_a_child_neither_lists_nor_opens_how_long_its_record_is_kept(
    world: World, kayleigh: str
) -> None:
    world.must_not_meet("perpetua", world.contact("Kayleigh").subject_id)
    for who, finds in (("perpetua", False), ("huw", True)):
        page = text(world.browser(who), "retention:records")
        assert (kayleigh in page) is finds, who
        answer = world.browser(who).get(reverse("retention:kept", kwargs={"reference": kayleigh}))
        assert answer.status_code == (200 if finds else 404), who


def test_a_post_finds_no_record_of_an_area_that_is_not_its_own(world: World, kayleigh: str) -> None:
    theirs = world.county.partnerships["kelderdale"].pk
    facts = "select count(*) from kith.retention_facts(%s, %s, now())"
    with world.as_("perpetua") as by:
        (ours,) = by.partnerships
        with pytest.raises(gate.NotYours):
            queries.past(theirs, actor=by, at=timezone.now())
        assert [world.sql(facts, None, area) for area in (ours, theirs)] == [[(1,)], [(0,)]]
    with superuser(world.database) as server:
        server.execute(
            "update sharing_subject set partnerships = array[%s]::bigint[] where reference = %s",
            [theirs, kayleigh],
        )
    with world.as_("perpetua"):
        for asked in ((None, ours), (None, theirs), (kayleigh, None)):
            assert world.sql(facts, *asked) == [(0,)], asked
