"""Who may open a record: keeping it to named readers, opening it again by two people, and knowing the child oneself."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.plans.models import Plan
from kith.record.models import Clock
from kith.sharing import actions as sharing
from kith.sharing import gate
from kith.sharing.actions import add_reader, answer_lift, declare_conflict, end_conflict, step_back
from kith.sharing.actions.conflicts import CannotDeclare
from kith.sharing.actions.kept import CannotKeepTo
from kith.sharing.models import LiftAnswer, LiftAsk, Subject
from tests.journeys.test_child_page import ABSENT, referred, text
from tests.journeys.test_registers_of_sharing import day
from tests.world import World


def keeps(world: World, *readers: str, **other: Any) -> dict[str, Any]:
    """What somebody types to keep a record to these readers."""
    return {
        "kind": "colleague",
        "because": "Her father works beside the front door",
        "readers": [world.county.posts[each].reference for each in readers],
        "another": "",
        "whom_to_ask": world.county.posts[readers[0]].reference if readers else "",
        **day("review_on", date.today() + timedelta(days=60)),
        **other,
    }


def kept(world: World) -> str:
    """Kayleigh's record is kept to Huw and Morwenna."""
    page = referred(world)
    said = keeps(world, "huw", "morwenna", confirmed="1")
    assert world.browser("huw").post(f"{page}who-may-open/keep/", said).status_code == 302
    return page


def test_before_it_is_done_the_page_says_whom_it_shuts_out(world: World) -> None:
    page = referred(world)
    huw = world.browser("huw")
    assert f"{page}who-may-open/" in text(huw.get(page))
    assert "Keep it to named readers" in text(huw.get(f"{page}who-may-open/"))
    seen = text(huw.post(f"{page}who-may-open/keep/", keeps(world, "huw", "morwenna")))
    out = seen.split("Will no longer see it")[1].split("Will read it")[0]
    for name in (
        "Amina Yusuf-Brandt",
        "Noor Castellane-Webb",
        "Rhiannon Prys-Ellwood",
        "Emeka Strand-Ó Briain",
    ):
        assert name in out
    assert "Huw Tregarthen-Adeyemi" not in out
    assert "Morwenna Castell-Díaz" not in out
    assert world.browser("rhiannon").get(page).status_code == 200, "Nothing has happened yet."


def test_what_was_typed_is_sent_on_from_the_check_and_kept_when_something_is_changed(world: World) -> None:
    page = referred(world)
    huw = world.browser("huw")
    said = keeps(world, "huw", "morwenna")
    checked = text(huw.post(f"{page}who-may-open/keep/", said))
    for value in ("Her father works beside the front door", *said["readers"]):
        assert f'value="{value}"' in checked
    changed = text(huw.post(f"{page}who-may-open/keep/", {**said, "change": "1"}))
    assert "Her father works beside the front door" in changed
    assert changed.count("checked") == 3


def test_from_the_next_page_on_only_its_readers_open_it_and_the_front_door_learns_whom_to_ask(
    world: World,
) -> None:
    page = kept(world)
    seen = text(world.browser("morwenna").get(f"{page}who-may-open/"))
    assert "Kept to 2 named readers" in seen
    assert "Her father works beside the front door" in seen
    assert "A colleague’s own family" in seen
    assert "Does not reach it" not in seen
    for who in ("amina", "rhiannon", "noor"):
        browser = world.browser(who)
        assert browser.get(page).content == browser.get(ABSENT).content
        for part in ("", "keep/", "reader/", "open-again/", "conflict/", "conflict-ends/"):
            there, nowhere = (browser.get(f"{each}who-may-open/{part}") for each in (page, ABSENT))
            assert (there.status_code, there.content) == (404, nowhere.content)
    assert "Kept the record to named readers" in text(world.browser("huw").get(f"{page}looked/"))


def test_whoever_keeps_it_from_themselves_is_told_so_first(world: World) -> None:
    page = referred(world)
    huw = world.browser("huw")
    assert "You will not see it yourself" in text(
        huw.post(f"{page}who-may-open/keep/", keeps(world, "morwenna"))
    )
    done = huw.post(f"{page}who-may-open/keep/", keeps(world, "morwenna", confirmed="1"), follow=True)
    assert "From now on the record opens to its named readers only." in text(done)
    assert huw.get(page).content == huw.get(ABSENT).content


