"""A record is opened in an emergency: who reads it for four hours, who hears of it, who reviews it, and whom it never opens."""

import re
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kith.core import reference as references
from kith.county.acting import acting_as
from kith.notify.models import Notice
from kith.people.actions import put_up_flag
from kith.plans.models import Plan
from kith.record.models import Clock, Entry
from kith.sharing import actions as sharing
from kith.sharing import gate
from kith.sharing.actor import wake_emergencies
from kith.sharing.models import Post, Subject, Worker
from tests.journeys.test_child_page import ABSENT, referred, text, the_police_agreements_run_out
from tests.whole.server import superuser
from tests.world import World

WHY = "She is outside the custody suite with a man. Is there a safe adult to ring?"


def says(page: str, **other: Any) -> dict[str, Any]:
    """What somebody types to open this child's record in an emergency."""
    return {"child": page.split("/")[2], "because": "danger", "why": WHY, **other}


def restricted(world: World) -> str:
    """Kayleigh's record is kept to Huw and Morwenna."""
    page = referred(world, nhs_number="999 123 4560")
    world.keeps(world.contact("Kayleigh").subject_id, "huw", "morwenna")
    return page


def opens(world: World, who: str, page: str, *, hours_ago: float = 0) -> str:
    with world.as_(who) as by:
        return sharing.open_in_emergency(
            subject=page.split("/")[2],
            because="danger",
            why=WHY,
            by=by,
            at=timezone.now() - timedelta(hours=hours_ago),
        )


def test_at_night_a_screener_opens_a_restricted_record_reads_it_and_is_told_until_when(world: World) -> None:
    page = restricted(world)
    amina = world.browser("amina")
    assert amina.get(page).status_code == 404
    asked = text(amina.get(f"/emergency/?child={page.split('/')[2]}"))
    assert references.shown(page.split("/")[2]) in asked
    answer = amina.post("/emergency/", says(page))
    assert (answer.status_code, answer["Location"]) == (302, page)
    seen = text(amina.get(page))
    assert "Kayleigh" in seen
    assert "Opened in an emergency, until" in seen
    assert "The child is in danger, or may be" in seen
    assert "The plan:" in seen
    address = amina.post(f"{page}address/")
    assert address.status_code == 200
    assert "Opened in an emergency, until" in text(address)


def test_it_gives_nothing_to_do_and_the_database_lets_nothing_be_written(world: World) -> None:
    page = restricted(world)
    opens(world, "amina", page)
    amina = world.browser("amina")
    seen = text(amina.get(page))
    for act in (
        "Add an action",
        "Put up a flag",
        "Say it is done",
        "Share a record",
        "Ask for a strategy",
        "/contacts/",
    ):
        assert act not in seen
    for part in ("flag/", "looked/", "who-may-open/", "disclose/", "involved/"):
        assert amina.get(f"{page}{part}").status_code == 404
    with pytest.raises(gate.NotYours), world.as_("amina") as by:
        put_up_flag(
            subject=page.split("/")[2], code="missing", says_who="x", because="x", starts_on=None, ends_on=None,
            by=by, at=timezone.now(),
        )  # fmt: skip
    with world.as_("amina") as by:
        wake_emergencies(by)
        child = Subject.objects.get(reference=page.split("/")[2])
        assert Plan.objects.filter(subject=child).exists(), "It is there to be read."
        assert not Plan.objects.update(lead_id=by.post_id)
        assert not Clock.objects.update(stopped_because="x")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Entry.objects.create(
                subject=child, kind="x", occurred_at=timezone.now(), recorded_at=timezone.now(), about="",
                detail={}, by_post_id=by.post_id, by_worker_id=by.worker_id,
            )  # fmt: skip


def test_it_opens_one_child_and_stands_in_no_list(world: World) -> None:
    page = restricted(world)
    world.school_refers("Finlay")
    opens(world, "amina", page)
    amina = world.browser("amina")
    for address in ("/children/", "/worklist/", "/together/", "/discussions/", "/queues/"):
        answer = amina.get(address)
        assert "Kayleigh" not in text(answer), address
    with world.as_("amina") as by:
        assert not Subject.objects.filter(reference=page.split("/")[2]).exists(), (
            "It sleeps until it is asked for."
        )
        finlay = Subject.objects.get()
        wake_emergencies(by)
        assert [each.reference for each in Subject.objects.all()] == [page.split("/")[2]]
        assert finlay.reference not in page


