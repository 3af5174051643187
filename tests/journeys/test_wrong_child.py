"""A contact was taken for another child's: what followed is recalled or put right in one act, and it is a data incident."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError
from django.test import Client
from django.utils import timezone

from kith.frontdoor.actions.asking import ask_agencies
from kith.frontdoor.models import (
    DataIncident,
    DataIncidentLine,
    InformationRequest,
    RequestWithdrawn,
    SafetyCheck,
)
from kith.notify.models import Notice
from kith.plans.models import Action, Plan
from kith.record.models import Clock, Entry
from tests.journeys.test_front_door_takes_back import (
    joined,
    joined_without_a_plan,
    police_are_given_an_action,
    reached_by,
    takes_back,
)
from tests.journeys.test_front_door_who import AOIFE, asks, known
from tests.journeys.test_two_at_once import at_once
from tests.world import World


def incident(world: World, who: str = "amina") -> DataIncident:
    with world.as_(who):
        return DataIncident.objects.get()


def lines(world: World) -> dict[str, str]:
    with world.as_("amina"):
        return {line.what: line.becomes for line in DataIncidentLine.objects.order_by("id")}


def decided_for_the_wrong_child(world: World) -> tuple[str, int, int]:
    """A plan was opened for a contact that had been said to be about Aoife."""
    address, one, other = joined_without_a_plan(world)
    world.front_door_decides("Aoife")
    return address, one, other


def notice_of(world: World, kind: str, who: str = "amina") -> Notice:
    with world.as_(who):
        return Notice.objects.filter(kind=kind).latest("id")


def test_before_it_is_taken_back_each_thing_that_followed_stands_with_what_becomes_of_it(
    world: World,
) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    told = world.browser("amina").get(address).content.decode()
    assert "Recalled: nobody opened it, and nobody can" in told
    assert "Closed as opened in error" in told and "The live plan closes as opened in error" in told
    assert "Decision: " in told and "it is a data incident" in told


def test_what_nobody_had_opened_is_recalled_and_its_link_shows_nothing(world: World) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    sent = notice_of(world, "decision_made")
    takes_back(world, address)
    assert notice_of(world, "decision_made").recalled_at is not None
    shown = world.browser("keerthana").get(f"/notices/{sent.reference}/").content.decode()
    assert "This notice was taken back" in shown
    assert sent.headline not in shown and sent.words not in shown
    assert sent.words not in world.browser("keerthana").get(f"/receipts/{sent.about}/").content.decode()
    with world.as_("keerthana"):
        assert Notice.objects.get(pk=sent.pk).opened_at is None


def test_what_waited_to_be_sent_is_not_sent_any_more(world: World) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    sent = notice_of(world, "decision_made")
    takes_back(world, address)
    world.run_jobs()
    assert sent.sent_at is None and notice_of(world, "decision_made").sent_at is None


def test_whoever_had_read_it_is_told_that_it_was_about_another_child_and_is_to_be_rung(world: World) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    sent = notice_of(world, "decision_made")
    world.browser("keerthana").get(f"/notices/{sent.reference}/")
    takes_back(world, address)
    assert notice_of(world, "decision_made").recalled_at is None
    told = notice_of(world, "wrong_child", "keerthana")
    shown = world.browser("keerthana").get(f"/notices/{told.reference}/").content.decode()
    assert "What you were told was not about the child you think" in shown and "Aoife" not in shown
    found = incident(world)
    assert found.is_disclosed and found.ico_due_at == found.recorded_at + timedelta(hours=72)
    with world.as_("amina"):
        assert Clock.objects.filter(about=found.reference, rule="KITH-CORRECT", stopped_at=None).exists()


def test_what_is_opened_at_the_moment_of_taking_back_is_not_recalled_and_counts_as_read(world: World) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    sent = notice_of(world, "decision_made")

    def opens_it(_: object) -> None:
        Notice.objects.filter(pk=sent.pk).update(opened_at=timezone.now())

    at_once(world, "keerthana", opens_it, lambda: takes_back(world, address)).result(20)
    assert notice_of(world, "decision_made").recalled_at is None
    assert incident(world).is_disclosed and lines(world)[f"Notice: {sent.headline}"] == "corrected"
    assert notice_of(world, "wrong_child", "keerthana").agency_id == sent.agency_id


def test_who_reads_the_answer_on_the_receipt_has_read_it_too(world: World) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    world.browser("keerthana").get(f"/receipts/{notice_of(world, 'decision_made').about}/")
    takes_back(world, address)
    assert notice_of(world, "decision_made").recalled_at is None and incident(world).is_disclosed


def test_nothing_was_disclosed_where_nobody_outside_the_front_door_had_opened_anything(world: World) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    takes_back(world, address)
    found = incident(world)
    assert not found.is_disclosed and found.ico_due_at is None
    page = world.browser("perpetua").get(f"/data-incidents/{found.reference}/").content.decode()
    assert "nothing was disclosed" in page and "How one can tell" in page


def test_a_plan_that_it_opened_is_nobodys_and_what_was_to_be_done_is_cancelled(world: World) -> None:
    address, one, _ = decided_for_the_wrong_child(world)
    police_are_given_an_action(world)
    takes_back(world, address)
    with world.as_("amina"):
        plan = Plan.objects.get()
        assert plan.is_in_error and plan.closed_at and plan.closed_because.startswith("Opened in error: ")
        assert Action.objects.get().cancelled_because.startswith("Opened in error: ")
        assert not Clock.objects.filter(about=plan.reference, stopped_at=None).exists()
    for who in ("rhiannon", "emeka", "olu"):
        assert one not in reached_by(world, who)
    assert "was opened for another child" in notice_of(world, "plan_in_error", "rhiannon").headline
    world.front_door_decides("Aoife")
    with world.as_("amina"):
        assert Plan.objects.get(closed_at=None).subject_id == one


def test_a_plan_that_it_was_added_to_says_what_is_of_another_child_and_its_lead_reads_it(
    world: World,
) -> None:
    address, _, other = joined(world)
    world.front_door_decides("Aoife", "joins_plan", lead="")
    takes_back(world, address)
    with world.as_("rhiannon"):
        plan = Plan.objects.get(closed_at=None)
        assert plan.subject_id == other and not plan.is_in_error
        assert Entry.objects.filter(subject_id=other, kind="plans.corrected").count() == 1
    news = world.browser("rhiannon").get(f"/plans/{plan.reference}/news/").content.decode()
    assert "This is about another child: what contact" in news


def asked_of_school(world: World) -> InformationRequest:
    contact = world.contact("Aoife")
    with world.as_("amina") as by:
        ask_agencies(
            contact=contact.reference, posts=[world.county.posts["idwal"].reference], question="Was she in?",
            why="Out overnight.", rag="amber", gap="", by=by, at=timezone.now(),
        )  # fmt: skip
        return InformationRequest.objects.get()


def test_a_question_that_nobody_had_opened_opens_no_more(world: World) -> None:
    address, _, _ = joined(world)
    asked = asked_of_school(world)
    assert world.browser("idwal").get("/data-incidents/").status_code == 404
    takes_back(world, address)
    browser = world.browser("idwal")
    assert browser.get(f"/asked/{asked.reference}/").status_code == 404
    said = {"verdict": "nothing_known", "says": "Not on our roll"}
    assert browser.post(f"/asked/{asked.reference}/", said).status_code == 404
    assert "Was she in?" not in browser.get("/asked/").content.decode()
    assert not incident(world).is_disclosed


def test_a_question_that_was_opened_is_an_incident_that_somebody_read(world: World) -> None:
    address, _, _ = joined(world)
    asked = asked_of_school(world)
    assert world.browser("idwal").get(f"/asked/{asked.reference}/").status_code == 200
    takes_back(world, address)
    assert incident(world).is_disclosed
    assert world.browser("idwal").get(f"/asked/{asked.reference}/").status_code == 404


def test_what_was_asked_before_the_two_were_joined_stays_open(world: World) -> None:
    known(world, "Aoife", **AOIFE)
    hers = world.contact("Aoife").subject
    world.school_refers("Aoife", **AOIFE)
    before = asked_of_school(world)
    browser, where, page = asks(world, "Aoife", "noor")
    said = {"who": hers.reference, "because": "Same class", "shown": page.context["was_shown"]}
    assert browser.post(where, said).status_code == 302
    takes_back(world, where.replace("who/", "take-back/"))
    assert world.browser("idwal").get(f"/asked/{before.reference}/").status_code == 200
    with world.as_("amina"):
        assert not RequestWithdrawn.objects.exists() and not DataIncident.objects.exists()


def test_what_was_written_stays_and_is_marked_on_both(world: World) -> None:
    address, one, other = decided_for_the_wrong_child(world)
    with world.as_("amina"):
        before = set(Entry.objects.values_list("pk", flat=True))
    takes_back(world, address)
    with world.as_("amina"):
        assert before <= set(Entry.objects.values_list("pk", flat=True))
        marked = Entry.objects.filter(kind="frontdoor.wrong_child").values_list("subject_id", flat=True)
        assert sorted(marked) == sorted([one, other])


def test_a_contact_of_which_nobody_else_knows_is_taken_back_without_an_incident(world: World) -> None:
    address, _, _ = joined(world)
    takes_back(world, address)
    with world.as_("amina"):
        assert not DataIncident.objects.exists()


# Safety first.


def checks(world: World) -> dict[int, SafetyCheck]:
    with world.as_("amina"):
        return {check.subject_id: check for check in SafetyCheck.objects.all()}


def test_whoever_leads_for_each_child_is_asked_at_once_whether_the_child_is_safe(world: World) -> None:
    address, one, other = joined(world)
    world.front_door_decides("Aoife", "joins_plan", lead="")
    takes_back(world, address)
    asked = checks(world)
    assert set(asked) == {one, other}
    hers = f"/safety/{asked[other].reference}/"
    rhiannon = world.browser("rhiannon")
    assert hers in rhiannon.get("/worklist/").content.decode()
    page = rhiannon.get(hers).content.decode()
    assert "Could somebody dangerous have learnt where the child lives?" in page
    refused = rhiannon.post(hers, {"answer": "", "says": "Rang her mother"}).content.decode()
    assert "Say whether somebody dangerous" in refused and "Rang her mother" in refused
    assert rhiannon.post(hers, {"answer": "no", "says": "Nobody she fears was told"}).status_code == 302
    assert hers not in rhiannon.get("/worklist/").content.decode()
    again = rhiannon.post(hers, {"answer": "yes", "says": "Her stepfather was told"})
    assert again.status_code == 200
    assert (checks(world)[other].answer, checks(world)[other].says) == ("no", "Nobody she fears was told")
    found = incident(world)
    seen = world.browser("perpetua").get(f"/data-incidents/{found.reference}/").content.decode()
    assert "1 of 2 not answered" in seen and "Nobody she fears" not in seen


def test_the_safety_of_a_child_is_not_asked_of_who_does_not_reach_the_child(world: World) -> None:
    address, one, other = joined(world)
    world.front_door_decides("Aoife", "joins_plan", lead="")
    takes_back(world, address)
    asked = checks(world)
    said = {"answer": "no", "says": "x"}
    assert world.browser("rhiannon").get(f"/safety/{asked[one].reference}/").status_code == 404
    for who in ("perpetua", "keerthana", "silas"):
        assert world.browser(who).get(f"/safety/{asked[other].reference}/").status_code == 404
        assert world.browser(who).post(f"/safety/{asked[other].reference}/", said).status_code == 404


# What is done about it.


def read_by_school(world: World) -> tuple[DataIncident, Client]:
    """An incident in which the school had read the decision, and the privacy officer's browser."""
    address, _, _ = decided_for_the_wrong_child(world)
    world.browser("keerthana").get(f"/notices/{notice_of(world, 'decision_made').reference}/")
    takes_back(world, address)
    return incident(world), world.browser("perpetua")