@pytest.mark.parametrize(
    "readers, other, sentence",
    [
        pytest.param((), {}, "Choose one of the readers", id="to nobody"),
        pytest.param(
            ("rhiannon",), {}, "None of these could open the record again.", id="to nobody who may open it"
        ),
        pytest.param(("huw",), {"because": ""}, "Say why this record is kept", id="without a reason"),
        pytest.param(("huw",), {"kind": ""}, "Choose why.", id="without a kind"),
        pytest.param(("huw",), day("review_on", date(2030, 1, 1)), "within 90 days", id="for years"),
    ],
)
def test_a_record_is_not_kept(world: World, readers: Any, other: Any, sentence: str) -> None:
    page = referred(world)
    said = keeps(world, *readers, **{**other, "confirmed": "1"})
    seen = text(world.browser("huw").post(f"{page}who-may-open/keep/", said))
    assert sentence in seen
    assert "There is a problem" in seen
    with world.as_("huw"):
        assert not Subject.objects.get(kind="child").restricted


def test_another_reader_is_named_for_a_task_and_then_no_more(world: World) -> None:
    page = kept(world)
    huw, emeka = world.browser("huw"), world.browser("emeka")
    said = {"post": world.county.posts["emeka"].reference, "lasts": "task"}
    assert huw.post(f"{page}who-may-open/reader/", said).status_code == 302
    assert emeka.get(page).status_code == 200
    morwenna = {**said, "post": world.county.posts["morwenna"].reference}
    assert "for that long already" in text(huw.post(f"{page}who-may-open/reader/", morwenna))
    part = f"reader-{said['post']}"
    assert huw.post(f"{page}involved/", {"part": part, "because": "done"}).status_code == 302
    assert emeka.get(page).status_code == 404


def test_the_last_reader_who_could_open_it_again_stays(world: World) -> None:
    page = kept(world)
    huw = world.browser("huw")
    for who, code in (("morwenna", 302), ("huw", 200)):
        part = f"reader-{world.county.posts[who].reference}"
        answer = huw.post(f"{page}involved/", {"part": part, "because": "moved"})
        assert answer.status_code == code
    assert "Then nobody could open this record again." in text(answer)
    stepping = huw.post(f"{page}i-know-them/", {"kind": "friend", "because": "We sing together"})
    assert "Then nobody could open this record again." in text(stepping)
    assert huw.get(page).status_code == 200


def test_the_last_who_could_open_it_again_stays_in_whichever_post_they_sit(world: World) -> None:
    page = referred(world)
    with world.as_("tamsin") as by:
        sharing.hold_post(
            worker=world.worker("huw"),
            post=world.county.posts["rhiannon"],
            starts_on=date.today(),
            by=by,
            at=timezone.now(),
        )
    world.keeps(world.contact("Kayleigh").subject_id, "huw", "rhiannon")
    steps = {"subject": page.split("/")[2], "kind": "friend", "because": "We sing together"}
    refused = pytest.raises(CannotDeclare, match="nobody could open this record again")
    with refused, world.as_("huw", "rhiannon") as by:
        step_back(**steps, by=by, at=timezone.now())
    with world.as_("rhiannon") as by:
        step_back(**steps, by=by, at=timezone.now())
    assert world.browser("rhiannon").get(page).status_code == 404
    with world.as_("huw") as by:
        add_reader(
            subject=steps["subject"],
            post=world.county.posts["morwenna"],
            lasts="kept",
            by=by,
            at=timezone.now(),
        )
    with world.as_("huw", "rhiannon") as by:
        step_back(**steps, by=by, at=timezone.now())
    assert world.browser("morwenna").get(page).status_code == 200


def test_whether_somebody_is_the_last_is_told_to_nobody_who_does_not_reach_the_record(world: World) -> None:
    referred(world)
    child = world.contact("Kayleigh").subject_id
    world.keeps(child, "huw")
    asks = "select kith.is_last_keeper(array[%s], %s)"
    told = {}
    for who in ("huw", "morwenna", "amina", "silas"):
        with world.as_(who):
            told[who] = world.sql(asks, child, world.worker("huw").pk)[0][0]
    assert told == {"huw": True, "morwenna": False, "amina": False, "silas": False}


