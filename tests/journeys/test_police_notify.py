"""A force's own system posts a notification: stored before it is read, receipted, and followed under its receipt."""

import hashlib
import json

import pytest
from django.test import Client

from kith.county.places import FEED_KEY
from kith.frontdoor.models import Addition, Contact
from kith.intake.models import Landing, Outcome, Receipt
from kith.record.models import Clock
from tests.world import World, child, notification

pytestmark = pytest.mark.database

NOTIFY = "/api/v1/police-notifications"


def post(body: bytes, *, key: str = "", bearer: str = FEED_KEY):  # type: ignore[no-untyped-def]
    headers = {"authorization": f"Bearer {bearer}", "host": "localhost"}
    if key:
        headers["idempotency-key"] = key
    return Client(headers=headers).post(NOTIFY, data=body, content_type="application/json")


def test_a_notification_is_receipted_landed_and_followed(world: World) -> None:
    body = json.dumps(notification(child("Maisie-Grace"), child("Bartłomiej", postcode="RV2 1AA"))).encode()
    answer = post(body)
    assert answer.status_code == 202
    told = answer.json()
    assert told["sha256"] == hashlib.sha256(body).hexdigest()
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.filter(receipt_reference=told["receipt"]).count() == 2
    status = Client(headers={"authorization": f"Bearer {FEED_KEY}", "host": "localhost"}).get(
        f"/api/v1/receipts/{told['receipt']}"
    )
    assert status.json()["state"] == "received"


def test_the_same_notification_sent_again_is_the_same_receipt(world: World) -> None:
    body = json.dumps(notification(child("Maisie-Grace"))).encode()
    first, again = post(body, key="a"), post(body, key="a")
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["receipt"] == again.json()["receipt"]
    assert again.json()["again"] is True
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.count() == 1


def test_a_key_with_another_body_is_refused_and_both_are_kept(world: World) -> None:
    first = post(json.dumps(notification(child("Maisie-Grace"))).encode(), key="a")
    other = post(json.dumps(notification(child("Finlay"), police_ref="RP/2")).encode(), key="a")
    assert other.status_code == 409
    assert other.json()["receipt"] != first.json()["receipt"]
    with world.with_key():
        assert Receipt.objects.count() == 2


def test_an_officer_reads_what_their_force_sent_on_its_receipt_and_another_agency_does_not(
    world: World,
) -> None:
    found = child("Maisie-Grace", spoken_to_alone="no", demeanour="Cold, would not say where she had been")
    told = notification(found, missing_link="MP/77", van={"colour": "white", "seen": ["RV1", "RV2"]})
    receipt = world.police_notify(told).receipt.reference
    read = world.browser("olu").get(f"/receipts/{receipt}/").content.decode()
    for words in (
        "What you sent", "PC Hallam-Reyes", "Officers saw two children get out of a van", "RP/2026/00117", "child concern",
        "MP/77", "Maisie-Grace", "Was the child spoken to alone?", "Cold, would not say where she had been",
        "van › seen 2", "RV2", "Sent by their system",
    ):  # fmt: skip
        assert words in read, words
    assert "Add to this referral" not in read and "You still have something to tell us" not in read
    amina = world.browser("amina").get(f"/receipts/{receipt}/").content.decode()
    assert "What you sent is kept" in amina and "would not say where she had been" not in amina
    assert world.browser("keerthana").get(f"/receipts/{receipt}/").status_code == 404


def test_what_could_not_be_read_has_a_receipt_all_the_same(world: World) -> None:
    receipt = world.police_notify(b"not json").receipt.reference
    assert "could not be read" in world.browser("olu").get(f"/receipts/{receipt}/").content.decode()


def test_more_under_the_same_police_reference_is_added_and_makes_no_second_contact(world: World) -> None:
    post(json.dumps(notification(child("Maisie-Grace"))).encode())
    post(json.dumps(notification(child("Maisie-Grace"), circumstances="Now home with her nan.")).encode())
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.count() == 1
        assert Addition.objects.get().words == "Now home with her nan."


