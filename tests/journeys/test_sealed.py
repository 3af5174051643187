"""Is this record whole? A privacy officer sees how far it is sealed, names a witness, and anybody can check it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.utils import timezone

from kith.county.acting import as_service
from kith.notify import witnesses
from kith.notify.actions import name_witness
from kith.notify.models import Witness, WitnessedHead
from kith.sharing import sealed_log, sealing
from kith.sharing import verify_audit as verifier
from tests import databases
from tests.journeys.test_founding import text
from tests.whole.server import settle
from tests.world import World


def sealed(world: World) -> None:
    settle(world.database)
    with sealing.as_sealer() as connection:
        sealing.seal_all(connection, sealing.keys_in(settings.AUDIT_KEY))


def tell_witnesses() -> None:
    for witness in list(Witness.objects.filter(ended_at=None).values_list("pk", flat=True)):
        with databases.as_role("worker"), as_service("service_notify") as by:
            witnesses.send.does(witness=witness, by=by, at=timezone.now())


def test_a_privacy_officer_sees_how_far_the_record_is_sealed_and_what_is_not(world: World) -> None:
    perpetua = world.browser("perpetua")
    assert "Nothing is sealed yet" in text(perpetua.get("/looks/"))
    sealed(world)
    seen = text(perpetua.get("/looks/"))
    assert "Sealed to" in seen and "No other agency keeps its heads yet" in seen
    assert "What came since is not sealed yet" in text(perpetua.get("/looks/"))
    assert "Until one does, whoever has the whole server could write the past anew" in text(
        perpetua.get("/looks/seal/")
    )


def test_where_sealing_has_stopped_the_page_says_so(world: World) -> None:
    perpetua = world.browser("perpetua")
    perpetua.get("/looks/")
    sealed(world)
    perpetua.get("/looks/")
    assert "Sealing has stopped" not in text(perpetua.get("/looks/"))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert "Sealing has stopped" in text(perpetua.get("/looks/"))


def test_what_is_downloaded_checks_an_export_and_finds_what_was_altered(world: World, tmp_path: Path) -> None:
    world.school_refers("Kayleigh")
    sealed(world)
    perpetua = world.browser("perpetua")
    head = perpetua.get("/looks/seal/head.txt").content.decode()
    script = perpetua.get("/looks/seal/verify_audit.py").content.decode()
    assert script == Path(verifier.__file__).read_text(encoding="utf-8")
    memory = verifier.Memory()
    assert memory.remember(head) == []
    with sealing.as_sealer() as connection:
        lines = list(sealed_log.export(connection))
    assert verifier.check(lines, memory).wrong == []
    assert verifier.check([*lines[:3], *lines[4:]], memory).wrong


def test_an_agency_becomes_a_witness_and_each_head_goes_to_its_mailbox_without_a_link(world: World) -> None:
    police = world.county.agencies["police"]
    perpetua = world.browser("perpetua")
    assert "Police" in text(perpetua.get("/looks/seal/"))
    done = perpetua.post("/looks/seal/", {"agency": police.reference, "address": ""}, follow=True)
    assert "is a witness now. The next head goes there." in text(done)
    sealed(world)
    memory = verifier.Memory()
    tell_witnesses()
    world.school_refers("Kayleigh")
    sealed(world)
    tell_witnesses()
    letters = [each for each in mail.outbox if "the audit of kith-audit/" in each.subject]
    assert len(letters) == 2
    for each in letters:
        assert memory.remember(each.body) == [] and "http" not in each.body and "Kayleigh" not in each.body
    assert not memory.is_unproved(letters[1].body), "The second says that it follows the first."
    tell_witnesses()
    assert len([each for each in mail.outbox if "the audit of" in each.subject]) == 2, (
        "Nothing is sent twice."
    )
    seen = text(perpetua.get("/looks/seal/"))
    assert "Sent. They check it themselves" in seen
    ended = text(perpetua.post(f"/looks/witnesses/{police.reference}/end/", follow=True))
    assert "No more heads go there" in ended
    assert "Ended an agency’s part as a witness" in text(perpetua.get("/looks/"))


@contextmanager
def listening(memory: verifier.Memory) -> Iterator[str]:
    """A witness's own system: it remembers, and says 409 where a head does not follow."""

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send_response(409 if memory.remember(body) else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Takes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_witness_that_finds_another_past_is_told_of_on_the_page(world: World) -> None:
    memory = verifier.Memory()
    perpetua = world.browser("perpetua")
    with listening(memory) as address:
        with world.as_("perpetua") as by:
            name_witness(
                agency=world.county.agencies["trust"].reference,
                address="https://x.example/",
                by=by,
                at=timezone.now(),
            )
            Witness.objects.update(ended_at=timezone.now())
            Witness.objects.create(
                agency=world.county.agencies["trust"], address=address, since=timezone.now()
            )
        sealed(world)
        tell_witnesses()
        assert "checked the seal and found the same" in text(perpetua.get("/looks/"))
        last = memory.heads[-1]
        memory.heads[-1] = verifier.Head(**{**vars(last), "root": b"x" * 32})
        world.school_refers("Kayleigh")
        sealed(world)
        tell_witnesses()
    assert "found that it is not what was sealed before" in text(perpetua.get("/looks/"))
    assert "keep the database as it is, and let nobody repair it" in text(perpetua.get("/looks/seal/"))


def test_a_witness_that_cannot_be_reached_is_tried_again_and_shown(world: World) -> None:
    with world.as_("perpetua"):
        Witness.objects.create(
            agency=world.county.agencies["trust"], address="http://127.0.0.1:9/", since=timezone.now()
        )
    sealed(world)
    tell_witnesses()
    assert "Did not arrive. It is tried again" in text(world.browser("perpetua").get("/looks/seal/"))
    assert witnesses.is_due("x", timezone.now() - timedelta(minutes=15), witnesses.FAILED, timezone.now())
    assert not witnesses.is_due("x", timezone.now() - timedelta(minutes=9), witnesses.FAILED, timezone.now())
    assert list(WitnessedHead.objects.values_list("outcome", flat=True)) == ["failed"]


@pytest.mark.parametrize(
    "given, says",
    [
        pytest.param({"agency": "", "address": ""}, "Choose an agency.", id="no agency"),
        pytest.param({"agency": "police", "address": "http://plain.example/"}, "begins with https://", id="an address without TLS"),
        pytest.param({"agency": "school", "address": ""}, "no mailbox that answers", id="nowhere to send it"),
    ],
)  # fmt: skip
def test_a_witness_that_cannot_be_one_is_refused_in_a_sentence_and_what_was_typed_stays(
    world: World, given: dict[str, str], says: str
) -> None:
    from kith.notify.models import Mailbox

    Mailbox.objects.filter(agency=world.county.agencies["school"]).update(verified_at=None)
    named = world.county.agencies[given["agency"]].reference if given["agency"] else ""
    answer = world.browser("perpetua").post("/looks/seal/", {**given, "agency": named})
    assert says in text(answer)
    assert given["address"] in answer.content.decode()
    assert not Witness.objects.exists()


def test_nobody_but_who_looks_after_the_audit_sees_the_seal_or_names_a_witness(world: World) -> None:
    police = world.county.agencies["police"].reference
    for who in ("rhiannon", "huw", "tamsin", "olu"):
        browser = world.browser(who)
        for address in ("/looks/seal/", "/looks/seal/head.txt", "/looks/seal/verify_audit.py"):
            assert browser.get(address).content == browser.get("/children/ABCDEFGH2345/").content
        assert browser.post("/looks/seal/", {"agency": police}).status_code == 404
    assert not Witness.objects.exists()
    kelder = world.county.agencies["kelder_council"].reference
    answer = world.browser("perpetua").post(
        "/looks/seal/", {"agency": kelder, "address": "https://x.example/"}
    )
    assert "Choose an agency from the list." in text(answer), "It is of the other partnership."
