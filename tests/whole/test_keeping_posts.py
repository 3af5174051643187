"""Whoever can make posts can reach every child, so posts are kept by their own agency, and it takes two people.

Each deed is done at home and elsewhere from one county; by the action, and by a statement that goes round it.
"""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kith.county.acting import as_service
from kith.sharing import actions, gate, rows
from kith.sharing.actions import founding
from kith.sharing.actions.places import CannotKeep
from kith.sharing.actor import Actor
from kith.sharing.models import (
    Absence,
    Agency,
    AgencyKey,
    Agreement,
    Holding,
    Partnership,
    Post,
    Role,
    Team,
)
from tests import databases
from tests.world import World

pytestmark = pytest.mark.database

NOW, TODAY = timezone.now, date.today
COUNCIL, POLICE = "council", "police"
THEIRS = {COUNCIL: ("rhiannon", "emeka"), POLICE: ("olu", "ffion")}
Deed = Callable[[World, str, Actor], object]


def post_in(world: World, agency: str) -> Post:
    return world.county.posts[THEIRS[agency][0]]


def held_in(world: World, agency: str) -> Holding:
    return Holding.objects.select_related("post").get(post=post_in(world, agency))


def area(world: World, name: str = "ravenshire") -> Partnership:
    return world.county.partnerships[name]


def own_post(agency: Agency, role: str = "social_worker", **said: object) -> Post:
    kind = Role.objects.get(code=role)
    return Post.objects.create(agency=agency, role=kind, says="x", starts_on=TODAY(), **said)


DEEDS: dict[str, tuple[Deed, Deed]] = {
    "found a team": (
        lambda w, a, by: actions.found_team(
            agency=w.county.agencies[a], partnership=area(w), says="x", by=by, at=NOW()
        ),
        lambda w, a, by: Team.objects.create(agency=w.county.agencies[a], partnership=area(w), says="x"),
    ),
    "make a post": (
        lambda w, a, by: actions.make_post(
            agency=w.county.agencies[a], role="social_worker", says="x", partnerships=[area(w)],
            starts_on=TODAY(), by=by, at=NOW(),
        ),
        lambda w, a, by: own_post(w.county.agencies[a]),
    ),
    "give somebody a post": (
        lambda w, a, by: actions.hold_post(
            worker=w.worker("idwal"), post=post_in(w, a), starts_on=TODAY(), by=by, at=NOW()
        ),
        lambda w, a, by: Holding.objects.create(worker=w.worker("idwal"), post=post_in(w, a), starts_on=TODAY()),
    ),
    "say whose last day it is": (
        lambda w, a, by: actions.leave_post(holding=held_in(w, a), last_day=TODAY(), by=by, at=NOW()),
        lambda w, a, by: change(held_in(w, a), ends_on=TODAY()),
    ),
    "say who stands in": (
        lambda w, a, by: actions.mark_absent(
            post=post_in(w, a), deputy=w.county.posts[THEIRS[a][1]], starts_at=NOW(), ends_at=NOW(), by=by, at=NOW()
        ),
        lambda w, a, by: Absence.objects.create(
            post=post_in(w, a), deputy=w.county.posts[THEIRS[a][1]], starts_at=NOW(), ends_at=NOW()
        ),
    ),
    "give its system a key": (
        lambda w, a, by: actions.give_key(
            post=post_in(w, a), says="x", ends_at=NOW() + timedelta(1), by=by, at=NOW()
        ),
        lambda w, a, by: rows.add(
            AgencyKey(key_hash=b"x", post=post_in(w, a), says="x", starts_at=NOW(), ends_at=NOW())
        ),
    ),
}  # fmt: skip
BY_NO_ACTION: dict[str, Deed] = {
    "end a post": lambda w, a, by: change(post_in(w, a), ends_on=TODAY()),
    "rename an agency": lambda w, a, by: change(w.county.agencies[a], says="x"),
    "say what an agency became": lambda w, a, by: change(
        w.county.agencies[a], ends_on=TODAY(), became_id=w.county.agencies["trust"].pk
    ),
}