def test_it_is_open_to_who_opened_it_in_that_post_and_to_nobody_else_in_the_same_post(world: World) -> None:
    child = restricted(world).split("/")[2]
    posts = world.county.posts
    with world.as_("tamsin") as by:
        for who, whose in (("rhiannon", "amina"), ("amina", "noor")):
            sharing.hold_post(
                worker=world.worker(who),
                post=posts[whose],
                starts_on=timezone.localdate(),
                by=by,
                at=timezone.now(),
            )
    opens(world, "amina", f"/children/{child}/")
    open_to = []
    for who, whose in (("amina", "amina"), ("rhiannon", "amina"), ("amina", "noor")):
        with acting_as(world.worker(who), posts[whose]) as by:
            wake_emergencies(by)
            if Subject.objects.filter(reference=child).exists():
                open_to.append((who, whose))
    assert open_to == [("amina", "amina")]


def test_those_who_answer_for_it_hear_at_once_by_a_number_and_no_name(world: World) -> None:
    page = restricted(world)
    made = opens(world, "amina", page)
    for who in ("perpetua", "morwenna"):
        with world.as_(who):
            notice = Notice.objects.get(kind="emergency_opened", for_post=world.county.posts[who])
        said = f"{notice.headline} {notice.words} {notice.about}"
        assert references.shown(made) in said
        assert notice.about == made
        assert notice.subjects == []
        for hidden in (
            "Kayleigh",
            "Amina",
            page.split("/")[2],
            references.shown(page.split("/")[2]),
            "Screener",
            WHY,
        ):
            assert hidden not in said
        assert world.browser(who).get(f"/notices/{notice.reference}/").status_code == 200
    with world.as_("olu"):
        assert not Notice.objects.filter(kind="emergency_opened").exists()


def test_the_privacy_officer_reviews_it_and_reads_what_was_looked_at(world: World) -> None:
    page = restricted(world)
    made = opens(world, "amina", page)
    world.browser("amina").get(page)
    perpetua = world.browser("perpetua")
    listed = text(perpetua.get("/looks/emergencies/"))
    assert "Emergency openings: 1 to review, none late" in listed
    assert "Amina Yusuf-Brandt" in listed
    assert "Kayleigh" not in listed
    one = text(perpetua.get(f"/looks/emergencies/{made}/"))
    assert WHY in one
    assert "Read the child’s page in an emergency" in one
    refused = text(perpetua.post(f"/looks/emergencies/{made}/", {"because": ""}))
    assert "Say whether it was right to open it." in refused
    assert "Say what you checked, and what you found." in refused
    said = {"is_right": "yes", "because": "The custody log has it. Nobody answered at the front door."}
    assert perpetua.post(f"/looks/emergencies/{made}/", said).status_code == 302
    assert "It was right to open this record" in text(perpetua.get(f"/looks/emergencies/{made}/"))
    assert "none to review" in text(perpetua.get("/looks/emergencies/"))
    assert perpetua.post(f"/looks/emergencies/{made}/", said).status_code == 404, "Once."
    assert world.browser("amina").get(page).status_code == 200, "What was right stays open until its time."


def test_what_was_wrong_is_closed_by_the_review(world: World) -> None:
    page = restricted(world)
    made = opens(world, "amina", page)
    said = {"is_right": "no", "because": "Her own neighbour’s child. Nobody was in danger."}
    assert world.browser("perpetua").post(f"/looks/emergencies/{made}/", said).status_code == 302
    assert world.browser("amina").get(page).status_code == 404
    with superuser(world.database) as server:
        found = server.execute("select action from sharing_auditevent where about = %s order by id", [made])
        assert "sharing.emergency_wrong" in [row[0] for row in found.fetchall()]


