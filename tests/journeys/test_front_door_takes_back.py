"""A contact was said to be about a child whom it is not about: it is taken back, and both records say so."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError
from django.test import Client
from django.utils import timezone

from kith.frontdoor.models import Contact, LookedAgain
from kith.notify.models import Notice
from kith.people.models import IdentityDecision, Link
from kith.plans import actions as plans
from kith.plans.models import Plan
from kith.record.models import Clock, Entry
from kith.sharing.models import Subject
from tests.journeys.test_front_door_who import AOIFE, asks, known
from tests.whole.server import superuser
from tests.world import World

BECAUSE = "The school nurse saw both girls today."


def joined(world: World, who: str = "noor") -> tuple[str, int, int]:
    """A new contact that was said to be about Aoife, who has a plan; its page, its subject, and hers."""
    known(world, "Aoife", **AOIFE)
    return says_it_is_her(world, world.contact("Aoife").subject, who)


def says_it_is_her(world: World, hers: Subject, who: str = "noor") -> tuple[str, int, int]:
    """Another contact is said to be about her; its page, its subject, and hers."""
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife", who)
    said = {"who": hers.reference, "because": "Same class", "shown": page.context["was_shown"]}
    assert browser.post(address, said).status_code == 302
    return address.replace("who/", "take-back/"), world.contact("Aoife").subject_id, hers.pk


def takes_back(world: World, address: str, because: str = BECAUSE) -> tuple[Client, str]:
    browser = world.browser("amina")
    return browser, browser.post(address, {"because": because}, follow=True).content.decode()


def test_before_it_is_taken_back_the_page_says_who_saw_it_who_was_sent_what_and_what_follows(
    world: World,
) -> None:
    address, _, _ = joined(world)
    world.browser("noor").get(address.replace("take-back/", ""))
    told = world.browser("amina").get(address).content.decode()
    assert "Take back: this is not Aoife" in told
    assert "Noor Castellane-Webb" in told and "Same class" in told
    assert "The live plan stays with Aoife" in told
    assert "to one child through the other" in told


def test_taking_it_back_parts_the_two_leaves_a_line_on_both_and_asks_again_who_it_is(world: World) -> None:
    address, one, other = joined(world)
    _, told = takes_back(world, address)
    assert "Taken back. The two stand apart again" in told and "Say who this is" in told
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 0
        assert IdentityDecision.objects.order_by("-id")[0].verdict == "different"
        parted = Entry.objects.filter(kind="people.unlinked").values_list("subject_id", flat=True)
        assert sorted(parted) == sorted([one, other])
        assert Plan.objects.get(closed_at=None).subject_id == other


def test_the_lead_of_the_one_no_longer_reaches_the_other(world: World) -> None:
    address, one, _ = joined(world)
    with world.as_("rhiannon"):
        assert Entry.objects.filter(subject_id=one).exists()
    takes_back(world, address)
    with world.as_("rhiannon"):
        assert not Entry.objects.filter(subject_id=one).exists()


def reached_by(world: World, who: str) -> set[int]:
    """The children whom somebody reaches now."""
    with world.as_(who):
        return set(Subject.objects.values_list("pk", flat=True))


def joined_without_a_plan(world: World) -> tuple[str, int, int]:
    """A new contact that was said to be about Aoife, of whom no plan was made."""
    world.school_refers("Aoife", **AOIFE)
    world.is_new("Aoife")
    return says_it_is_her(world, world.contact("Aoife").subject)


def police_are_given_an_action(world: World) -> None:
    with world.as_("rhiannon") as by:
        plans.add_action(
            plan=Plan.objects.get(closed_at=None).reference,
            says="Fit an alarm to the back door",
            owner="Olu Marchbanks",
            agency=world.county.agencies["police"],
            due_on=date.today() + timedelta(days=3),
            purpose="Adults come to the home at night",
            by=by,
            at=timezone.now(),
        )


def test_whom_the_plan_brought_while_they_were_one_reaches_only_the_child_whose_plan_it_is(
    world: World,
) -> None:
    address, one, other = joined_without_a_plan(world)
    world.front_door_decides("Aoife")
    police_are_given_an_action(world)
    brought = ("rhiannon", "emeka", "olu")  # the lead, another of the team, an agency with an action
    for who in brought:
        assert reached_by(world, who) == {one, other}
    assert "Rhiannon" in world.browser("amina").get(address).content.decode()
    with world.as_("amina"):
        world.sql("update people_link set ends_at = now()")
    for who in brought:
        assert reached_by(world, who) == {one}


def test_an_agency_that_got_an_action_in_the_known_childs_plan_no_longer_reaches_the_contacts_child(
    world: World,
) -> None:
    address, one, other = joined(world)
    police_are_given_an_action(world)
    assert reached_by(world, "olu") == {one, other}
    takes_back(world, address)
    assert reached_by(world, "olu") == {other}


def test_what_came_from_a_third_ends_with_the_link_that_it_came_by(world: World) -> None:
    address, one, other = joined(world)
    police_are_given_an_action(world)
    with world.as_("amina"):
        hers = Subject.objects.get(pk=other)
    _, third, _ = says_it_is_her(world, hers)
    assert reached_by(world, "olu") == {one, other, third}
    takes_back(world, address)
    assert reached_by(world, "olu") == reached_by(world, "rhiannon") == {other, third}


def test_a_record_that_stays_kept_keeps_its_readers_when_it_is_parted(world: World) -> None:
    address, one, other = joined(world)
    world.keeps(one, "huw", "morwenna")
    world.browser("huw").post(address, {"because": BECAUSE})
    for who in ("huw", "morwenna"):
        assert reached_by(world, who) == {one, other}
    assert reached_by(world, "rhiannon") == set()


def test_whoever_decided_it_hears_of_it_on_the_worklist(world: World) -> None:
    address, _, _ = joined(world)
    takes_back(world, address)
    told = world.browser("noor").get("/worklist/").content.decode()
    assert "What you decided and somebody took back" in told and BECAUSE in told
    assert "somebody took back" not in world.browser("amina").get("/worklist/").content.decode()


def test_without_a_reason_nothing_is_taken_back(world: World) -> None:
    address, _, _ = joined(world)
    _, told = takes_back(world, address, " ")
    assert "Say what shows that this is another child." in told
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1


def test_what_was_never_joined_cannot_be_taken_back(world: World) -> None:
    world.school_refers("Kayleigh")
    address = f"/contacts/{world.contact('Kayleigh').reference}/take-back/"
    browser, told = takes_back(world, address)
    assert "This contact is not joined to anybody." in told
    assert "Nothing to take back" in browser.get(address).content.decode()


@pytest.mark.parametrize("who", ["keerthana", "rhiannon", "silas"])
def test_it_is_not_theirs_to_take_back(world: World, who: str) -> None:
    address, _, _ = joined(world)
    assert world.browser(who).get(address).status_code == 404
    assert world.browser(who).post(address, {"because": BECAUSE}).status_code == 404
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1


def test_nobody_parts_a_record_that_is_kept_from_them(world: World) -> None:
    address, one, other = joined(world)
    world.keeps(other)
    assert world.browser("amina").post(address, {"because": BECAUSE}).status_code == 404
    assert world.browser("huw").post(address, {"because": BECAUSE}).status_code == 302


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("select kith.part_guard(id, now()) from people_link", id="by the number of a link"),
        pytest.param(
            "select kith.part_guard(array[subject_id], array[other_id], id, now()) from people_link",
            id="by the two and their link",
        ),
    ],
)
def test_nobody_ends_what_a_link_gives_but_by_ending_the_link(world: World, statement: str) -> None:
    _, one, other = joined(world)
    with pytest.raises(ProgrammingError), world.as_("amina"):
        world.sql(statement)
    assert reached_by(world, "rhiannon") == {one, other}


def test_the_database_parts_no_record_that_is_kept_from_who_asks(world: World) -> None:
    _, one, other = joined(world)
    ends = "update people_link set ends_at = now()"
    with superuser(world.database) as connected:
        connected.execute(
            "insert into sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, because,"
            " starts_at, by_post_id, recorded_at) values (%s, %s, '{}', '{}', false, 'Family', now(), %s, now())",
            (world.worker("amina").pk, other, world.county.posts["huw"].pk),
        )
    with pytest.raises(ProgrammingError, match="not open to this post"), world.as_("amina"):
        world.sql(ends)
    assert reached_by(world, "rhiannon") == {one, other}
    with world.as_("noor"):
        world.sql(ends)
    assert reached_by(world, "rhiannon") == {other}


def answers_anew(world: World, who: str, because: str = "The registrar wrote to us"):  # type: ignore[no-untyped-def]
    """Amina answers “Who is this?” again for a contact that is joined already."""
    browser, address, page = asks(world, "Aoife")
    said = {"who": who, "because": because, "shown": page.context["was_shown"]}
    return browser, address, browser.post(address, said)


def test_another_answer_shows_first_who_saw_it_and_saves_nothing(world: World) -> None:
    joined(world)
    browser, address, answer = answers_anew(world, "new")
    told = answer.content.decode()
    assert "This contact is joined to Aoife" in browser.get(address).content.decode()
    assert "Take back: this is not Aoife" in told and "Your new answer: new to us" in told
    assert "to one child through the other" in told and "The live plan stays with Aoife" in told
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1
        assert IdentityDecision.objects.filter(verdict="new").count() == 1  # Aoife’s own, before


def test_the_new_answer_is_saved_together_with_taking_the_earlier_one_back(world: World) -> None:
    address, one, _ = joined(world)
    _, _, page = answers_anew(world, "new")
    given = {"answer": page.context["form"].initial["answer"], "because": BECAUSE}
    told = world.browser("amina").post(address, given, follow=True).content.decode()
    assert "Taken back. Saved: new to us." in told
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 0
        last, before = IdentityDecision.objects.filter(subject_id=one).order_by("-id")[:2]
        assert (last.verdict, last.because) == ("new", "The registrar wrote to us")
        assert (before.verdict, before.because) == ("different", BECAUSE)


def test_a_contact_passes_from_one_twin_to_the_other_in_one_act(world: World) -> None:
    niamh = known(world, "Niamh", **AOIFE)
    address, one, _ = joined(world)
    _, _, page = answers_anew(world, niamh)
    assert "Your new answer: Niamh" in page.content.decode()
    given = {"answer": page.context["form"].initial["answer"], "because": BECAUSE}
    world.browser("amina").post(address, given)
    with world.as_("amina"):
        link = Link.objects.get(ends_at=None)
        assert (link.subject_id, link.other.reference) == (one, niamh)


def test_what_cannot_be_said_instead_leaves_the_earlier_answer_as_it_was(world: World) -> None:
    address, one, _ = joined(world)
    _, _, page = answers_anew(world, "unsure")
    given = {"answer": page.context["form"].initial["answer"], "because": " "}
    told = world.browser("amina").post(address, given).content.decode()
    assert "Say what shows that this is another child." in told and "Your new answer" in told
    forged = world.browser("amina").post(
        address, {**given, "answer": "forged", "because": BECAUSE}, follow=True
    )
    assert "Say again who this is." in forged.content.decode()
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1


def test_an_answer_to_one_contact_is_not_saved_for_another(world: World) -> None:
    address, _, _ = joined(world)
    _, _, page = answers_anew(world, "new")
    world.school_refers("Finlay")
    other = f"/contacts/{world.contact('Finlay').reference}/take-back/"
    given = {"answer": page.context["form"].initial["answer"], "because": BECAUSE}
    assert "Say again who this is." in world.browser("amina").post(other, given, follow=True).content.decode()


def test_another_answer_is_refused_where_the_record_that_it_would_part_is_kept_from_one(world: World) -> None:
    _, _, other = joined(world)
    browser, address, page = asks(world, "Aoife")
    world.keeps(other)
    said = {"who": "new", "because": BECAUSE, "shown": page.context["was_shown"]}
    assert browser.post(address, said).status_code == 404


def test_a_decision_about_another_child_is_made_anew_about_the_real_one(world: World) -> None:
    address, one, other = joined(world)
    world.front_door_decides("Aoife", "joins_plan", lead="")
    page = world.browser("amina").get(address).content.decode()
    assert "is decided anew" in page and "is told that it is looked at again" in page
    _, told = takes_back(world, address)
    assert "Decided before, and looked at again" in told and "Say who this is" in told
    assert "claim it, so that others know" in told
    with world.as_("amina"):
        held = Contact.objects.get(subject_id=one)
        assert (held.state, held.decided_at, held.identified_at) == ("received", None, None)
        assert Clock.objects.filter(about=held.reference, rule="CLK-01", stopped_at=None).count() == 1
        assert LookedAgain.objects.get(contact=held).because == BECAUSE
        assert Notice.objects.filter(kind="looked_again", about=held.receipt_reference).count() == 1
    world.front_door_decides("Aoife")
    with world.as_("amina"):
        live = Plan.objects.filter(closed_at=None).values_list("subject_id", flat=True)
        assert sorted(live) == sorted([one, other])


def test_another_answer_for_a_decided_contact_is_saved_with_it_and_is_to_be_decided(world: World) -> None:
    address, one, _ = joined(world)
    world.front_door_decides("Aoife", "joins_plan", lead="")
    _, _, page = answers_anew(world, "new")
    given = {"answer": page.context["form"].initial["answer"], "because": BECAUSE}
    answer = world.browser("amina").post(address, given, follow=True)
    assert answer.redirect_chain[-1][0].endswith("/decide/")
    assert "Record this decision" in answer.content.decode()
    with world.as_("amina"):
        held = Contact.objects.get(subject_id=one)
        assert held.state == "received" and held.identified_at is not None
