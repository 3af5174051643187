"""Whoever keeps the threshold document hears in time that it is to be looked at again: once, and once on its last day."""

from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from kith.county.acting import as_service
from kith.frontdoor import tasks
from kith.frontdoor.models import ThresholdReminder, ThresholdReview
from kith.notify.models import Notice
from tests import databases
from tests.journeys.test_registers_of_sharing import day
from tests.journeys.test_threshold_documents import check, put, seen, sign
from tests.world import World

TODAY = date.today()
SIGNERS = ("gwenda", "ingrid", "casimir")


def in_force(world: World, version: str = "1", **days: int) -> str:
    """A document that all three have signed: reviewed 28 days from today, and its last day is 60 days from today."""
    document = put(world, version, **{"review_on": 28, **days})
    check(world, document)
    sign(world, document, *SIGNERS)
    return document


def morning(world: World, days: int = 0) -> list[tuple[str, str]]:
    """It is so many days later, and the worker has looked: to which post it now owes what, of all mornings."""
    at = datetime.combine(TODAY + timedelta(days), time(8, 19), UTC)
    with databases.as_role("worker"), as_service("service_clocks") as by:
        tasks.remind_keepers(by=by, at=at)
    world.run_jobs(at)
    with world.as_("tamsin"):
        told = ThresholdReminder.objects.order_by("id").values_list("to_post__says", "what")
        return list(told)


def test_the_keeper_is_told_once_and_again_on_the_last_day_and_no_more_after_a_newer_version(
    world: World,
) -> None:
    document = in_force(world, review_on=29)
    assert morning(world) == []
    near = [("Partnership manager", "review")]
    assert morning(world, 1) == near
    assert morning(world, 1) == near
    assert morning(world, 40) == near
    (letter,) = mail.outbox
    assert "a safeguarding notice is waiting" in letter.subject
    last = [*near, ("Partnership manager", "last_day")]
    assert morning(world, 60) == last
    assert morning(world, 61) == last
    with world.as_("tamsin"):
        notices = list(Notice.objects.filter(about=document).order_by("id"))
    assert [each.kind for each in notices] == ["threshold_review", "threshold_last_day"]
    opened = seen(world.browser("tamsin"), "notices:notice", reference=notices[0].reference)
    assert "Our thresholds, version 1 is to be reviewed by" in opened and "Open the document" in opened
    in_force(world, "2", starts_on=50, review_on=300, expires_on=400)
    assert morning(world, 70) == last


def test_a_newer_version_that_is_signed_ends_it_before_it_is_in_force(world: World) -> None:
    in_force(world)
    in_force(world, "2", starts_on=20, review_on=300, expires_on=400)
    assert morning(world, 5) == []
    assert "Review of the threshold document" not in seen(world.browser("tamsin"), "frontdoor:worklist")


def test_it_stands_in_the_keepers_work_until_its_review_is_written_down(world: World) -> None:
    document = in_force(world)
    tamsin, huw = world.browser("tamsin"), world.browser("huw")
    work = seen(tamsin, "frontdoor:worklist")
    assert "Review of the threshold document" in work and "Our thresholds, version 1, Ravenshire" in work
    assert (
        "Threshold documents to look at again"
        in seen(huw, "frontdoor:queues").split("in which nothing waits")[0]
    )
    address = reverse("frontdoor:threshold_review", kwargs={"reference": document})
    refused = tamsin.post(address, {"words": "", **day("next_on", TODAY + timedelta(61))}).content.decode()
    assert "why it stays as it is" in refused and "would expire before that review" in refused
    said: dict[str, Any] = {
        "words": "Read with all three on Monday.",
        **day("next_on", TODAY + timedelta(50)),
    }
    assert tamsin.post(address, said).status_code == 302
    shown = seen(tamsin, "frontdoor:threshold", reference=document)
    assert "Read with all three on Monday." in shown
    assert "Nothing waits for you" in seen(tamsin, "frontdoor:worklist")
    assert morning(world) == []
    assert morning(world, 22) == [("Partnership manager", "review")]


def test_what_was_told_of_one_review_is_told_of_the_next(world: World) -> None:
    document = in_force(world)
    assert len(morning(world)) == 1
    said = {"words": "Read again.", **day("next_on", TODAY + timedelta(50))}
    world.browser("tamsin").post(reverse("frontdoor:threshold_review", kwargs={"reference": document}), said)
    assert len(morning(world, 21)) == 1
    assert len(morning(world, 22)) == 2


def test_two_workers_at_once_tell_it_once(world: World) -> None:
    in_force(world)
    start = Barrier(2)
    went_wrong: list[Exception] = []

    def works() -> None:
        start.wait()
        try:
            with as_service("service_clocks") as by:
                tasks.remind_keepers(by=by, at=timezone.now())
        except Exception as wrong:
            went_wrong.append(wrong)
        finally:
            connection.close()

    with databases.as_role("worker"):
        both = [Thread(target=works) for _ in range(2)]
        for each in both:
            each.start()
        for each in both:
            each.join()
    assert went_wrong == []
    assert morning(world) == [("Partnership manager", "review")]


def test_where_nobody_sits_in_the_keepers_seat_another_keeper_is_told(world: World) -> None:
    in_force(world)
    tamsins = world.county.posts["tamsin"].pk
    with databases.as_role("owner"):
        world.sql("update sharing_holding set ends_on = current_date - 1 where post_id = %s", tamsins)
    with databases.as_role("worker"), as_service("service_clocks") as by:
        tasks.remind_keepers(by=by, at=timezone.now())
    with world.as_("huw"):
        assert [each.to_post.says for each in ThresholdReminder.objects.all()] == ["Team manager, front door"]


def test_who_does_not_keep_documents_has_no_such_work_and_writes_no_review(world: World) -> None:
    document = in_force(world)
    assert "threshold document" not in seen(world.browser("rhiannon"), "frontdoor:worklist")
    for who in ("amina", "olu", "silas"):
        answer = world.browser(who).post(
            reverse("frontdoor:threshold_review", kwargs={"reference": document})
        )
        assert answer.status_code == 404


def test_nobody_reviews_a_draft_or_in_anothers_name_whatever_a_statement_says(world: World) -> None:
    draft, document = put(world, "draft"), in_force(world)
    said = {"words": "x", "next_on": TODAY, "recorded_at": timezone.now()}
    with world.as_("tamsin") as by:
        keys = {each: pk_of(each) for each in (draft, document)}
        mine = {"by_post_id": by.post_id, "by_worker_id": by.worker_id}
        for about, other, why in (
            (draft, {}, "not in force"),
            (document, {"by_worker_id": world.worker("huw").pk}, "in another's name"),
        ):
            with pytest.raises(DatabaseError, match=why), transaction.atomic():
                ThresholdReview.objects.create(document_id=keys[about], **{**mine, **other}, **said)


def pk_of(reference: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select id from frontdoor_thresholddocument where reference = %s", [reference])
        return int(cursor.fetchone()[0])
