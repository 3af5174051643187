"""What changes about who may reach whom is felt at the very next request."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kith.county.places import FEED_KEY
from kith.sharing import actor as actors
from kith.sharing.actions import declare_conflict, end_grant, hold_post, leave_post, mark_absent
from kith.sharing.models import Grant, Holding
from tests.whole.seats import seat, sits
from tests.whole.server import behind
from tests.world import World


def test_a_leavers_next_request_has_no_actor(world: World) -> None:
    key = seat(world, "rhiannon")
    assert sits(key) is not None
    now = timezone.now()
    with world.as_("tamsin") as by:
        held = Holding.objects.get(worker=world.worker("rhiannon"))
        leave_post(holding=held, last_day=now.date() - timedelta(days=1), by=by, at=now)
    assert sits(key) is None


def test_who_moves_to_another_post_loses_the_children_of_the_old_one(told: World) -> None:
    key, now = seat(told, "rhiannon"), timezone.now()
    assert told.plans_seen_by("rhiannon") == 1
    with told.as_("tamsin") as by:
        held = Holding.objects.get(worker=told.worker("rhiannon"))
        leave_post(holding=held, last_day=now.date() - timedelta(days=1), by=by, at=now)
        hold_post(
            worker=told.worker("rhiannon"),
            post=told.county.posts["perpetua"],
            starts_on=now.date(),
            by=by,
            at=now,
        )
    assert sits(key) is None
    assert told.plans_seen_by("rhiannon") == 0


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(
            "update sharing_post set ends_on = current_date - 1 where id = %(post)s", id="the post ends"
        ),
        pytest.param(
            "update sharing_worker set is_active = false where id = %(worker)s", id="the account is closed"
        ),
        pytest.param(
            "update sharing_seat set ends_at = now() where worker_id = %(worker)s", id="the session runs out"
        ),
        pytest.param("delete from sharing_holding where worker_id = %(worker)s", id="the holding is gone"),
    ],
)
def test_the_end_of_any_part_of_a_seat_ends_it(told: World, ending: str) -> None:
    key = seat(told, "rhiannon")
    assert sits(key) is not None
    with behind(told.database) as server:
        server.execute(
            ending, {"post": told.county.posts["rhiannon"].pk, "worker": told.worker("rhiannon").pk}
        )
    assert sits(key) is None


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("update sharing_grant set ends_at = now() where relationship in ('allocated', 'team')", id="the grant ends"),
        pytest.param("update sharing_agreement set ends_on = current_date - 1", id="the agreement ends"),
        pytest.param("update sharing_agreementparty set left_on = current_date - 1", id="the agency leaves the agreement"),
        pytest.param("update sharing_rolepermission set ends_on = current_date - 1", id="the role may no longer"),
    ],
)  # fmt: skip
def test_the_end_of_any_reason_to_reach_a_child_ends_it(told: World, ending: str) -> None:
    assert told.plans_seen_by("rhiannon") == 1
    with behind(told.database) as server:
        server.execute(ending)
    assert told.plans_seen_by("rhiannon") == 0


def test_an_agencys_key_opens_nothing_after_its_last_moment(world: World) -> None:
    assert sits(FEED_KEY) is not None
    with behind(world.database) as server:
        server.execute("update sharing_agencykey set ends_at = now()")
    assert sits(FEED_KEY) is None


def test_an_agencys_key_opens_only_a_post_of_a_system(world: World) -> None:
    with behind(world.database) as server:
        server.execute("update sharing_agencykey set post_id = %s", [world.county.posts["amina"].pk])
    assert sits(FEED_KEY) is None


def test_an_ended_grant_and_a_declared_conflict_are_felt_at_once(told: World) -> None:
    now = timezone.now()
    contact = told.contact("Kayleigh")
    assert told.plans_seen_by("noor") == 1
    with told.as_("huw") as by:
        declare_conflict(
            worker=told.worker("noor"), subject=contact.subject_id, because="Her aunt", by=by, at=now
        )
    assert told.plans_seen_by("noor") == 0
    assert told.plans_seen_by("rhiannon") == 1
    with told.as_("amina") as by:
        end_grant(grants=Grant.objects.filter(subject=contact.subject_id), by=by, at=now)
    assert told.plans_seen_by("rhiannon") == 0


def test_a_deputy_sees_the_work_of_an_absent_colleague_and_only_meanwhile(told: World) -> None:
    now = timezone.now()
    with behind(told.database) as server:
        # Without the team's grant, so that only the post's own counts.
        server.execute("update sharing_grant set ends_at = now() where relationship = 'team'")
    assert told.plans_seen_by("emeka") == 0
    with told.as_("tamsin") as by:
        absence = mark_absent(
            post=told.county.posts["rhiannon"], deputy=told.county.posts["emeka"],
            starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1), by=by, at=now,
        )  # fmt: skip
    assert told.plans_seen_by("emeka") == 1
    with behind(told.database) as server:
        server.execute(
            "update sharing_absence set ends_at = now() - interval '1 second' where id = %s", [absence.pk]
        )
    assert told.plans_seen_by("emeka") == 0


def test_nobody_sits_down_in_a_post_that_is_not_theirs(world: World) -> None:
    key = seat(world, "amina")
    with transaction.atomic():
        assert actors.change_post(key, world.county.posts["huw"].reference) is None
    assert sits(key).role == "mash_triage"
    with transaction.atomic():
        assert actors.change_post(key, world.county.posts["amina_caseload"].reference).role == "social_worker"
    assert sits(key).role == "social_worker"
