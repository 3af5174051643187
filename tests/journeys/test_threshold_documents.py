"""A threshold document is put in, checked, signed by three, cited by decisions, and ends when the next one begins."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.frontdoor.actions import thresholds as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Decision, SignOff, ThresholdDocument, ThresholdInForce
from kith.frontdoor.queries.thresholds import cited
from kith.frontdoor.rules import thresholds as rules
from kith.sharing import gate
from kith.sharing.models import Agency
from tests.world import World

ROWS = "1,1,Everyday\n2,2,Early help\n3,3,Family help\n4,4,Ours: protection\n4,4.2,Ours: made to carry for others\n"
LATER = ROWS.replace("Ours: made to carry", "Newer: made to carry") + "4,4.9,Cuckooing\n"


def put(world: World, version: str = "1", *, who: str = "tamsin", rows: str = ROWS, **days: int) -> str:
    """Somebody puts a version in the register."""
    today = date.today()
    when = {"starts_on": -5, "review_on": 30, "expires_on": 60, **days}
    with world.as_(who) as by:
        return actions.put_threshold(
            partnership=world.county.partnerships["ravenshire"], title="Our thresholds", version=version, rows=rows,
            **{name: today + timedelta(days=n) for name, n in when.items()}, by=by, at=timezone.now(),
        ).reference  # fmt: skip


def check(world: World, document: str, **missing: str) -> None:
    """Tamsin answers the checklist; what is missing is given with why."""
    answers = {
        entry.code: rules.Checked(False, why_not=missing[entry.code])
        if entry.code in missing
        else rules.Checked(True, "page 2")
        for entry in rules.checklist().on(date.today())
    }
    with world.as_("tamsin") as by:
        actions.check_threshold(document=document, answers=answers, by=by, at=timezone.now())


def sign(world: World, document: str, *who: str) -> None:
    for each in who:
        with world.as_(each) as by:
            actions.sign_threshold(document=document, by=by, at=timezone.now())


def seen(browser: Client, name: str, **kwargs: Any) -> str:
    return browser.get(reverse(name, kwargs=kwargs)).content.decode()


def test_a_document_is_typed_checked_and_signed_by_three_and_a_decision_cites_it(world: World) -> None:
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh")
    contact = world.contact("Kayleigh").reference
    amina, tamsin = world.browser("amina"), world.browser("tamsin")
    assert "levels and criteria that come with Kith" in seen(amina, "frontdoor:decide", reference=contact)

    today = date.today()
    days = {
        f"{name}_{n}": part
        for name, day in (
            ("starts_on", today), ("review_on", today + timedelta(90)), ("expires_on", today + timedelta(400))
        )
        for n, part in enumerate((day.day, day.month, day.year))
    }  # fmt: skip
    typed = {"partnership": "ravenshire", "title": "Our thresholds", "version": "1", "rows": ROWS, **days}
    refused = tamsin.post(reverse("frontdoor:threshold_put"), {**typed, "rows": "9,9.1,Harm\n"})
    assert "“9” is no level" in refused.content.decode() and "9,9.1,Harm" in refused.content.decode()
    answer = tamsin.post(reverse("frontdoor:threshold_put"), typed)
    assert answer.status_code == 302, answer.content.decode()
    document = re.search(r"/thresholds/([0-9A-Z]{12})/", answer["Location"]).group(1)  # type: ignore[union-attr]

    gwenda = world.browser("gwenda")
    unchecked = gwenda.post(reverse("frontdoor:threshold_sign", kwargs={"reference": document}))
    assert "Nobody has checked yet" in unchecked.content.decode()
    checks = {entry.code: "yes" for entry in rules.checklist().on(today)}
    where = {f"{code}_where": "page 2" for code in checks}
    silent = {**checks, **where, "outside_home": "no", "outside_home_where": ""}
    names = reverse("frontdoor:threshold_check", kwargs={"reference": document})
    assert "Say why it is signed without this" in tamsin.post(names, silent).content.decode()
    assert tamsin.post(names, {**silent, "outside_home_why_not": "It follows in 1.1"}).status_code == 302

    for who in ("gwenda", "casimir"):
        assert (
            world.browser(who)
            .post(reverse("frontdoor:threshold_sign", kwargs={"reference": document}))
            .status_code
            == 302
        )
    register = seen(tamsin, "frontdoor:thresholds")
    assert "Waits for health, by the integrated care board" in register and "It follows in 1.1" in register
    assert "levels and criteria that come with Kith" in seen(amina, "frontdoor:decide", reference=contact)

    assert (
        world.browser("ingrid")
        .post(reverse("frontdoor:threshold_sign", kwargs={"reference": document}))
        .status_code
        == 302
    )
    page = seen(amina, "frontdoor:decide", reference=contact)
    assert "Ours: made to carry for others" in page and "Our thresholds, version 1." in page
    assert "come with Kith" not in page
    made = world.front_door_decides("Kayleigh")
    assert made.document == "Our thresholds, version 1"
    assert made.cited == {"4": "Ours: protection", "4.2": "Ours: made to carry for others"}

    newer = put(world, "2", rows=LATER, starts_on=0)
    check(world, newer)
    sign(world, newer, "gwenda", "casimir", "ingrid")
    shown = seen(amina, "frontdoor:contact", reference=contact)
    assert "Our thresholds, version 1" in shown and "Ours: made to carry" in shown and "Newer" not in shown
    compared = seen(tamsin, "frontdoor:threshold", reference=newer)
    assert "reworded" in compared and "added" in compared and "Cuckooing" in compared
    assert "replaced" in seen(tamsin, "frontdoor:threshold", reference=document)
    with world.as_("amina"):
        assert Decision.objects.get().document == "Our thresholds, version 1"


def test_one_partner_has_not_signed_and_nothing_cites_it(world: World) -> None:
    document = put(world, "unsigned")
    check(world, document)
    sign(world, document, "gwenda", "ingrid")
    with world.as_("tamsin"):
        assert not ThresholdInForce.objects.filter(document__reference=document).exists()
    with world.as_("tamsin") as by:
        actions.take_back_threshold(
            document=document, because="Typed from the wrong paper", by=by, at=timezone.now()
        )
    with world.as_("casimir") as by, pytest.raises(CannotDo, match="taken back"):
        actions.sign_threshold(document=document, by=by, at=timezone.now())
    assert "Typed from the wrong paper" in seen(
        world.browser("olu"), "frontdoor:threshold", reference=document
    )


def test_what_has_expired_is_still_cited_and_the_page_says_so(world: World) -> None:
    document = put(world, "old", starts_on=0, review_on=1, expires_on=1)
    check(world, document)
    sign(world, document, "gwenda", "ingrid", "casimir")
    with world.as_("amina"):
        found = cited(world.county.partnerships["ravenshire"].pk, date.today() + timedelta(2))
    assert found.reference == document and "expired on" in found.warning(date.today() + timedelta(2))


def test_nobody_signs_for_another_agency_whatever_a_statement_says(world: World) -> None:
    document = put(world, "another")
    check(world, document)
    with world.as_("olu") as by, pytest.raises(gate.NotYours):
        actions.sign_threshold(document=document, by=by, at=timezone.now())
    with world.as_("casimir") as by:
        row = ThresholdDocument.objects.get(reference=document)
        care_board = Agency.objects.get(kind="icb", says=world.county.agencies["icb"].says)
        with pytest.raises(DatabaseError, match="for another agency"), transaction.atomic():
            SignOff.objects.create(
                document=row, agency=care_board, partner="health", by_post_id=by.post_id, by_worker_id=by.worker_id,
                signed_at=timezone.now(),
            )  # fmt: skip
        with pytest.raises(DatabaseError, match="not that safeguarding partner"), transaction.atomic():
            SignOff.objects.create(
                document=row, agency_id=by.agency_id, partner="health", by_post_id=by.post_id, by_worker_id=by.worker_id,
                signed_at=timezone.now(),
            )  # fmt: skip
        with pytest.raises(DatabaseError, match="have not all signed"), transaction.atomic():
            ThresholdInForce.objects.create(document=row, from_on=date.today(), recorded_at=timezone.now())
        assert actions.sign_threshold(document=document, by=by, at=timezone.now()).partner == "police"
        with pytest.raises(CannotDo, match="signed this document already"):
            actions.sign_threshold(document=document, by=by, at=timezone.now())


def test_the_next_area_neither_reads_nor_signs_it(world: World) -> None:
    document = put(world, "ours")
    for who, status in (("tamsin", 200), ("keerthana", 200), ("silas", 404)):
        address = reverse("frontdoor:threshold", kwargs={"reference": document})
        assert world.browser(who).get(address).status_code == status
    with world.as_("huw") as by, pytest.raises(gate.NotYours):
        actions.put_threshold(
            partnership=world.county.partnerships["kelderdale"], title="x", version="1", starts_on=date.today(),
            review_on=date.today(), expires_on=date.today(), rows=ROWS, by=by, at=timezone.now(),
        )  # fmt: skip