def test_the_privacy_officer_decides_about_the_ico_and_the_families_and_another_closes_it(
    world: World,
) -> None:
    found, perpetua = read_by_school(world)
    at = f"/data-incidents/{found.reference}/"
    page = perpetua.get("/data-incidents/").content.decode()
    assert "1 open" in page and found.receipt in page
    shown = perpetua.get(at).content.decode()
    assert "Safeguarding lead, Lanternfield Academy" in shown and "Aoife" not in page + shown
    too_soon = world.browser("huw").post(f"{at}closed/", {"because": "Two checks now"}).content.decode()
    assert "has not said yet whether they are safe" in too_soon and "Two checks now" in too_soon
    for check in checks(world).values():
        world.browser("amina").post(
            f"/safety/{check.reference}/", {"answer": "no", "says": "Nobody was told"}
        )
    with world.as_("amina"):
        rung = DataIncidentLine.objects.filter(becomes="corrected")
        for line in rung:
            assert world.browser("amina").post(
                f"{at}rang/", {"answer": str(line.pk), "because": "They have shredded it"}
            ).status_code == 302  # fmt: skip
        assert not Clock.objects.filter(rule="KITH-CORRECT", stopped_at=None).exists(), "All were rung."
    refused = perpetua.post(f"{at}ico/", {"answer": "", "because": ""}).content.decode()
    assert "Say whether the ICO is told." in refused and "Say why: how likely" in refused
    assert (
        perpetua.post(f"{at}ico/", {"answer": "no", "because": "A DSL read it, and rang"}).status_code == 302
    )
    assert perpetua.post(f"{at}families/", {"answer": "yes", "because": "Both on Monday"}).status_code == 302
    own = perpetua.post(f"{at}closed/", {"because": "Two checks now"}).content.decode()
    assert "Another person closes it" in own
    assert world.browser("huw").post(f"{at}closed/", {"because": "Two checks now"}).status_code == 302
    assert "none open" in perpetua.get("/data-incidents/").content.decode()
    over = perpetua.post(f"{at}ico/", {"answer": "yes", "because": "After all"}).content.decode()
    assert "This incident is closed" in over