def test_it_takes_two_people_to_open_it_again(world: World) -> None:
    page = kept(world)
    huw, morwenna, rhiannon = (world.browser(who) for who in ("huw", "morwenna", "rhiannon"))
    assert "Say why the record need not" in text(huw.post(f"{page}who-may-open/open-again/", {"because": ""}))
    assert huw.post(f"{page}who-may-open/open-again/", {"because": "He left"}).status_code == 302
    assert "You asked already" in text(huw.get(f"{page}who-may-open/open-again/"))
    own = text(huw.post(f"{page}who-may-open/open-again/", {"is_agreed": "yes", "because": "I say so"}))
    assert "It takes two people" in own
    assert rhiannon.get(page).status_code == 404
    assert "Huw Tregarthen-Adeyemi" in text(morwenna.get(f"{page}who-may-open/"))
    asked = text(morwenna.get(f"{page}who-may-open/open-again/"))
    assert "He left" in asked
    done = morwenna.post(f"{page}who-may-open/open-again/", {"is_agreed": "yes", "because": "I asked HR"})
    assert done.status_code == 302
    assert rhiannon.get(page).status_code == 200
    looked = text(rhiannon.get(f"{page}looked/"))
    assert "Asked to open a restricted record again" in looked
    assert "Opened a restricted record again" in looked


def test_who_does_not_agree_keeps_it_as_it_is_and_it_can_be_asked_again(world: World) -> None:
    page = kept(world)
    huw, morwenna = world.browser("huw"), world.browser("morwenna")
    huw.post(f"{page}who-may-open/open-again/", {"because": "He left"})
    morwenna.post(f"{page}who-may-open/open-again/", {"is_agreed": "no", "because": "He comes back in May"})
    assert world.browser("rhiannon").get(page).status_code == 404
    assert "Ask that this record be opened again" in text(huw.get(f"{page}who-may-open/open-again/"))


def test_the_database_opens_no_record_again_by_one_persons_hand(world: World) -> None:
    page = kept(world)
    world.browser("huw").post(f"{page}who-may-open/open-again/", {"because": "He left"})
    with world.as_("huw") as by:
        child = Subject.objects.get(kind="child")
        with pytest.raises(CannotKeepTo, match="You asked for this yourself"):
            answer_lift(subject=child.reference, is_agreed=True, because="x", by=by, at=timezone.now())
    for statement in (
        "insert into sharing_liftanswer (subject_id, partnerships, agencies, restricted, ask_id, is_agreed, because,"
        " by_post_id, by_worker_id, recorded_at) select %s, '{}', '{}', false, %s, true, 'x', kith.post(), kith.worker(), now()",
        "update sharing_restriction set ends_at = now() where %s > 0 and %s > 0",
    ):
        with pytest.raises(Exception) as refused, world.as_("huw"):
            world.sql(statement, child.pk, LiftAsk.objects.get().pk)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
    with world.as_("huw"):
        assert not LiftAnswer.objects.exists()
        assert Subject.objects.get(kind="child").restricted


# Knowing the child oneself.

KNOWS = {"kind": "family", "because": "Her mother is my sister"}


def test_who_knows_the_child_says_so_and_meets_the_child_no_more(world: World) -> None:
    page = referred(world)
    rhiannon = world.browser("rhiannon")
    assert f"{page}i-know-them/" in text(rhiannon.get(page))
    assert "Choose how you know them." in text(rhiannon.post(f"{page}i-know-them/", {"because": "x"}))
    assert "Say in a few words how you know them." in text(
        rhiannon.post(f"{page}i-know-them/", {"kind": "family", "because": " "})
    )
    done = rhiannon.post(f"{page}i-know-them/", KNOWS, follow=True)
    seen = text(done)
    assert "You have stepped back" in seen
    for word in ("Kayleigh", "Thackaberry", page.split("/")[2], "sister"):
        assert word not in seen
    assert rhiannon.get(page).content == rhiannon.get(ABSENT).content
    assert "Kayleigh" not in text(rhiannon.get("/children/"))


def test_what_only_they_had_goes_back_and_somebody_owes_another_lead(world: World) -> None:
    page = referred(world)
    assert world.browser("rhiannon").post(f"{page}i-know-them/", KNOWS).status_code == 302
    team = text(world.browser("emeka").get("/worklist/?show=team"))
    assert "Another leads the plan" in team
    with world.as_("emeka"):
        clock = Clock.objects.get(rule="KITH-LEAD")
        assert (clock.post_id, clock.stopped_at) == (None, None)
    assert "Another must lead the plan" in text(world.browser("amina").get(f"{page}?since=all"))