def test_what_cannot_be_read_is_receipted_and_gets_an_owner_and_a_clock(world: World) -> None:
    answer = post(b"\xff\xfe{not json")
    assert answer.status_code == 202
    world.run_jobs()
    with world.as_("amina"):
        landing = Landing.objects.get()
        assert landing.outcome == Outcome.QUARANTINED
        assert landing.sentences == ["The text is not UTF-8. Send it again in UTF-8."]
        assert Clock.objects.get().about == answer.json()["receipt"]


def test_a_key_that_nobody_gave_opens_nothing(world: World) -> None:
    answer = post(json.dumps(notification(child("Maisie-Grace"))).encode(), bearer="kith_made_up")
    assert answer.status_code == 401
    assert answer.json()["error"].startswith(
        "This key opens nothing: it is missing, was mistyped or has ended."
    )
    assert "Ring whoever keeps posts for your agency" in answer.json()["error"]
    with world.as_("amina"):
        assert Receipt.objects.count() == 0


@pytest.mark.parametrize(
    "key, says",
    [
        pytest.param("a\xa0b", "holds a sign that cannot be printed", id="a sign that nobody sees"),
        pytest.param("k" * 101, "is longer than 100 characters", id="one character too many"),
        pytest.param("k" * 101 + "\xa0k", "holds a sign that cannot be printed", id="both"),
    ],
)
def test_a_key_that_cannot_be_kept_is_refused_for_what_is_wrong_with_it(
    world: World, key: str, says: str
) -> None:
    body = json.dumps(notification(child("Maisie-Grace"))).encode()
    answer = post(body, key=key)
    assert answer.status_code == 400
    assert says in answer.json()["error"]
    assert post(body, key="k" * 100).status_code == 202


def test_a_body_without_a_length_is_refused_before_it_is_receipted(world: World) -> None:
    client = Client(
        headers={"authorization": f"Bearer {FEED_KEY}", "transfer-encoding": "chunked", "host": "localhost"}
    )
    assert client.post(NOTIFY, data=b"{}", content_type="application/json").status_code == 411


def test_the_document_of_the_interface_is_openapi_3_1(world: World) -> None:
    told = Client(headers={"host": "localhost"}).get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "police_ref" in json.dumps(told["paths"]["/api/v1/police-notifications"])
    for path, method in (("police-notifications", "post"), ("receipts/{reference}", "get")):
        refused = told["paths"][f"/api/v1/{path}"][method]["responses"]["401"]
        assert refused["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")


def test_whoever_sent_a_notification_learns_what_it_leaves_out_by_page_and_by_machine(world: World) -> None:
    told = child("Maisie-Grace", words="", characteristics={"ethnicity": {"answer": "not_asked"}})
    receipt = world.police_notify(notification(told)).receipt.reference
    left_out = (
        "Maisie-Grace: the child’s own words; whether an adult may be a risk;"
        " what came before on your systems, or that nothing did; the child’s ethnicity as they told it, or that nobody asked"
    )
    page = world.browser("olu").get(f"/receipts/{receipt}/").content.decode()
    assert "What it does not say" in page and left_out in page
    assert "What it does not say" not in world.browser("amina").get(f"/receipts/{receipt}/").content.decode()
    told_machine = Client(headers={"host": "localhost", "authorization": f"Bearer {FEED_KEY}"})
    assert told_machine.get(f"/api/v1/receipts/{receipt}").json()["missing"] == [left_out]


def test_a_whole_notification_leaves_nothing_out(world: World) -> None:
    said = {"ethnicity": {"answer": "given", "value": "Roma"}}
    whole = notification(
        child("Maisie-Grace", characteristics=said),
        previous_incidents="None",
        adults_answer="none_known",
        police_ref="RP/2",
    )
    receipt = world.police_notify(whole).receipt.reference
    assert "What it does not say" not in world.browser("olu").get(f"/receipts/{receipt}/").content.decode()