def test_nobody_reviews_what_they_opened_or_what_another_agency_checks(world: World) -> None:
    page = restricted(world)
    with world.as_("tamsin") as by:
        sharing.hold_post(
            worker=world.worker("amina"), post=world.county.posts["perpetua"], starts_on=timezone.now().date(),
            by=by, at=timezone.now(),
        )  # fmt: skip
    made = opens(world, "amina", page)
    said: dict[str, Any] = {
        "emergency": made,
        "is_right": True,
        "because": "I was right",
        "at": timezone.now(),
    }
    with world.as_("amina", "perpetua") as by, pytest.raises(gate.NotYours):
        sharing.review_emergency(**said, by=by)
    with world.as_("perpetua") as by:
        sharing.review_emergency(**said, by=by)


def test_whoever_opened_it_is_not_shown_it_among_those_to_review(world: World) -> None:
    page = restricted(world)
    with world.as_("tamsin") as by:
        sharing.hold_post(
            worker=world.worker("amina"), post=world.county.posts["perpetua"], starts_on=timezone.now().date(),
            by=by, at=timezone.now(),
        )  # fmt: skip
    made = opens(world, "amina", page)
    assert shown_to_review(world, world.worker("perpetua"), world.county.posts["perpetua"], made) == (1, 1)
    assert shown_to_review(world, world.worker("amina"), world.county.posts["perpetua"], made) == (0, 0)


def test_another_agencys_privacy_officer_neither_reads_nor_reviews_it(world: World) -> None:
    page = restricted(world)
    made = opens(world, "amina", page)
    perpetua, post = world.worker("perpetua"), world.county.posts["perpetua"]
    assert shown_to_review(world, perpetua, post, made) == (1, 1)
    with superuser(world.database) as server:
        moved = [world.county.agencies["school"].pk, post.pk]
        server.execute("update sharing_post set agency_id = %s where id = %s", moved)
    assert shown_to_review(world, perpetua, post, made) == (0, 0)
    with world.as_("perpetua") as by, pytest.raises(gate.NotYours):
        sharing.review_emergency(emergency=made, is_right=False, because="x", by=by, at=timezone.now())
    assert world.browser("amina").get(page).status_code == 200


def shown_to_review(world: World, worker: Worker, post: Post, made: str) -> tuple[int, int]:
    """How many openings somebody is shown, and how much of what was looked at in this one."""
    with acting_as(worker, post):
        listed = world.sql("select * from kith.emergencies(now(), now() - interval '1 day')")
        return len(listed), len(world.sql("select * from kith.looked_in_emergency(%s)", made))


def test_a_review_that_is_late_takes_emergencies_from_whoever_opened_it_until_it_is_done(
    world: World,
) -> None:
    page = restricted(world)
    made = opens(world, "amina", page, hours_ago=24 * 8)
    amina = world.browser("amina")
    refused = text(amina.post("/emergency/", says(page)))
    assert f"Your last emergency opening, {references.shown(made)}, was to be reviewed by now" in refused
    assert WHY in refused, "What was typed is kept."
    assert "1 late" in text(world.browser("perpetua").get("/looks/emergencies/"))
    same = text(amina.post("/emergency/", says(ABSENT)))
    assert "was to be reviewed by now" in same, "It says nothing of whether there is such a child."
    with world.as_("perpetua") as by:
        sharing.review_emergency(emergency=made, is_right=True, because="Checked", by=by, at=timezone.now())
    assert amina.post("/emergency/", says(page)).status_code == 302


def test_it_ends_after_four_hours_or_when_it_is_closed_and_is_never_made_longer(world: World) -> None:
    page = restricted(world)
    opens(world, "amina", page, hours_ago=4.01)
    amina = world.browser("amina")
    assert amina.get(page).content == amina.get(ABSENT).content
    made = opens(world, "amina", page, hours_ago=3.9)
    assert amina.get(page).status_code == 200
    with superuser(world.database) as server, pytest.raises(psycopg.errors.InsufficientPrivilege):
        server.execute(
            "update sharing_emergency set ends_at = ends_at + interval '1 minute', until = until + interval '1 day'"
        )
    assert world.browser("noor").post(f"/emergency/{made}/close/").status_code == 404
    assert amina.post(f"/emergency/{made}/close/").status_code == 302
    assert amina.get(page).content == amina.get(ABSENT).content
    assert amina.post(f"/emergency/{made}/close/").status_code == 404