def change(row: Agency | Post | Holding | Absence | Agreement, **said: object) -> None:
    type(row).objects.filter(pk=row.pk).update(**said)  # type: ignore[attr-defined]


@contextmanager
def undone():
    """What is tried here leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_posts_keeper_keeps_those_of_their_own_agency_and_no_others(world: World, deed: str) -> None:
    by_action, around_it = DEEDS[deed]
    with world.as_("tamsin") as by:
        for does in (by_action, around_it):
            with undone():
                does(world, COUNCIL, by)
        with pytest.raises(gate.NotYours), undone():
            by_action(world, POLICE, by)
        with pytest.raises(ProgrammingError, match="kept by its own"), undone():
            around_it(world, POLICE, by)


@pytest.mark.parametrize("deed", BY_NO_ACTION)
def test_nobody_ends_or_takes_over_what_is_another_agencys(world: World, deed: str) -> None:
    with world.as_("tamsin") as by:
        with undone():
            BY_NO_ACTION[deed](world, COUNCIL, by)
        with pytest.raises(ProgrammingError, match="kept by its own"), undone():
            BY_NO_ACTION[deed](world, POLICE, by)


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_keeps_the_installation_keeps_the_posts_of_every_agency(world: World, deed: str) -> None:
    administrator(world)
    with world.as_("idwal", "administrator") as by:
        for agency in THEIRS:
            for does in DEEDS[deed]:
                with undone():
                    does(world, agency, by) if deed != "give somebody a post" else give(world, agency, by)


def give(world: World, agency: str, by: Actor) -> None:
    actions.hold_post(
        worker=world.worker("keerthana"), post=post_in(world, agency), starts_on=TODAY(), by=by, at=NOW()
    )


def administrator(world: World) -> None:
    """Idwal keeps the installation."""
    with databases.as_role("worker"), as_service("service_setup") as by:
        made = actions.make_post(
            agency=Agency.objects.get(kind="system"),
            role="sysadmin",
            says="Administrator",
            partnerships=[],
            starts_on=TODAY(),
            by=by,
            at=NOW(),
        )
        actions.hold_post(worker=world.worker("idwal"), post=made, starts_on=TODAY(), by=by, at=NOW())
    world.county.posts["administrator"] = made


def test_an_agency_that_became_ones_own_is_ones_own(world: World) -> None:
    yesterday, council = TODAY() - timedelta(1), world.county.agencies[COUNCIL]
    with databases.as_role("worker"), as_service("service_setup") as by:
        before, until_today, other = (
            actions.found_agency(
                kind="council_social_care", says="x", partnerships=[area(world)], starts_on=yesterday, by=by, at=NOW(), **ended
            )
            for ended in (
                {"ends_on": yesterday, "became": council}, {"ends_on": TODAY(), "became": council}, {},
            )
        )  # fmt: skip
    with world.as_("tamsin"):
        with undone():
            own_post(before)
        for not_ours in (until_today, other):
            with pytest.raises(ProgrammingError, match="kept by its own"), undone():
                own_post(not_ours)


@pytest.mark.parametrize("who", ["tamsin", "idwal"])
def test_nobody_gives_themselves_a_post(world: World, who: str) -> None:
    administrator(world)
    seat = "administrator" if who == "idwal" else ""
    other = {"tamsin": "idwal", "idwal": "tamsin"}[who]
    post = world.county.posts["amina"]
    with world.as_(who, seat) as by:
        for worker in (other, who):
            refusal = pytest.raises(gate.NotYours) if worker == who else undone()
            with refusal, undone():
                actions.hold_post(worker=world.worker(worker), post=post, starts_on=TODAY(), by=by, at=NOW())
            refusal = pytest.raises(ProgrammingError, match="two people") if worker == who else undone()
            with refusal, undone():
                Holding.objects.create(worker=world.worker(worker), post=post, starts_on=TODAY())


def test_nobody_stays_longer_in_a_post_by_their_own_hand(world: World) -> None:
    with world.as_("huw"):
        held = Holding.objects.get(worker=world.worker("tamsin"))
        change(held, ends_on=TODAY() + timedelta(5))
    with world.as_("tamsin") as by:
        held.refresh_from_db()
        with undone():
            actions.leave_post(holding=held, last_day=TODAY(), by=by, at=NOW())
        later = TODAY() + timedelta(9)
        with pytest.raises(gate.NotYours), undone():
            actions.leave_post(holding=held, last_day=later, by=by, at=NOW())
        with pytest.raises(ProgrammingError, match="two people"), undone():
            change(held, ends_on=None)
    with world.as_("huw") as by, undone():
        actions.leave_post(holding=held, last_day=later, by=by, at=NOW())


def test_nobody_comes_to_a_colleagues_work_by_standing_in_for_them(world: World) -> None:
    posts = world.county.posts
    away = {"post": posts["rhiannon"], "starts_at": NOW(), "ends_at": NOW() + timedelta(1)}
    with world.as_("huw") as by:
        with undone():
            actions.mark_absent(**away, deputy=posts["emeka"], by=by, at=NOW())
        with pytest.raises(gate.NotYours), undone():
            actions.mark_absent(**away, deputy=posts["huw"], by=by, at=NOW())
        with pytest.raises(ProgrammingError, match="two people"), undone():
            Absence.objects.create(**away, deputy=posts["huw"])
        covered = Absence.objects.create(**away, deputy=posts["tamsin"])
    with world.as_("tamsin"), pytest.raises(ProgrammingError, match="two people"), undone():
        change(covered, ends_at=NOW() + timedelta(9))


@pytest.mark.parametrize(
    "role, areas, answer",
    [
        pytest.param("mash_triage", ["ravenshire"], True, id="a role of its own area"),
        pytest.param("ig_officer", ["ravenshire"], True, id="a privacy officer of its own"),
        pytest.param("agency_feed", ["ravenshire"], True, id="its own system, which sends and reads nothing"),
        pytest.param("service_intake", ["ravenshire"], False, id="a service that reaches every child"),
        pytest.param("mash_triage", ["kelderdale"], False, id="an area in which the agency is not"),
        pytest.param("mash_triage", ["ravenshire", "kelderdale"], False, id="its own area and one more"),
    ],
)
def test_a_keeper_gives_no_post_what_their_agency_has_not(
    world: World, role: str, areas: list[str], answer: bool
) -> None:
    council, there = world.county.agencies[COUNCIL], [area(world, name) for name in areas]

    def around_it() -> None:
        own_post(council, role).partnerships.add(*there)

    with world.as_("tamsin") as by:
        if answer:
            with undone():
                around_it()
            actions.make_post(
                agency=council, role=role, says="x", partnerships=there, starts_on=TODAY(), by=by, at=NOW()
            )
            return
        with pytest.raises(gate.NotYours), undone():
            actions.make_post(
                agency=council, role=role, says="x", partnerships=there, starts_on=TODAY(), by=by, at=NOW()
            )
        with pytest.raises(ProgrammingError), undone():
            around_it()


@pytest.mark.parametrize(
    "agency, role, answer",
    [
        pytest.param("council", "mash_triage", True, id="the front door’s own agency makes a screener"),
        pytest.param("council", "sysadmin", False, id="and no administrator"),
        pytest.param("school", "school_dsl", True, id="a school makes a safeguarding lead"),
        pytest.param("school", "mash_triage", False, id="and no screener, who reaches every child"),
        pytest.param("school", "sysadmin", False, id="nor an administrator"),
    ],
)
def test_a_keeper_makes_no_post_that_reaches_further_than_their_agency(
    world: World, agency: str, role: str, answer: bool
) -> None:
    ours = world.county.agencies[agency]
    who, seat = {"council": ("tamsin", ""), "school": ("keerthana", "keerthana_posts")}[agency]

    def by_action(by: Actor) -> None:
        actions.make_post(
            agency=ours, role=role, says="x", partnerships=[area(world)], starts_on=TODAY(), by=by, at=NOW()
        )

    with world.as_(who, seat) as by:
        with undone() if answer else pytest.raises(gate.NotYours), undone():
            by_action(by)
        with undone() if answer else pytest.raises(ProgrammingError), undone():
            own_post(ours, role)
    with world.as_("isaura") as by, undone():
        by_action(by)


@pytest.mark.parametrize(
    "role, answer",
    [
        pytest.param("social_worker", True, id="a social worker, who reaches the children given to them"),
        pytest.param("mash_triage", False, id="a screener, who reaches every child of the other area"),
        pytest.param("partnership_manager", False, id="who says whom to ring in the other area"),
    ],
)
def test_the_front_door_of_one_area_makes_no_post_for_the_whole_of_another(
    world: World, role: str, answer: bool
) -> None:
    council, here, there = world.county.agencies[COUNCIL], area(world), area(world, "kelderdale")
    with databases.as_role("worker"), as_service("service_setup"):
        council.partnerships.add(there)

    def by_action(areas: list[Partnership], by: Actor) -> None:
        actions.make_post(
            agency=council, role=role, says="x", partnerships=areas, starts_on=TODAY(), by=by, at=NOW()
        )

    refused_by_action = pytest.raises(gate.NotYours)
    refused_around_it = pytest.raises(ProgrammingError, match="the front door's own agency")
    with world.as_("tamsin") as by:
        for areas in ([here], [there], [here, there]):
            stands = answer or areas == [here]
            with undone() if stands else refused_by_action, undone():
                by_action(areas, by)
            with undone() if stands else refused_around_it, undone():
                own_post(council, role).partnerships.add(*areas)


def test_whom_to_ring_in_an_area_is_said_by_those_who_keep_the_area_and_by_no_agencys_keeper(
    world: World,
) -> None:
    def by_action(where: Partnership, by: Actor) -> None:
        founding.change_partnership(
            partnership=where, outcodes=["RV1"], duty_phone="01632 960999", duty_says="x", by=by, at=NOW()
        )

    def around_it(where: Partnership) -> int:
        return Partnership.objects.filter(pk=where.pk).update(duty_phone="01632 960999")

    with world.as_("keerthana", "keerthana_posts") as by:
        assert by.may("post.manage")
        with pytest.raises(gate.NotYours), undone():
            by_action(area(world), by)
        with undone():
            assert not around_it(area(world))
    for who in ("tamsin", "huw"):
        with world.as_(who) as by:
            with undone():
                by_action(area(world), by)
            with undone():
                assert around_it(area(world)) == 1
            with pytest.raises(gate.NotYours), undone():
                by_action(area(world, "kelderdale"), by)
            with pytest.raises(ProgrammingError, match="another partnership"), undone():
                around_it(area(world, "kelderdale"))


def test_a_school_makes_nobody_who_says_whom_to_ring_and_who_keeps_agreements(world: World) -> None:
    for who, seat, agency, answer in (
        ("keerthana", "keerthana_posts", "school", False),
        ("tamsin", "", COUNCIL, True),
    ):
        with world.as_(who, seat) as by:
            with undone() if answer else pytest.raises(gate.NotYours), undone():
                actions.make_post(
                    agency=world.county.agencies[agency], role="partnership_manager", says="x",
                    partnerships=[area(world)], starts_on=TODAY(), by=by, at=NOW(),
                )  # fmt: skip
            with undone() if answer else pytest.raises(ProgrammingError, match="front door's own"), undone():
                own_post(world.county.agencies[agency], "partnership_manager")


def test_a_school_founds_teams_of_its_own_and_no_front_door(world: World) -> None:
    with world.as_("keerthana", "keerthana_posts") as by:
        for does, answer in (("", True), ("front_door", False)):
            with undone() if answer else pytest.raises(CannotKeep), undone():
                actions.found_team(
                    agency=world.county.agencies["school"], partnership=area(world), says="x", does=does, by=by, at=NOW()
                )  # fmt: skip


def test_nobody_but_an_administrator_gives_a_post_of_an_administrator(world: World) -> None:
    with databases.as_role("worker"), as_service("service_setup") as by:
        post = actions.make_post(
            agency=world.county.agencies[COUNCIL], role="sysadmin", says="x", partnerships=[area(world)],
            starts_on=TODAY(), by=by, at=NOW(),
        )  # fmt: skip
    given = {"worker": world.worker("idwal"), "post": post, "starts_on": TODAY()}
    with world.as_("tamsin") as by:
        with pytest.raises(gate.NotYours), undone():
            actions.hold_post(**given, by=by, at=NOW())
        with pytest.raises(ProgrammingError, match="only who founds agencies"), undone():
            Holding.objects.create(**given)
    with world.as_("isaura") as by, undone():
        actions.hold_post(**given, by=by, at=NOW())


def test_a_post_is_put_in_another_area_by_its_own_agency_and_where_that_is(world: World) -> None:
    with databases.as_role("worker"), as_service("service_setup") as by:
        there = actions.found_partnership(
            code="new", says="New", receipt_prefix="NW", outcodes=[], duty_phone="1", duty_says="x", by=by, at=NOW()
        )  # fmt: skip
        for agency in THEIRS:
            world.county.agencies[agency].partnerships.add(there)
    with world.as_("tamsin"):
        with undone():
            post_in(world, COUNCIL).partnerships.add(there)
        with pytest.raises(ProgrammingError, match="kept by its own"), undone():
            post_in(world, POLICE).partnerships.add(there)
        with pytest.raises(ProgrammingError, match="not in that partnership"), undone():
            post_in(world, COUNCIL).partnerships.add(area(world, "kelderdale"))


def test_an_agency_is_brought_into_a_partnership_by_that_partnership(world: World) -> None:
    trust = world.county.agencies["trust"]
    with world.as_("tamsin") as by:
        new = {"kind": "school", "says": "x", "starts_on": TODAY(), "by": by, "at": NOW()}
        with undone():
            actions.found_agency(**new, partnerships=[area(world)])
        with pytest.raises(gate.NotYours), undone():
            actions.found_agency(**new, partnerships=[area(world), area(world, "kelderdale")])
        with pytest.raises(ProgrammingError, match="another partnership"), undone():
            trust.partnerships.add(area(world, "kelderdale"))


def test_a_post_is_in_a_team_of_its_own_agency(world: World) -> None:
    with databases.as_role("worker"), as_service("service_setup") as by:
        for agency, answer in ((COUNCIL, True), (POLICE, False)):
            post = {"agency": world.county.agencies[agency], "team": world.county.teams["front_door"]}
            with undone() if answer else pytest.raises(gate.NotYours), undone():
                actions.make_post(
                    **post, role="mash_triage", says="x", partnerships=[], starts_on=TODAY(), by=by, at=NOW()
                )
            with undone() if answer else pytest.raises(ProgrammingError, match="another agency"), undone():
                own_post(**post)


def test_an_agreement_is_entered_and_ended_in_its_own_partnership(world: World) -> None:
    signed = {
        "says": "x", "agencies": [world.county.agencies[COUNCIL]], "items": {"plan": ["plan"]}, "starts_on": TODAY(),
        "ends_on": TODAY(), "review_on": TODAY(),
    }  # fmt: skip
    with world.as_("tamsin") as by:
        with undone():
            actions.sign_agreement(partnership=area(world), **signed, by=by, at=NOW())
        with pytest.raises(gate.NotYours), undone():
            actions.sign_agreement(partnership=area(world, "kelderdale"), **signed, by=by, at=NOW())
        change(Agreement.objects.filter(partnership=area(world)).latest("id"), ends_on=TODAY())
        with pytest.raises(ProgrammingError, match="another partnership"), undone():
            change(Agreement.objects.get(partnership=area(world, "kelderdale")), ends_on=TODAY())


def test_a_partnership_is_founded_by_whoever_keeps_the_installation(world: World) -> None:
    new = {
        "code": "new", "says": "New", "receipt_prefix": "NW", "outcodes": [], "duty_phone": "1", "duty_says": "x",
    }  # fmt: skip
    with databases.as_role("worker"), as_service("service_setup") as by, undone():
        actions.found_partnership(**new, by=by, at=NOW())
    with databases.as_role("worker"), world.as_("tamsin") as by:
        with pytest.raises(gate.NotYours), undone():
            actions.found_partnership(**new, by=by, at=NOW())
        with pytest.raises(ProgrammingError, match="founds no partnerships"), undone():
            Partnership.objects.create(**new)