def test_nobody_is_rung_whom_the_incident_did_not_reach_or_who_need_not_be_rung(world: World) -> None:
    found, _ = read_by_school(world)
    with world.as_("amina"):
        others = DataIncidentLine.objects.exclude(becomes="corrected").values_list("pk", flat=True)
        numbers = [*others, DataIncidentLine.objects.latest("id").pk + 1]
    for number in numbers:
        said = {"answer": str(number), "because": "They have shredded it"}
        refused = world.browser("amina").post(f"/data-incidents/{found.reference}/rang/", said)
        assert refused.status_code == 200 and "They have shredded it" in refused.content.decode()
    with world.as_("amina"):
        assert Clock.objects.filter(about=found.reference, rule="KITH-CORRECT", stopped_at=None).exists()


@pytest.mark.parametrize("did", ["ico", "families", "closed"])
def test_who_only_works_at_the_front_door_does_not_decide_about_it(world: World, did: str) -> None:
    found, _ = read_by_school(world)
    at = f"/data-incidents/{found.reference}/"
    assert world.browser("amina").get(at).status_code == 200
    assert world.browser("amina").post(f"{at}{did}/", {"answer": "no", "because": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["keerthana", "rhiannon", "silas", "olu", "tamsin"])
def test_others_learn_of_no_incident(world: World, who: str) -> None:
    found, _ = read_by_school(world)
    at = f"/data-incidents/{found.reference}/"
    nothing = world.browser(who).get("/data-incidents/ZZZZZZZZZZZZ/")
    assert world.browser(who).get(at).status_code == nothing.status_code == 404
    assert found.receipt not in world.browser(who).get("/data-incidents/").content.decode()


# The database says it again.


def test_the_database_recalls_nothing_that_was_opened_and_opens_nothing_that_was_recalled(
    world: World,
) -> None:
    address, _, _ = decided_for_the_wrong_child(world)
    sent = notice_of(world, "decision_made")
    with world.as_("amina"):
        assert world.sql("select kith.recall_notice(%s, now())", sent.reference) == [(True,)]
    with pytest.raises(IntegrityError, match="what_somebody_has_opened"), world.as_("keerthana"):
        Notice.objects.filter(pk=sent.pk).update(opened_at=timezone.now())


@pytest.mark.parametrize("who", ["keerthana", "silas", "rhiannon"])
def test_nobody_recalls_a_notice_who_may_not_say_who_its_child_is(world: World, who: str) -> None:
    decided_for_the_wrong_child(world)
    sent = notice_of(world, "decision_made")
    with pytest.raises(ProgrammingError, match="not open to this post"), world.as_(who):
        world.sql("select kith.recall_notice(%s, now())", sent.reference)