def test_police_open_a_child_whom_they_do_not_reach_though_no_agreement_covers_it(world: World) -> None:
    page = referred(world)
    olu = world.browser("olu")
    assert olu.get(page).status_code == 404
    the_police_agreements_run_out(world)
    assert olu.post("/emergency/", says(page)).status_code == 302
    seen = text(olu.get(page))
    assert "The plan:" in seen
    assert "Opened in an emergency, until" in seen
    assert "Kayleigh" not in text(olu.get("/children/"))


def test_who_must_not_meet_the_child_gets_the_answer_of_a_child_who_is_not_there(world: World) -> None:
    page = restricted(world)
    world.must_not_meet("noor", world.contact("Kayleigh", "huw").subject_id)
    noor = world.browser("noor")
    shown = {}
    for there in (page, ABSENT):
        answer = noor.post("/emergency/", says(there))
        assert answer.status_code == 200
        assert "There is no such record that you can open in an emergency." in text(answer)
        ref = there.split("/")[2]
        shown[there] = text(answer).replace(ref, "REF").replace(references.shown(ref), "REF")
    assert _same(shown[page]) == _same(shown[ABSENT])
    assert noor.get(page).content == noor.get(ABSENT).content


def test_a_conflict_that_is_declared_meanwhile_closes_what_was_open(world: World) -> None:
    page = restricted(world)
    opens(world, "amina", page)
    amina = world.browser("amina")
    assert amina.get(page).status_code == 200
    world.must_not_meet("amina", world.contact("Kayleigh", "huw").subject_id)
    assert amina.get(page).content == amina.get(ABSENT).content


@pytest.mark.parametrize("who", ["keerthana", "jolanta", "perpetua", "tamsin", "isaura", "ottoline"])
def test_those_who_are_not_on_the_front_line_open_nothing(world: World, who: str) -> None:
    page = referred(world)
    other = world.browser(who)
    assert other.get("/emergency/").status_code == 404
    assert other.post("/emergency/", says(page)).status_code == 404


def test_another_areas_front_door_gets_the_answer_of_a_child_who_is_not_there(world: World) -> None:
    page = referred(world)
    answer = world.browser("silas").post("/emergency/", says(page))
    assert "There is no such record that you can open in an emergency." in text(answer)


@pytest.mark.parametrize(
    "other, sentence",
    [
        pytest.param(
            {"why": "She is at risk"}, "6 more characters at least.", id="why in fourteen characters"
        ),
        pytest.param({"why": ""}, "20 more characters at least.", id="without why"),
        pytest.param({"because": ""}, "Choose why it cannot wait.", id="without a reason"),
        pytest.param(
            {"child": "0BCDEFGH2345"}, "A reference never has zero in it.", id="a reference misread"
        ),
        pytest.param({"child": ""}, "Enter the child’s reference", id="without a reference"),
    ],
)
def test_it_is_not_opened_without_a_reason_that_can_be_checked(
    world: World, other: Any, sentence: str
) -> None:
    page = referred(world)
    seen = text(world.browser("olu").post("/emergency/", says(page, **other)))
    assert sentence in seen
    assert "There is a problem" in seen
    assert world.browser("olu").get(page).status_code == 404


def test_whoever_reaches_the_child_needs_no_emergency(world: World) -> None:
    page = referred(world)
    assert "This record is open to you already." in text(
        world.browser("amina").post("/emergency/", says(page))
    )


def test_those_who_may_see_who_looked_read_that_it_was_an_emergency(world: World) -> None:
    page = restricted(world)
    opens(world, "amina", page)
    world.browser("amina").get(page)
    seen = text(world.browser("huw").get(f"{page}looked/"))
    assert "Opened the record in an emergency" in seen
    assert "Read the child’s page in an emergency" in seen
    with superuser(world.database) as server:
        (detail,) = server.execute(
            "select detail from sharing_auditevent where action = 'sharing.emergency_opened'"
        ).fetchone()
    assert detail["because"] == "danger"
    assert detail["until"] > timezone.now().isoformat()


def test_who_finds_in_it_that_they_know_the_child_steps_back(world: World) -> None:
    page = referred(world)
    opens(world, "olu", page)
    olu = world.browser("olu")
    assert (
        olu.post(f"{page}i-know-them/", {"kind": "friend", "because": "We sing together"}).status_code == 302
    )
    assert olu.get(page).content == olu.get(ABSENT).content


def _same(page: str) -> str:
    """A page without what differs from visit to visit."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
