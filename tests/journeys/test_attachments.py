"""A school sends a photo and a chronology with what it tells; the front door opens them, and nobody else does."""

import json
import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from kith.county.acting import as_service
from kith.county.places import FEED_KEY
from kith.intake import checking
from kith.intake.actions import (
    CannotAttach,
    File,
    answer_attachment,
    attach,
    attach_to_draft,
    receive,
    take_out_of_draft,
)
from kith.intake.models import AttachedBytes, Attachment, Channel, DraftAttachment, Receipt
from kith.record.models import Clock
from kith.sharing import actor as actors
from tests import databases
from tests.hostile import CORPUS
from tests.journeys.test_school_refers import HAPPENED, TEODOR, begins, fills, sends
from tests.journeys.test_told_by_phone import call
from tests.pictures import ABOUT_RAVENSHIRE, jpeg
from tests.whole.server import behind
from tests.world import World, child, notification, telling

pytestmark = pytest.mark.database

CHRONOLOGY = b"Day,What\n3 March,CANARY-in-the-file came in late\n"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def a_file(name: str, raw: bytes) -> File:
    return File(name, "application/octet-stream", raw)


def upload(name: str, raw: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw, kind)


@pytest.fixture
def school(world: World) -> Client:
    return world.browser("keerthana")


def tells(world: World, *files: File) -> str:
    """Teodor's referral, with these files; what was sent lands when the jobs are run."""
    with world.as_("keerthana") as by:
        told = telling(child("Teodor"), sender_reference="T/1")
        got = receive(
            raw=json.dumps(told).encode(), channel=Channel.WEB, key="T/1", content_type="application/json",
            partnership=by.partnerships[0], by=by, at=timezone.now(),
        )  # fmt: skip
        kept = attach(receipt=got.receipt.reference, files=files, by=by, at=timezone.now())
    assert kept.refused == []
    return got.receipt.reference


def receipt_of(sent: HttpResponse) -> str:
    return sent.headers["location"].split("/")[-2]


def references(world: World, who: str = "amina") -> list[str]:
    with world.as_(who):
        return list(Attachment.objects.order_by("pk").values_list("reference", flat=True))


def test_what_a_school_sends_with_its_referral_is_opened_by_the_front_door(
    world: World, school: Client
) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    fills(school, draft, "happened", HAPPENED)
    page = school.get(f"/refer/{draft}/attachments/").content.decode()
    assert 'capture="environment"' in page and 'accept="image/*"' in page and "multiple" in page
    school.post(f"/refer/{draft}/attachments/", {"photo": upload("IMG_2041.jpg", jpeg(), "image/jpeg")})
    school.post(
        f"/refer/{draft}/attachments/",
        {"chosen": [upload("chronology.csv", CHRONOLOGY), upload("wrong.txt", b"not this one")]},
    )
    page = school.get(f"/refer/{draft}/attachments/").content.decode()
    assert "3 files to send with it" in page
    out = re.findall(r'name="out"[^>]*value="(\w+)"|value="(\w+)"[^>]*name="out"', page)
    school.post(f"/refer/{draft}/attachments/", {"out": "".join(out[2])})
    checked = school.get(f"/refer/{draft}/check/").content.decode()
    assert "IMG_2041.jpg" in checked and "chronology.csv" in checked and "wrong.txt" not in checked
    receipt = receipt_of(sends(school, draft))
    with world.as_("keerthana"):
        assert [bytes(each.raw) for each in DraftAttachment.objects.all()] == [b"", b"", b""]
    world.run_jobs()
    contact = world.contact("Teodor").reference
    amina = world.browser("amina")
    assert "2 files came with this" in amina.get(f"/contacts/{contact}/").content.decode()
    listed = amina.get(f"/contacts/{contact}/attachments/").content.decode()
    assert "IMG_2041.jpg" in listed and "Picture (JPEG)" in listed and "Not scanned" in listed
    photo, table = references(world)
    page = amina.get(f"/attachments/{table}/").content.decode()
    assert "CANARY-in-the-file came in late" in page and "no scanner is set up here" in page
    given = amina.get(f"/attachments/{photo}/file/")
    assert given.content == jpeg()
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["Content-Disposition"] == f'attachment; filename="{receipt}-{photo[:4]}.jpg"'
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    mine = school.get(f"/receipts/{receipt}/").content.decode()
    assert "IMG_2041.jpg" in mine and "chronology.csv" in mine
    with behind(world.database) as server:
        told = "select subjects from sharing_auditevent where action = 'intake.attachment_opened'"
        opened = server.execute(told).fetchall()
    assert opened and all(subjects == [world.contact("Teodor").subject_id] for (subjects,) in opened)


