"""Somebody sends a file of rows: it is receipted, read row by row, put right, and sent on; nothing of it is lost."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.intake import passing_on
from kith.intake.models import Batch, Landing, Receipt, RowState, StagedRow
from kith.sharing import actor as actors
from tests import databases
from tests.hostile import CANARY, CORPUS
from tests.world import World

pytestmark = pytest.mark.database

HEAD = "First name,Surname,DOB,What happened,Your name,Postcode,House points\n"
TWO = HEAD + (
    "Maisie,Thackaberry,2 March 2012,Out overnight twice,Keerthana,RV1 4AB,7\n"
    "Finlay,,2012-05-04,New phone,Keerthana,RV1 4AB,\n"
)


def sends(who: Client, text: str | bytes, shape: str = "telling", name: str = "rows.csv") -> str:
    raw = text.encode() if isinstance(text, str) else text
    answer = who.post("/files/", {"shape": shape, "file": SimpleUploadedFile(name, raw, "text/csv")})
    assert answer.status_code == 302, answer.content.decode()
    found = re.fullmatch(r"/files/(RV-[0-9A-Z-]+)/", answer.headers["location"])
    assert found
    return found[1]


@pytest.fixture
def keerthana(world: World) -> Client:
    return world.browser("keerthana")


def look_after(world: World, later: timedelta = timedelta()) -> None:
    with databases.as_role("worker"), transaction.atomic():
        by = actors.begin_service("service_intake")
        assert by is not None
        passing_on.look_after_files(by=by, at=timezone.now() + later)
    world.run_jobs()


def test_a_file_has_its_receipt_before_a_byte_of_it_is_read(world: World, keerthana: Client) -> None:
    reference = sends(keerthana, TWO)
    with world.as_("keerthana"):
        receipt = Receipt.objects.get(reference=reference)
        assert bytes(receipt.raw) == TWO.encode() and receipt.channel == "file"
        assert not Landing.objects.filter(receipt=receipt).exists()
    page = keerthana.get(f"/files/{reference}/")
    assert "is being read" in page.content.decode() and page.headers["Refresh"] == "4"


def test_rows_are_shown_with_what_is_wrong_put_right_and_land_like_any_other(
    world: World, keerthana: Client
) -> None:
    reference = sends(keerthana, TWO)
    world.run_jobs()
    page = keerthana.get(f"/files/{reference}/").content.decode()
    assert "1 row can be sent, 1 to put right" in page
    assert "Family name: Fill in “Family name”." in page and "House points" in page
    assert "2 read</b> = 0 sent + 0 left out + 2 waiting" in page
    row = keerthana.get(f"/files/{reference}/3/").content.decode()
    assert "Fill in “Family name”." in row and 'value="Finlay"' in row
    still = keerthana.post(
        f"/files/{reference}/3/", {"given_name": "Finn", "family_name": ""}
    ).content.decode()
    assert "Fill in “Family name”." in still and 'value="Finn"' in still
    right = {"given_name": "Finlay", "family_name": "Arundel", "date_of_birth": "4 May 2012",
             "what_happened": "New phone", "sender_name": "Keerthana"}  # fmt: skip
    assert keerthana.post(f"/files/{reference}/3/", right).status_code == 302
    keerthana.post(f"/files/{reference}/", {"do": "send"})
    world.run_jobs()
    page = keerthana.get(f"/files/{reference}/").content.decode()
    assert "Done: 2 sent, 0 left out" in page
    assert world.contact("Maisie").channel == "file" and world.contact("Finlay").event_at is None
    unmapped = world.contact("Maisie").unmapped
    assert unmapped == {"Other columns": {"House points": "7"}}
    with world.as_("keerthana"):
        for row_ in StagedRow.objects.all():
            assert (row_.cells, row_.told, row_.name) == ([], {}, "") and row_.sent is not None
    look_after(world)
    with world.as_("keerthana"):
        assert Batch.objects.get().closed_at is not None


def test_a_file_that_is_sent_twice_is_one_and_its_rows_are_sent_once(world: World, keerthana: Client) -> None:
    first = sends(keerthana, TWO)
    assert sends(keerthana, TWO) == first
    world.run_jobs()
    for _ in range(2):
        keerthana.post(f"/files/{first}/", {"do": "send"})
        world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.filter(channel="file").count() == 1


def test_a_row_is_left_out_for_a_reason(world: World, keerthana: Client) -> None:
    reference = sends(keerthana, TWO)
    world.run_jobs()
    refused = keerthana.post(f"/files/{reference}/3/", {"do": "drop", "because": " "}).content.decode()
    assert "Say why this row is left out." in refused
    keerthana.post(f"/files/{reference}/3/", {"do": "drop", "because": "Sent last week"})
    page = keerthana.get(f"/files/{reference}/").content.decode()
    assert "Sent last week" in page and "1 row can be sent, 0 to put right" in page


def test_a_day_that_can_be_two_days_is_asked_about_once_for_the_file(world: World, keerthana: Client) -> None:
    reference = sends(keerthana, HEAD + "Maisie,Thackaberry,3/4/2012,Out overnight,K,RV1 4AB,\n")
    world.run_jobs()
    page = keerthana.get(f"/files/{reference}/").content.decode()
    assert "what is 3/4/2012?" in page and "0 rows can be sent, 1 to put right" in page
    keerthana.post(f"/files/{reference}/", {"do": "days", "days_first": "yes"})
    keerthana.post(f"/files/{reference}/", {"do": "send"})
    world.run_jobs()
    assert str(world.contact("Maisie").record.date_of_birth) == "2012-04-03"


def test_letters_of_an_alphabet_that_nobody_named_are_looked_at_before_anything_is_sent(
    world: World, keerthana: Client
) -> None:
    text = HEAD + "Zoë,Ó Briain,2 March 2012,Out overnight,K,RV1 4AB,\n"
    reference = sends(keerthana, text.encode("cp1252"))
    world.run_jobs()
    page = keerthana.get(f"/files/{reference}/").content.decode()
    assert "Are the letters right?" in page and "Zoë Ó Briain" in page
    told = keerthana.post(f"/files/{reference}/", {"do": "send"}, follow=True).content.decode()
    assert "Say first whether the letters" in told
    keerthana.post(f"/files/{reference}/", {"do": "sure"})
    keerthana.post(f"/files/{reference}/", {"do": "send"})
    world.run_jobs()
    assert world.contact("Zoë").record.family_name == "Ó Briain"


def test_two_rows_that_say_the_same_are_named(world: World, keerthana: Client) -> None:
    row = "Maisie,Thackaberry,2 March 2012,Out overnight,K,RV1 4AB,\n"
    reference = sends(keerthana, HEAD + row + row)
    world.run_jobs()
    assert "This says exactly what row 2 says." in keerthana.get(f"/files/{reference}/").content.decode()


def test_what_nobody_put_right_in_time_goes_to_the_front_door_and_nothing_is_lost(
    world: World, keerthana: Client
) -> None:
    reference = sends(keerthana, TWO)
    world.run_jobs()
    look_after(world, timedelta(days=7))
    assert world.contact("Maisie").channel == "file"
    with world.as_("keerthana"):
        left = StagedRow.objects.get(number=3)
        assert left.state == RowState.SENT and left.sent is not None
        unread = left.sent.reference
    page = world.browser("amina").get(f"/unread/{unread}/").content.decode()
    assert "did not put right in time" in page and "New phone" in page and "Lanternfield Academy" in page
    assert "Done: 2 sent" in keerthana.get(f"/files/{reference}/").content.decode()


def test_what_is_no_table_is_kept_and_stands_before_the_front_door(world: World, keerthana: Client) -> None:
    reference = sends(keerthana, b"%PDF-1.7 a scan", name="rows.xlsx")
    world.run_jobs()
    page = keerthana.get(f"/files/{reference}/").content.decode()
    assert "This is a PDF document, not a table of rows." in page
    assert reference in world.browser("amina").get("/worklist/?queue=unread").content.decode()


def test_nothing_chosen_and_too_large_are_said_at_the_field(keerthana: Client) -> None:
    assert "Choose the file to send." in keerthana.post("/files/", {"shape": "telling"}).content.decode()
    large = SimpleUploadedFile("rows.csv", b"a" * (10 * 2**20 + 1), "text/csv")
    assert (
        "It is larger than 10 MB."
        in keerthana.post("/files/", {"shape": "telling", "file": large}).content.decode()
    )
    assert (
        "Choose what the rows are."
        in keerthana.post("/files/", {"file": io.BytesIO(b"a,b")}).content.decode()
    )


@pytest.mark.parametrize("who", ["idwal", "amina", "rhiannon", "tamsin", "perpetua"])
def test_another_agencys_file_and_none_are_the_same_answer(world: World, keerthana: Client, who: str) -> None:
    reference = sends(keerthana, TWO)
    world.run_jobs()
    somebody = world.browser(who)
    for address in (f"/files/{reference}/", f"/files/{reference}/3/"):
        none = address.replace(reference, "RV-ZZZZ-ZZZZ")
        for method, data in (("get", {}), ("post", {"do": "send"}), ("post", {"do": "drop", "because": "x"})):
            asked = getattr(somebody, method)
            assert asked(address, data).status_code == asked(none, data).status_code == 404


def test_the_child_of_a_row_is_kept_from_the_same_people_in_the_file(world: World, keerthana: Client) -> None:
    reference = sends(keerthana, TWO)
    world.run_jobs()
    keerthana.post(f"/files/{reference}/", {"do": "send"})
    world.run_jobs()
    assert world.browser("amina").get(f"/receipts/{reference}/").status_code == 200
    world.must_not_meet("amina", world.contact("Maisie").subject_id)
    assert world.browser("amina").get(f"/receipts/{reference}/").status_code == 404
    assert world.browser("keerthana").get(f"/files/{reference}/").status_code == 200


def test_whatever_is_sent_is_receipted_and_staged_or_stands_before_a_person(
    world: World, keerthana: Client
) -> None:
    sent = {}
    for kind, made in CORPUS.items():
        if len(raw := made()) < 500_000:  # what is larger is tried without a database, in test_hostile_files
            sent[kind] = sends(keerthana, raw)
    assert len(sent) > 60
    world.run_jobs()
    with world.as_("keerthana"):
        landed = dict(Landing.objects.values_list("receipt__reference", "outcome"))
        said = " ".join(each for landing in Landing.objects.all() for each in landing.sentences)
    assert {landed[reference] for reference in sent.values()} == {"staged", "quarantined"}
    assert CANARY not in said
    for kind, reference in sent.items():
        page = keerthana.get(f"/files/{reference}/")
        assert page.status_code == 200, kind
        assert b"<script>alert" not in page.content
        if landed[reference] == "staged":
            assert keerthana.get(f"/files/{reference}/2/").status_code in {200, 404}, kind
    assert keerthana.get("/files/").status_code == 200


def test_a_template_is_a_table_that_lands_as_it_is_filled_in(world: World, keerthana: Client) -> None:
    template = keerthana.get("/files/template/telling/").content.decode("utf-8-sig").strip()
    cells = {
        "First name": "Maisie",
        "Family name": "Thackaberry",
        "What happened": "Out overnight",
        "Your name": "K",
    }
    reference = sends(
        keerthana, template + "\n" + ",".join(cells.get(name, "") for name in template.split(","))
    )
    world.run_jobs()
    assert "1 row can be sent, 0 to put right" in keerthana.get(f"/files/{reference}/").content.decode()
