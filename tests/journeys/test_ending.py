"""Ending early: an agreement, somebody's part in a record, what was shared, an agency, a key, an account."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.county import acting
from kith.county.places import FEED_KEY
from kith.sharing.actions import found_agency, hold_post, make_post, make_worker
from kith.sharing.actions.ended import CannotEnd, end_agreement
from kith.sharing.models import Agency, Agreement, Grant, Post
from tests import databases
from tests.journeys.test_child_page import referred, text
from tests.journeys.test_registers_of_sharing import day
from tests.world import World


def administrator(world: World) -> Client:
    """Somebody who keeps the whole installation."""
    with databases.as_role("worker"), acting.as_service("service_setup") as by:
        made = make_post(
            agency=Agency.objects.get(kind="system"),
            role="sysadmin",
            says="Administrator",
            partnerships=world.county.partnerships.values(),
            starts_on=date.today(),
            by=by,
            at=timezone.now(),
        )
        worker = make_worker(email="vera@ravenshire.example", says="Vera", by=by, at=timezone.now())
        hold_post(worker=worker, post=made, starts_on=date.today(), by=by, at=timezone.now())
    world.county.workers["vera"] = worker
    return world.browser("vera")


def shares(world: World, page: str, **other: Any) -> dict[str, Any]:
    return {
        "to_post": world.county.posts["jolanta"].reference,
        "records": ["child.read", "plan.read"],
        "helps_with": "To plan the interview",
        "harm_weighed": "No harm seen",
        "decision": "share",
        "because": "She asked for it",
        **day("until", date.today() + timedelta(days=7)),
        **other,
    }


def test_what_a_disclosure_decision_opened_is_closed_before_its_time(world: World) -> None:
    page = referred(world)
    rhiannon, jolanta = world.browser("rhiannon"), world.browser("jolanta")
    assert jolanta.get(page).status_code == 404
    assert rhiannon.post(f"{page}disclose/", shares(world, page)).status_code == 302
    assert jolanta.get(page).status_code == 200
    assert "End it early" in text(rhiannon.get("/disclosures/"))
    assert "End somebody’s part" in text(rhiannon.get(page))
    part = f"disclosed-child.read-{world.county.posts['jolanta'].reference}"
    nothing = text(rhiannon.post(f"{page}involved/", {"part": part}))
    assert nothing.count("Choose why it ends.") == 2
    assert rhiannon.post(f"{page}involved/", {"part": part, "because": "mistake"}).status_code == 302
    assert jolanta.get(page).status_code == 404
    assert "Ended somebody’s part" in text(rhiannon.get(f"{page}looked/"))
    again = text(rhiannon.post(f"{page}involved/", {"part": part, "because": "mistake"}))
    assert "That has ended already" in again


def test_whoever_leads_the_plan_keeps_their_part(world: World) -> None:
    page = referred(world)
    part = f"allocated-{world.county.posts['rhiannon'].reference}"
    seen = text(world.browser("amina").post(f"{page}involved/", {"part": part, "because": "moved"}))
    assert seen.count("This post leads the child’s plan.") == 2
    with world.as_("amina"):
        assert Grant.objects.filter(relationship="allocated", ends_at=None).exists()


def test_a_share_that_cannot_stand_says_so_at_each_field(world: World) -> None:
    page = referred(world)
    wrong = shares(world, page, helps_with="", because="", **day("until", date(2020, 1, 1)))
    seen = text(world.browser("rhiannon").post(f"{page}disclose/", wrong))
    for sentence, field in (
        ("Say what this would let the other agency do for the child.", "helps_with"),
        ("That day is over. Choose today or a later day.", "until-day"),
        ("Say why you decided so.", "because"),
    ):
        assert f'href="#id_{field}">{sentence}' in seen


def test_an_agreement_that_ends_early_closes_what_it_covered(world: World) -> None:
    page = referred(world)
    rhiannon, tamsin = world.browser("rhiannon"), world.browser("tamsin")
    assert "What happened" in text(rhiannon.get(page))
    with world.as_("tamsin"):
        signed = Agreement.objects.get(says__startswith="Ravenshire protocol").reference
    address = f"/agreements/{signed}/end/"
    assert address in text(tamsin.get("/agreements/"))
    late = {**day("last_day", date(2029, 1, 1)), "because": "withdrawn"}
    assert "It would end later than was signed." in text(tamsin.post(address, late))
    ended = {**day("last_day", date.today() - timedelta(days=1)), "because": "withdrawn"}
    assert tamsin.post(address, ended).status_code == 302
    assert "No agreement covers this" in text(rhiannon.get(page))
    assert rhiannon.get(address).status_code == 404


def test_of_two_who_end_one_agreement_the_second_does_not_lengthen_it(world: World) -> None:
    def ends(agreement: Agreement, days: int) -> None:
        with world.as_("tamsin") as by:
            end_agreement(
                agreement=agreement,
                last_day=date.today() + timedelta(days=days),
                because="withdrawn",
                by=by,
                at=timezone.now(),
            )

    with world.as_("tamsin"):
        signed = Agreement.objects.get(says__startswith="Ravenshire protocol")  # as both have it before them
    ends(signed, 30)
    with pytest.raises(CannotEnd, match="It would end later"):
        ends(signed, 60)
    ends(signed, 10)
    with world.as_("tamsin"):
        signed.refresh_from_db()
        assert signed.ends_on == date.today() + timedelta(days=10)
        befores = [end.ended_on - date.today() for end in signed.ends.order_by("id")[1:]]
        assert befores == [timedelta(days=30)]


def test_an_agency_that_becomes_another_hands_on_its_children_and_ends_its_posts(world: World) -> None:
    vera = administrator(world)
    school = world.county.agencies["school"]
    answer = vera.post(
        "/places/agencies/new/",
        {
            "says": "Lanternfield and Harrow Trust",
            "kind": "school",
            "partnerships": ["ravenshire"],
            "was": school.reference,
            **day("starts_on", date.today()),
        },
    )
    assert answer.status_code == 302
    assert "Took over from" in text(vera.get(answer.headers["location"]))
    assert world.browser("keerthana").get("/refer/").headers["location"] == "/"
    assert "now Lanternfield and Harrow Trust" in text(vera.get("/places/"))


def test_what_an_agency_is_involved_in_is_handed_on_the_day_after_its_last_and_not_before(
    world: World,
) -> None:
    page = referred(world)
    council = world.county.agencies["council"]
    vera = administrator(world)
    with databases.as_role("worker"), acting.as_service("service_setup") as by:
        made = {"partnerships": [world.county.partnerships["ravenshire"]], "by": by, "at": timezone.now()}
        kind = {"kind": council.kind, "starts_on": council.starts_on}
        after = found_agency(**kind, **made, says="Ravenshire and Kelderdale Council")
        keeper = make_post(
            agency=after, role="post_keeper", says="Keeper", starts_on=council.starts_on, **made
        )
        hold_post(
            worker=world.worker("idwal"), post=keeper, starts_on=council.starts_on, by=by, at=timezone.now()
        )
        soon = make_post(
            agency=council, role="social_worker", says="New", starts_on=date.today() + timedelta(30), **made
        )
        begins = Post.objects.get(pk=soon.pk).starts_on
    world.county.posts["keeper"] = keeper

    def ends(last_day: date) -> None:
        said = {"became": after.reference, **day("last_day", last_day)}
        assert vera.post(f"/places/agencies/{council.reference}/end/", said).status_code == 302

    ends(date.today() + timedelta(10))
    assert world.browser("rhiannon").get(page).status_code == 200
    with world.as_("idwal", "keeper") as actor:
        assert actor.reach.agencies == {after.pk}
        assert Post.objects.get(pk=soon.pk).ends_on == begins, "A post to come ends as it would begin."
    ends(date.today())
    assert world.browser("rhiannon").get(page).status_code == 200, "The last day is a day of work."
    with world.as_("idwal", "keeper") as actor:
        assert actor.reach.agencies == {after.pk}
    ends(date.today() - timedelta(1))
    assert world.browser("rhiannon").get(page).headers["location"] == "/"
    with world.as_("idwal", "keeper") as actor:
        assert actor.reach.agencies == {after.pk, council.pk}


def test_nobody_sits_in_a_post_of_an_agency_that_is_over_though_the_post_was_left_open(world: World) -> None:
    page = referred(world)
    rhiannon = world.browser("rhiannon")
    assert rhiannon.get(page).status_code == 200
    with databases.as_role("worker"), acting.as_service("service_setup") as by:
        other = make_post(
            agency=world.county.agencies["school"], role="key_adult", says="Key adult", starts_on=date.today(),
            partnerships=[world.county.partnerships["ravenshire"]], by=by, at=timezone.now(),
        )  # fmt: skip
        hold_post(worker=world.worker("emeka"), post=other, starts_on=date.today(), by=by, at=timezone.now())
    over = {"ends_on": date.today() - timedelta(1)}
    with world.as_("isaura"):
        Agency.objects.filter(pk=world.county.agencies["council"].pk).update(**over)
        assert Post.objects.get(pk=world.county.posts["rhiannon"].pk).ends_on is None
    assert rhiannon.get(page).headers["location"] == "/"
    with world.as_("emeka") as actor:
        assert actor.post_id == other.pk, (
            "Who holds another post sits down in that one, and is offered no other."
        )
        assert [seat.says for seat in actor.seats] == ["Key adult"]
    assert world.browser("keerthana").get("/refer/").status_code == 200


def test_a_key_is_shown_once_and_ends_at_once(world: World) -> None:
    vera = administrator(world)
    police = f"/places/agencies/{world.county.agencies['police'].reference}/"
    said = {"says": "Custody", "partnerships": ["ravenshire"], **day("until", date.today() + timedelta(30))}
    shown = text(vera.post(f"{police}key/", said))
    key = next(word for word in shown.replace("<", " ").replace(">", " ").split() if word.startswith("kith_"))
    assert key not in text(vera.get(police))
    for one in (key, FEED_KEY):
        system = Client(headers={"authorization": f"Bearer {one}", "host": "localhost"})
        sent = system.post("/api/v1/police-notifications", b'{"a": 1}', content_type="application/json")
        assert sent.status_code == 202
    ending = vera.get(f"{police}end-key/").content.decode()
    name = ending.split("Custody, ")[1][:12]
    assert vera.post(f"{police}end-key/", {"key": name}).status_code == 302
    system = Client(headers={"authorization": f"Bearer {key}", "host": "localhost"})
    again = system.post("/api/v1/police-notifications", b'{"a": 2}', content_type="application/json")
    assert again.status_code == 401


def test_a_closed_account_answers_nothing_from_the_next_page_on(world: World) -> None:
    vera, rhiannon = administrator(world), world.browser("rhiannon")
    assert rhiannon.get("/children/").status_code == 200
    address = f"/people/{world.worker('rhiannon').reference}/"
    assert vera.post(f"{address}close/", {"meant": "yes"}).status_code == 302
    assert rhiannon.get("/children/").status_code == 302
    assert vera.get(f"{address}close/").status_code == 404
    assert vera.post(f"{address}open/", {"meant": "yes"}).status_code == 302
    assert world.browser("rhiannon").get("/children/").status_code == 200
    own = world.worker("vera").reference
    assert vera.get(f"/people/{own}/close/").status_code == 404


def test_whom_to_ring_is_changed_and_stands_on_pages_that_nobody_signed_in_to(world: World) -> None:
    said = {"duty_phone": "01632 960177", "duty_says": "the Ravenshire hub", "outcodes": "RV1 RV2"}
    assert world.browser("tamsin").post("/places/partnerships/ravenshire/", said).status_code == 302
    seen = text(Client(headers={"host": "localhost"}).get("/account/login/"))
    assert "01632 960177" in seen
    assert "01632 960140" in seen
    taken = text(
        world.browser("tamsin").post("/places/partnerships/ravenshire/", {**said, "outcodes": "KD1"})
    )
    assert "KD1 is in Kelderdale already." in taken


def test_who_keeps_a_schools_posts_reads_whom_to_ring_and_does_not_change_it(world: World) -> None:
    address = "/places/partnerships/ravenshire/"
    said = {"duty_phone": "01632 960999", "duty_says": "the school", "outcodes": "RV1"}
    keeper, tamsin = world.browser("keerthana"), world.browser("tamsin")
    seat = world.county.posts["keerthana_posts"].reference
    assert keeper.post("/post/", {"post": seat}).status_code == 302
    places = text(keeper.get("/places/"))
    assert world.county.partnerships["ravenshire"].duty_phone in places
    assert address not in places
    assert keeper.get(address).status_code == keeper.post(address, said).status_code == 404
    assert address in text(tamsin.get("/places/"))
    assert tamsin.get(address).status_code == 200


def test_pages_say_where_one_is(world: World) -> None:
    page = referred(world)
    here = 'aria-current="page">'
    assert f"{here}My work" in text(world.browser("rhiannon").get("/worklist/"))
    assert f"{here}Children" in text(world.browser("rhiannon").get(page))
    amina = world.browser("amina")
    assert f"{here}Worklist" in text(amina.get(f"/contacts/{world.contact('Kayleigh').reference}/"))
    receipt = world.contact("Kayleigh").receipt_reference
    assert f"{here}Refer a child" in text(world.browser("keerthana").get(f"/receipts/{receipt}/"))