def test_who_does_not_read_what_was_sent_is_told_that_there_is_no_such_file(
    world: World, school: Client
) -> None:
    tells(world, a_file("body map.pdf", b"%PDF-1.4 CANARY"))
    world.run_jobs()
    (file,) = references(world)
    for who in ("olu", "idwal", "silas", "rhiannon", "jolanta", "perpetua"):
        stranger = world.browser(who)
        for there in ("", "file/", "without-place/"):
            refused = stranger.get(f"/attachments/{file}/{there}")
            nothing = stranger.get(f"/attachments/ZZZZZZZZZZZZ/{there}")
            assert refused.status_code == 404, who
            assert refused.content.replace(file.encode(), b"") == nothing.content.replace(
                b"ZZZZZZZZZZZZ", b""
            )
    assert world.browser("amina").get(f"/attachments/{file}/file/").status_code == 200
    assert school.get(f"/attachments/{file}/file/").status_code == 200


def test_a_photo_that_says_where_it_was_taken_is_for_those_who_may_know_where_the_child_lives(
    world: World, school: Client
) -> None:
    tells(world, a_file("kitchen.jpg", jpeg(ABOUT_RAVENSHIRE)))
    world.run_jobs()
    (file,) = references(world)
    amina = world.browser("amina")
    page = amina.get(f"/attachments/{file}/").content.decode()
    assert "This file says where it was made" in page and "Save a copy without the place" in page
    assert amina.get(f"/attachments/{file}/file/").content == jpeg(ABOUT_RAVENSHIRE)
    assert amina.get(f"/attachments/{file}/without-place/").content == jpeg(notes=False)
    assert "You get the same picture without it" in school.get(f"/attachments/{file}/").content.decode()
    refused = school.get(f"/attachments/{file}/file/", follow=True).content
    assert b"for those who may know where the child lives" in refused and jpeg()[:40] not in refused
    assert school.get(f"/attachments/{file}/without-place/").content == jpeg(notes=False)


def test_a_file_that_is_too_large_is_refused_in_a_sentence_and_the_rest_is_kept(
    world: World, school: Client
) -> None:
    draft = begins(school)
    big = upload("film.mp4", b"\0" * (10 * 2**20 + 1))
    page = school.post(f"/refer/{draft}/attachments/", {"chosen": [big, upload("small.txt", b"A few words")]})
    text = page.content.decode()
    assert page.status_code == 200 and "film.mp4 is larger than 10 MB." in text and "small.txt" in text
    assert "1 file to send with it" in text
    assert "encoding type" not in text
    none = school.post(f"/refer/{draft}/attachments/", {}).content.decode()
    assert "Choose a file, or take a photo." in none
    empty = school.post(f"/refer/{draft}/attachments/", {"chosen": upload("x.txt", b"")}).content.decode()
    assert "x.txt is empty." in empty


def test_a_name_is_shown_without_what_would_mislead_and_never_stands_in_an_address(
    world: World, school: Client
) -> None:
    names = [
        "../../etc/passwd",
        "in\u202egpj.exe",
        "n" * 300 + ".pdf",
        "a\x00b.txt",
        "<script>alert(1)</script>.png",
    ]
    tells(world, *(a_file(name, f"words {n}".encode()) for n, name in enumerate(names)))
    world.run_jobs()
    with world.as_("amina"):
        kept = [each.name for each in Attachment.objects.order_by("pk")]
    assert all(
        "/" not in name and "\u202e" not in name and "\x00" not in name and len(name) <= 100 for name in kept
    )
    contact = world.contact("Teodor").reference
    page = world.browser("amina").get(f"/contacts/{contact}/attachments/").content.decode()
    assert "<script>alert" not in page
    assert not any(name in address for name in kept for address in re.findall(r'href="([^"]*)"', page))


def test_what_is_added_later_brings_its_files_to_the_same_contact(world: World, school: Client) -> None:
    receipt = tells(world, a_file("first.txt", b"one"))
    world.run_jobs()
    page = school.get(f"/receipts/{receipt}/add/").content.decode()
    assert "Photos or documents" in page and "multipart/form-data" in page
    key = re.search(r'name="key"[^>]*value="(\w+)"', page)
    assert key
    said = {
        "words": "A screenshot of his chat.",
        "key": key[1],
        "chosen": upload("chat.png", b"\x89PNG\r\n\x1a\nx"),
    }
    assert school.post(f"/receipts/{receipt}/add/", said).status_code == 302
    world.run_jobs()
    contact = world.contact("Teodor").reference
    listed = world.browser("amina").get(f"/contacts/{contact}/attachments/").content.decode()
    assert "first.txt" in listed and "chat.png" in listed and "2 files" in listed


