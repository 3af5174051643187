"""Writing is guarded like reading; and a statement slipped into a page is worth no more than its actor."""

import psycopg
import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.people.models import IdentityDecision, Link
from kith.plans.models import Plan
from kith.sharing.actions import open_subject
from kith.sharing.models import Subject
from tests.whole.seats import visible
from tests.whole.server import signed_in
from tests.world import World

pytestmark = pytest.mark.database


def test_nobody_adds_a_row_about_a_child_whom_they_do_not_reach(told: World) -> None:
    contact = told.contact("Kayleigh")
    statement = (
        "insert into record_entry (subject_id, partnerships, agencies, restricted, kind, occurred_at, recorded_at,"
        " by_post_id, by_worker_id, about, detail) values (%s, %s, '{}', false, 'x', now(), now(), %s, %s, '', '{}')"
    )
    for who in ("silas", "keerthana", "emeka"):
        with told.as_(who) as by, transaction.atomic():
            values = (contact.subject_id, list(by.partnerships), by.post_id, by.worker_id)
            if who == "emeka":
                told.sql(statement, *values)
            else:
                with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                    told.sql(statement, *values)


def test_the_guards_columns_are_filled_by_the_database_whatever_a_statement_says(told: World) -> None:
    contact = told.contact("Kayleigh")
    silas = told.county.partnerships["kelderdale"].pk
    with told.as_("emeka") as by:
        told.sql(
            "insert into record_entry (subject_id, partnerships, agencies, restricted, kind, occurred_at, recorded_at,"
            " by_post_id, by_worker_id, about, detail) values (%s, %s, '{}', false, 'x', now(), now(), %s, %s, '', '{}')",
            contact.subject_id, [silas], by.post_id, by.worker_id,
        )  # fmt: skip
    with told.as_("silas"):
        assert visible() == {}


def test_a_record_of_the_other_partnership_is_opened_by_nobody_here(world: World) -> None:
    kelderdale = world.county.partnerships["kelderdale"].pk
    with pytest.raises(ProgrammingError, match="row-level security"), world.as_("amina") as by:
        open_subject(kind="child", partnerships=[kelderdale], by=by, at=timezone.now())
    with world.as_("silas") as by:
        open_subject(kind="child", partnerships=[kelderdale], by=by, at=timezone.now())
        assert Subject.objects.count() == 1


def test_what_two_agencies_see_of_one_child_differs_and_comes_from_one_setup(told: World) -> None:
    seen = {}
    for who in (
        "amina",
        "rhiannon",
        "emeka",
        "keerthana",
        "idwal",
        "olu",
        "ottoline",
        "perpetua",
        "tamsin",
        "silas",
    ):
        with told.as_(who):
            seen[who] = (Contact.objects.count(), Plan.objects.count())
    assert seen == {
        "amina": (2, 1), "rhiannon": (1, 1), "emeka": (1, 1), "keerthana": (0, 0), "idwal": (0, 0), "olu": (0, 0),
        "ottoline": (0, 0), "perpetua": (0, 0), "tamsin": (0, 0), "silas": (0, 0),
    }  # fmt: skip


def test_the_guard_holds_on_a_connection_that_django_did_not_make(told: World) -> None:
    for role in ("app", "worker", "report", "sealer"):
        with signed_in(role, told.database) as connected:
            try:
                assert connected.execute("select count(*) from sharing_subject").fetchone() == (0,)
            except psycopg.errors.InsufficientPrivilege:
                assert role in ("report", "sealer")


# A statement slipped into a page.


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "insert into sharing_agencykey (key_hash, post_id, says, starts_at, ends_at) values (sha256('mine'),"
            " (select id from sharing_post where code = 'service_intake'), '', now(), now() + interval '1 day')",
            id="gives itself a key to a service's post",
        ),
        pytest.param(
            "insert into sharing_holding (worker_id, post_id, starts_on)"
            " select kith.worker(), id, current_date from sharing_post where says = 'Screener, front door' limit 1",
            id="gives itself another's post",
        ),
        pytest.param(
            "insert into sharing_post_partnerships (post_id, partnership_id)"
            " select kith.post(), id from sharing_partnership where code = 'kelderdale'",
            id="gives its post another area",
        ),
    ],
)
def test_a_statement_slipped_into_a_page_changes_nobodys_reach(told: World, statement: str) -> None:
    with pytest.raises(ProgrammingError), told.as_("keerthana"):
        told.sql(statement)


def test_nobody_joins_a_child_whom_they_do_not_reach_to_one_whom_they_do(told: World) -> None:
    now = timezone.now()
    with told.as_("silas") as by:
        theirs = open_subject(kind="child", partnerships=by.partnerships, by=by, at=now).pk
    kayleigh = told.contact("Kayleigh").subject_id
    with told.as_("rhiannon"):
        assert not Subject.objects.filter(pk=theirs).exists()
    with pytest.raises(ProgrammingError, match="not open to this post"), told.as_("amina") as by:
        said = {"subject_id": kayleigh, "other_id": theirs}
        decision = IdentityDecision.objects.create(
            **said,
            verdict="same",
            because="x",
            by_post_id=by.post_id,
            by_worker_id=by.worker_id,
            recorded_at=now,
        )
        link = Link.objects.create(**said, decision=decision, starts_at=now)
        told.sql("select kith.join_guard(%s)", link.pk)
    with told.as_("rhiannon"):
        assert not Subject.objects.filter(pk=theirs).exists()


def test_nobody_learns_without_a_context_who_is_one_person_with_whom(told: World) -> None:
    subject = told.contact("Kayleigh").subject_id
    with transaction.atomic():
        assert told.sql("select kith.same_person(%s)", subject) in ([(None,)], [([],)])