def test_a_contact_that_they_had_taken_on_is_in_the_queue_again(world: World) -> None:
    world.school_refers("Finlay")
    world.is_new("Finlay", "amina")
    contact = world.contact("Finlay", "noor")
    assert contact.held_by_id == world.county.posts["amina"].pk
    with world.as_("huw") as by:
        back = declare_conflict(
            worker=world.worker("amina"),
            subject=contact.subject_id,
            because="Her godson",
            by=by,
            at=timezone.now(),
        )
    assert any("went back to the front door’s queue" in line for line in back)
    with world.as_("noor"):
        assert Contact.objects.get(pk=contact.pk).held_by_id is None
        assert not Clock.objects.exclude(post=None).filter(about=contact.reference).exists()
    assert "Finlay" not in text(world.browser("amina").get("/worklist/"))


def test_what_a_colleague_in_the_same_post_has_too_stays(world: World) -> None:
    referred(world)
    with world.as_("tamsin") as by:
        from kith.sharing.actions import hold_post

        hold_post(
            worker=world.worker("emeka"),
            post=world.county.posts["rhiannon"],
            starts_on=date.today(),
            by=by,
            at=timezone.now(),
        )
    with world.as_("rhiannon") as by:
        child = Subject.objects.get(kind="child").reference
        assert step_back(subject=child, kind="family", because="x", by=by, at=timezone.now()) == []
    with world.as_("emeka"):
        assert Plan.objects.get().lead_id == world.county.posts["rhiannon"].pk
        assert not Clock.objects.filter(rule="KITH-LEAD").exists()


def test_a_manager_declares_it_of_a_colleague_and_another_day_ends_it(world: World) -> None:
    page = referred(world)
    huw, rhiannon = world.browser("huw"), world.browser("rhiannon")
    said = {**KNOWS, "worker": world.worker("rhiannon").reference}
    assert rhiannon.get(f"{page}who-may-open/conflict/").status_code == 404
    assert huw.post(f"{page}who-may-open/conflict/", said).status_code == 302
    assert rhiannon.get(page).status_code == 404
    seen = text(huw.get(f"{page}who-may-open/"))
    assert "Who must not meet this child: 1" in seen
    assert "Her mother is my sister" in seen
    assert "Her mother is my sister" not in text(world.browser("amina").get(f"{page}who-may-open/"))
    assert "declared already" in text(huw.post(f"{page}who-may-open/conflict/", said))
    ends = {"worker": said["worker"], "because": ""}
    assert "Say why they may work with this child again." in text(
        huw.post(f"{page}who-may-open/conflict-ends/", ends)
    )
    assert huw.post(f"{page}who-may-open/conflict-ends/", {**ends, "because": "A mistake"}).status_code == 302
    assert rhiannon.get(page).status_code == 200
    assert "Ended a conflict" in text(rhiannon.get(f"{page}looked/"))


def test_nobody_ends_their_own_and_nobody_else_learns_of_one(world: World) -> None:
    page = referred(world)
    world.must_not_meet("huw", world.contact("Kayleigh").subject_id)
    huw = world.browser("huw")
    for part in ("", "conflict/", "conflict-ends/"):
        there, nowhere = (huw.get(f"{each}who-may-open/{part}") for each in (page, ABSENT))
        assert (there.status_code, there.content) == (404, nowhere.content)
    with pytest.raises(gate.NotYours), world.as_("huw") as by:
        end_conflict(
            subject=page.split("/")[2], worker=world.worker("huw"), because="x", by=by, at=timezone.now()
        )
    child = world.contact("Kayleigh").subject_id
    with pytest.raises(Exception) as refused, world.as_("huw"):
        world.sql("select kith.end_conflict(array[%s], kith.worker(), 'x', now())", child)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
    with world.as_("amina"):
        assert world.sql("select * from kith.conflicts_of(array[%s])", child) == []


def test_whoever_does_not_reach_the_child_cannot_say_that_they_know_it(world: World) -> None:
    page = referred(world)
    for who in ("idwal", "silas", "perpetua"):
        browser = world.browser(who)
        there, nowhere = (browser.post(f"{each}i-know-them/", KNOWS) for each in (page, ABSENT))
        assert (there.status_code, there.content) == (404, nowhere.content)
    child = world.contact("Kayleigh").subject_id
    with pytest.raises(Exception) as refused, world.as_("silas"):
        world.sql("select kith.step_back(array[%s], '', 'x', now())", child)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