def test_a_force_sends_a_file_with_its_notification(world: World) -> None:
    got = world.police_notify(notification(child("Niamh", postcode="RV1 2AB"), police_ref="KD/7"))
    feed = Client(headers={"authorization": f"Bearer {FEED_KEY}", "host": "localhost"})
    address = f"/api/v1/receipts/{got.receipt.reference}/attachments"

    def sends_one(raw: bytes, name: str = "statement%20of%20PC%201.pdf"):
        return feed.post(address, raw, content_type="application/octet-stream", headers={"File-Name": name})

    told = sends_one(b"%PDF-1.4 x")
    assert told.status_code == 202, told.content
    assert sends_one(b"%PDF-1.4 x").json()["attachment"] == told.json()["attachment"]
    assert sends_one(b"").status_code == 400
    assert "larger than 10 MB" in sends_one(b"x" * (10 * 2**20 + 1)).json()["error"]
    elsewhere = feed.post(
        "/api/v1/receipts/RV-ZZZZ-ZZZZ/attachments", b"x", content_type="application/octet-stream"
    )
    assert elsewhere.status_code == 404
    world.run_jobs()
    with world.as_("amina"):
        (kept,) = Attachment.objects.all()
        assert (kept.name, kept.subjects) == ("statement of PC 1.pdf", [world.contact("Niamh").subject_id])
    with behind(world.database) as server:
        server.execute("update intake_receipt set received_at = received_at - interval '2 hours'")
    late = sends_one(b"%PDF-1.4 later")
    assert late.status_code == 409 and "too late" in late.json()["error"]


@contextmanager
def a_scanner(answer: bytes | None = None) -> Iterator[str]:
    """Something that speaks clamd's INSTREAM and knows one virus, the EICAR test file."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(20)

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\x00"
                raw = b""
                while size := struct.unpack(">I", said.read(4))[0]:
                    raw += said.read(size)
                found = b"stream: Eicar-Test-Signature FOUND\x00" if EICAR in raw else b"stream: OK\x00"
                line.sendall(answer or found)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.close()


def checks(world: World) -> None:
    with databases.as_role("worker"), transaction.atomic():
        by = actors.begin_service("service_intake")
        assert by is not None
        checking.check_what_waits(by=by, at=timezone.now())


def test_what_the_scanner_finds_is_never_given_out_and_its_sender_reads_why(
    world: World, school: Client
) -> None:
    with a_scanner() as there, override_settings(SCANNER=there):
        receipt = tells(world, a_file("letter.doc", EICAR), a_file("words.txt", b"harmless"))
        world.run_jobs()
    bad, good = references(world)
    amina = world.browser("amina")
    assert "Eicar-Test-Signature" in amina.get(f"/attachments/{bad}/").content.decode()
    assert amina.get(f"/attachments/{bad}/file/").status_code == 302
    assert "Scanned, nothing found" in amina.get(f"/attachments/{good}/").content.decode()
    assert amina.get(f"/attachments/{good}/file/").content == b"harmless"
    assert "Something harmful was found in it" in school.get(f"/receipts/{receipt}/").content.decode()
    waiting = amina.get("/attachments/").content.decode()
    assert "1 file to answer for" in waiting and "letter.doc" in waiting
    assert "Attached files that nobody may open yet" in amina.get("/queues/").content.decode()
    refused = amina.post(f"/attachments/{bad}/", {"because": ""}).content.decode()
    assert "Say why. Whoever sent it reads what you write." in refused
    # It is not asked whether it may be opened, and saying so opens nothing.
    told = {"is_given_out": "yes", "because": "Rang the school; they photograph the letter."}
    assert amina.post(f"/attachments/{bad}/", told).status_code == 302
    assert amina.get(f"/attachments/{bad}/file/").status_code == 302
    assert "No file waits for an answer" in amina.get("/attachments/").content.decode()
    assert "they photograph the letter" in amina.get(f"/attachments/{bad}/").content.decode()


def test_while_the_scanner_is_away_a_file_waits_and_after_its_time_a_person_answers_for_it(
    world: World, school: Client
) -> None:
    with a_scanner() as there:
        away = there
    with override_settings(SCANNER=away):
        tells(world, a_file("one.txt", b"one"), a_file("two.txt", b"two"))
        world.run_jobs()
        one, two = references(world)
        amina = world.browser("amina")
        assert "It waits to be scanned" in amina.get(f"/attachments/{one}/").content.decode()
        assert amina.get(f"/attachments/{one}/file/").status_code == 302
        checks(world)
        with world.as_("amina"):
            assert not Clock.objects.filter(rule=checking.ASKED).exists()
        with behind(world.database) as server:
            server.execute("update intake_attachment set at = at - interval '16 minutes'")
        for _ in range(2):
            checks(world)
        with world.as_("amina"):
            assert Clock.objects.filter(rule=checking.ASKED).count() == 2, "Each is asked about once."
        assert "2 files to answer for" in amina.get("/attachments/").content.decode()
        unsaid = amina.post(f"/attachments/{one}/", {"is_given_out": "yes"}).content.decode()
        assert "Say why." in unsaid
        amina.post(f"/attachments/{one}/", {"is_given_out": "yes", "because": "A child may be out tonight."})
        assert amina.get(f"/attachments/{one}/file/").content == b"one"
        again = amina.post(f"/attachments/{one}/", {"is_given_out": "no", "because": "x"}).content.decode()
        assert "Somebody has answered for this file already." in again
        assert amina.get(f"/attachments/{two}/file/").status_code == 302
    with a_scanner() as back, override_settings(SCANNER=back):
        checks(world)
    assert amina.get(f"/attachments/{two}/file/").content == b"two"
    with world.as_("amina"):
        assert not Clock.objects.filter(rule=checking.ASKED, stopped_at=None).exists()


def test_what_was_opened_without_a_scan_is_shut_again_when_the_scanner_finds_something_and_stays_shut(
    world: World, school: Client
) -> None:
    with a_scanner() as there:
        away = there
    with override_settings(SCANNER=away):
        tells(world, a_file("letter.doc", EICAR))
        world.run_jobs()
        (file,) = references(world)
        amina = world.browser("amina")
        amina.post(f"/attachments/{file}/", {"is_given_out": "yes", "because": "A child may be out tonight."})
        assert amina.get(f"/attachments/{file}/file/").content == EICAR
    with a_scanner() as back, override_settings(SCANNER=back):
        checks(world)
    assert amina.get(f"/attachments/{file}/file/").status_code == 302
    # A job is done at least once: one that comes again, when nobody scans any more, opens nothing.
    with databases.as_role("worker"), as_service("service_intake") as by:
        checking.check(Attachment.objects.get().pk, by=by, at=timezone.now())
    assert "Eicar-Test-Signature" in amina.get(f"/attachments/{file}/").content.decode()
    assert amina.get(f"/attachments/{file}/file/").status_code == 302


def test_nobody_answers_that_what_was_found_harmful_may_be_opened(world: World, school: Client) -> None:
    with a_scanner() as there, override_settings(SCANNER=there):
        tells(world, a_file("letter.doc", EICAR))
        world.run_jobs()
    (file,) = references(world)
    with world.as_("amina") as by, pytest.raises(CannotAttach, match="Something harmful was found in it"):
        answer_attachment(
            reference=file, is_given_out=True, because="It is urgent.", by=by, at=timezone.now()
        )


def test_what_the_scanner_cannot_look_into_waits_for_a_person(world: World, school: Client) -> None:
    said = b"INSTREAM size limit exceeded. ERROR\x00"
    with a_scanner(said) as there, override_settings(SCANNER=there):
        tells(world, a_file("one.txt", b"one"))
        world.run_jobs()
    (file,) = references(world)
    page = world.browser("amina").get(f"/attachments/{file}/").content.decode()
    assert "size limit exceeded" in page and "May it be opened without a scan?" in page
    assert "May it be opened" not in school.get(f"/attachments/{file}/").content.decode()
    assert school.post(f"/attachments/{file}/", {"is_given_out": "yes", "because": "x"}).status_code == 404


def test_a_program_is_kept_and_given_to_nobody(world: World, school: Client) -> None:
    tells(world, a_file("invoice.pdf", b"MZ\x90\x00 this program cannot be run"))
    world.run_jobs()
    (file,) = references(world)
    amina = world.browser("amina")
    assert "It was named “Program”" in amina.get(f"/attachments/{file}/").content.decode()
    assert amina.get(f"/attachments/{file}/file/").status_code == 302


def test_what_was_kept_with_a_draft_that_nobody_sent_ends_with_it(world: World, school: Client) -> None:
    draft = begins(school)
    school.post(f"/refer/{draft}/attachments/", {"chosen": upload("one.txt", b"one")})
    with databases.as_role("worker"), transaction.atomic():
        assert actors.begin_service("service_intake")
        world.sql("select kith.end_drafts(now() + interval '1 day')")
    with world.as_("keerthana"):
        assert not DraftAttachment.objects.exists()


def test_what_is_kept_with_a_draft_of_today_stays_while_older_drafts_end(
    world: World, school: Client
) -> None:
    draft = begins(school)
    school.post(f"/refer/{draft}/attachments/", {"chosen": upload("one.txt", b"one")})
    with databases.as_role("worker"), transaction.atomic():
        assert actors.begin_service("service_intake")
        world.sql("select kith.end_drafts(now() - interval '1 day')")
    with world.as_("keerthana"):
        assert [bytes(each.raw) for each in DraftAttachment.objects.all()] == [b"one"]


def test_the_bytes_of_a_file_that_is_taken_out_of_a_draft_are_gone_at_once(
    world: World, school: Client
) -> None:
    draft = begins(school)
    with world.as_("keerthana") as by:
        wrong = a_file("wrong.txt", b"hers")
        kept = attach_to_draft(draft=draft, files=[wrong, wrong], by=by, at=timezone.now())
        assert len(kept.files) == 1, "The same file again is the same."
        take_out_of_draft(draft=draft, file=kept.files[0].reference, by=by, at=timezone.now())
        assert bytes(DraftAttachment.objects.get().raw) == b""


def test_a_colleague_in_conflict_and_who_is_no_named_reader_open_no_file(
    world: World, school: Client
) -> None:
    tells(world, a_file("one.txt", b"one"))
    world.run_jobs()
    (file,) = references(world)
    subject = world.contact("Teodor").subject_id
    world.must_not_meet("noor", subject)
    assert world.browser("noor").get(f"/attachments/{file}/").status_code == 404
    assert world.browser("amina").get(f"/attachments/{file}/").status_code == 200
    world.keeps(subject)
    assert world.browser("amina").get(f"/attachments/{file}/").status_code == 404
    with world.as_("amina"):
        assert not AttachedBytes.objects.exists()
    assert world.browser("huw").get(f"/attachments/{file}/file/").content == b"one"


def test_whatever_a_file_is_it_is_stored_or_refused_in_a_sentence_and_the_referral_goes_on(
    world: World, school: Client
) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    fills(school, draft, "happened", HAPPENED)
    with world.as_("keerthana") as by:
        for kind, make in CORPUS.items():
            kept = attach_to_draft(draft=draft, files=[a_file(kind, make())], by=by, at=timezone.now())
            assert all(said.endswith(".") for said in kept.refused), kind
            for each in DraftAttachment.objects.filter(taken_out_at=None).order_by("-pk")[8:]:
                take_out_of_draft(draft=draft, file=each.reference, by=by, at=timezone.now())
    assert sends(school, draft).status_code == 302
    world.run_jobs()
    amina = world.browser("amina")
    for reference in references(world):
        page = amina.get(f"/attachments/{reference}/")
        assert page.status_code == 200 and "<script>alert" not in page.content.decode()
        assert amina.get(f"/attachments/{reference}/file/").status_code in {200, 302}
    assert world.contact("Teodor").reference


def test_what_somebody_keys_for_a_caller_brings_its_files_to_that_callers_receipt(world: World) -> None:
    amina = world.browser("amina")
    draft = amina.post("/phone/", call(world)).headers["location"].split("/")[2]
    fills(amina, draft, "child", TEODOR)
    fills(amina, draft, "happened", HAPPENED)
    amina.post(f"/refer/{draft}/attachments/", {"chosen": upload("fax.txt", b"as it came by fax")})
    receipt = receipt_of(amina.post(f"/refer/{draft}/check/", {"contact": "01632 960999"}))
    world.run_jobs()
    (file,) = references(world)
    with world.as_("amina"):
        kept = Attachment.objects.get()
        assert kept.receipt.reference == receipt and kept.agency_id == world.county.agencies["school"].pk
        assert kept.subjects == [world.contact("Teodor").subject_id]
    assert amina.get(f"/attachments/{file}/file/").content == b"as it came by fax"


def test_nobody_attaches_a_draft_to_what_is_not_its_own(world: World, school: Client) -> None:
    other = tells(world, a_file("one.txt", b"one"))
    draft = begins(school)
    school.post(f"/refer/{draft}/attachments/", {"chosen": upload("two.txt", b"two")})
    with world.as_("keerthana"):
        receipt = Receipt.objects.get(reference=other).pk
        with pytest.raises(ProgrammingError, match="was not sent as that"), world.transaction():
            world.sql("select kith.attach_draft(%s, %s, now())", draft, receipt)
    with (
        world.as_("idwal"),
        pytest.raises(ProgrammingError, match="was not sent as that"),
        world.transaction(),
    ):
        world.sql("select kith.attach_draft(%s, %s, now())", draft, receipt)
