"""Who belongs together: proposed from what a sender told, said by a person, seen from both sides, struck out with a reason."""

import datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from kith.frontdoor.actions.taken_back import take_back
from kith.frontdoor.models import Contact
from kith.people.actions import kin as actions
from kith.people.kin import belonging
from kith.people.queries import everyone
from kith.sharing import gate
from kith.sharing.models import Subject
from tests.journeys.test_household import considers, page, told
from tests.journeys.test_three_become_one import is_she
from tests.whole.server import superuser
from tests.world import World


def reference(world: World, name: str, who: str = "huw") -> str:
    return world.contact(name, who).subject.reference


def relate(world: World, one: str, other: str, kind: str, who: str = "amina", **said: Any) -> str:
    """What `other` is to `one`."""
    told = {
        "subject": reference(world, one),
        "other": reference(world, other),
        "kind": kind,
        "since": timezone.localdate(),
        "says_who": "Their nan, by telephone",
    }
    with world.as_(who) as by:
        return actions.relate(**(told | said), by=by, at=timezone.now())


def seen(world: World, name: str, who: str = "amina") -> list[tuple[str, str]]:
    """Who belongs with this child, and what they are, as somebody reads it."""
    subject = world.contact(name, "huw").subject_id
    with world.as_(who):
        found = belonging(everyone(subject), today=timezone.localdate()).now
        return [(each.name.split()[0], each.kind) for each in found]


def relation(world: World, name: str, who: str = "amina") -> str:
    """The reference of the one relation of this child that stands."""
    subject = world.contact(name, "huw").subject_id
    with world.as_(who):
        (stands,) = belonging([subject], today=timezone.localdate()).now
        return stands.reference


def held(world: World) -> list[Any]:
    with superuser(world.database) as server:
        return server.execute("select r::text from people_relation r order by id").fetchall()


def test_a_brother_of_whom_a_sender_told_is_proposed_confirmed_by_a_person_and_seen_from_both_pages(
    world: World,
) -> None:
    contact = told(world)
    considers(world, "Finlay", "contact")
    world.run_jobs()
    kayleigh, finlay = reference(world, "Kayleigh"), reference(world, "Finlay")
    assert f"/children/{kayleigh}/together/" in page(world, contact)
    told_of = page(world, f"/children/{kayleigh}/together/")
    assert "not yet confirmed" in told_of and "“brother”, in the sender’s word" in told_of
    assert "Nobody is written down whom you may know" in told_of
    where = f"/children/{kayleigh}/together/add/{finlay}/"
    assert 'value="sibling" checked' in page(world, where).replace('"  ', '" ')
    day = timezone.localdate()
    since = {"since_0": day.day, "since_1": day.month, "since_2": day.year}
    amina = world.browser("amina")
    refused = amina.post(where, since | {"kind": "sibling", "says_who": " "}).content.decode()
    assert "Say who told it, or how you know." in refused and 'value="sibling" checked' in refused
    done = amina.post(where, since | {"kind": "sibling", "says_who": "Their mum, at the door"})
    assert done.status_code == 302
    assert amina.post(where, since | {"kind": "sibling", "says_who": "x"}).status_code == 200
    for one, other in ((kayleigh, "Finlay"), (finlay, "Kayleigh")):
        shown = page(world, f"/children/{one}/")
        assert "Who belongs together: 1" in shown and other in shown and "Brother or sister" in shown
        assert "Contact to decide" in shown
        both = page(world, f"/children/{one}/together/")
        assert "Their mum, at the door" in both and "not yet confirmed" not in both


@pytest.fixture
def two(world: World) -> World:
    """Niamh is Aoife’s sister."""
    world.school_refers("Aoife")
    world.school_refers("Niamh")
    relate(world, "Aoife", "Niamh", "sibling")
    return world


def test_a_young_mother_and_her_child_are_each_told_in_their_own_word(two: World) -> None:
    relate(two, "Aoife", "Niamh", "own_child")
    assert ("Niamh", "own_child") in seen(two, "Aoife")
    assert ("Aoife", "parent") in seen(two, "Niamh")


def test_what_was_a_mistake_is_struck_out_with_a_reason_and_kept(two: World) -> None:
    aoife, niamh = reference(two, "Aoife"), reference(two, "Niamh")
    amina, where = two.browser("amina"), f"/children/{niamh}/together/off/{relation(two, 'Aoife')}/"
    refused = amina.post(where, {"how": "mistake", "because": " "}).content.decode()
    assert "Say what shows it." in refused
    assert two.browser("rhiannon").post(where, {"how": "mistake", "because": "x"}).status_code == 404
    assert seen(two, "Aoife") == [("Niamh", "sibling")]
    amina.post(where, {"how": "mistake", "because": "They share a name, no more."})
    assert amina.post(where, {"how": "mistake", "because": "x"}).status_code == 404
    assert seen(two, "Aoife") == seen(two, "Niamh") == []
    shown = page(two, f"/children/{aoife}/together/")
    assert "Struck out: it was never so." in shown and "They share a name, no more." in shown
    assert len(held(two)) == 1
    relate(two, "Niamh", "Aoife", "friend")
    assert seen(two, "Aoife") == [("Niamh", "friend")]


def test_what_was_struck_out_once_keeps_its_reason_and_the_name_of_who_struck_it_out(two: World) -> None:
    stands = relation(two, "Aoife")
    with two.as_("huw") as by:
        actions.end_relation(
            subject=reference(two, "Aoife"), relation=stands, how="mistake", because="They share a name.",
            by=by, at=timezone.now(),
        )  # fmt: skip
    with two.as_("amina"):
        assert two.sql("select kith.end_relation(%s, 'over', 'x', now())", stands) == [(False,)]
        (was,) = belonging([two.contact("Aoife").subject_id], today=timezone.localdate()).before
    assert (was.ended_because, was.by, was.ended_by) == (
        "They share a name.",
        str(two.worker("amina")),
        str(two.worker("huw")),
    )


def test_who_was_named_beside_a_child_is_in_the_audit_of_their_own_record(two: World) -> None:
    page(two, f"/children/{reference(two, 'Aoife')}/")
    with superuser(two.database) as server:
        ((subjects,),) = server.execute(
            "select subjects from sharing_auditevent where action = 'people.kin_shown' order by id desc limit 1"
        ).fetchall()
    assert subjects == [two.contact("Niamh").subject_id]


def test_an_adult_of_concern_is_nobodys_brother_and_stands_beside_no_child(two: World) -> None:
    two.school_refers("Corin", kind="adult")
    for one, other in (("Aoife", "Corin"), ("Corin", "Aoife")):
        with pytest.raises(gate.NotYours):
            relate(two, one, other, "sibling")


def test_one_who_is_kept_to_named_readers_is_seen_beside_nobody_and_leaves_no_trace(two: World) -> None:
    two.school_refers("Ife")
    plain = page(two, f"/children/{reference(two, 'Ife')}/together/")
    two.keeps(two.contact("Niamh").subject_id, "huw")
    aoife = reference(two, "Aoife")
    assert seen(two, "Aoife", "huw") == [("Niamh", "sibling")]
    assert seen(two, "Aoife", "amina") == []
    for where in (f"/children/{aoife}/", f"/children/{aoife}/together/"):
        assert "Niamh" not in page(two, where) and "Niamh" in page(two, where, "huw")
    empty = page(two, f"/children/{aoife}/together/")
    heading = "Nobody is written down whom you may know"
    assert heading in empty and heading in plain and "Taken off" not in empty
    with pytest.raises(gate.NotYours):
        relate(two, "Aoife", "Niamh", "twin", who="amina")
    for one in (relation(two, "Aoife", "huw"), "NOTHINGTHERE"):
        answer = two.browser("amina").get(f"/children/{aoife}/together/off/{one}/")
        assert answer.status_code == 404
    # What a named reader does with both stands in the audit of the one who is kept, and in no list that others read.
    relate(two, "Aoife", "Niamh", "twin", who="huw")
    with superuser(two.database) as server:
        ((subjects,),) = server.execute(
            "select subjects from sharing_auditevent where action = 'people.related' order by id desc limit 1"
        ).fetchall()
    assert subjects == [two.contact("Niamh", "huw").subject_id]


def test_who_works_with_one_of_the_two_alone_sees_neither_name_nor_that_there_is_anybody(two: World) -> None:
    two.front_door_decides("Aoife", "assessment")
    assert seen(two, "Aoife", "rhiannon") == []
    hers = two.contact("Aoife").subject_id
    with two.as_("rhiannon"):
        assert Subject.objects.get().pk == hers
        assert two.sql("select reference from kith.relations(%s::bigint[])", [hers]) == []
    assert "Niamh" not in page(two, f"/children/{reference(two, 'Aoife')}/", "rhiannon")
    assert "Plan live" in page(two, f"/children/{reference(two, 'Niamh')}/together/")
    two.front_door_decides("Niamh", "assessment")
    assert seen(two, "Aoife", "rhiannon") == [("Niamh", "sibling")]
    two.must_not_meet("rhiannon", two.contact("Niamh").subject_id)
    assert seen(two, "Aoife", "rhiannon") == []


def test_joined_into_one_child_it_is_said_once_of_nobody_to_themselves_and_taken_apart_it_is_as_it_was(
    two: World,
) -> None:
    two.school_refers("Aífe")
    relate(two, "Aífe", "Niamh", "sibling")
    relate(two, "Aífe", "Aoife", "friend")
    before, rows = {name: sorted(seen(two, name)) for name in ("Aoife", "Aífe", "Niamh")}, held(two)
    is_she(two, "Aífe", "Aoife")
    assert seen(two, "Aoife") == seen(two, "Aífe") == [("Niamh", "sibling")]
    assert len(seen(two, "Niamh")) == 1
    with pytest.raises(actions.CannotRelate, match="written down already"):
        relate(two, "Niamh", "Aoife", "sibling")
    with pytest.raises(actions.CannotRelate, match="These are one child"):
        relate(two, "Aífe", "Aoife", "cousin")
    with two.as_("amina") as by:
        take_back(
            contact=two.contact("Aífe").reference, because="The nurse saw both.", by=by, at=timezone.now()
        )
    assert {name: sorted(seen(two, name)) for name in before} == before
    assert held(two) == rows


def test_another_child_is_found_by_name_and_another_agency_finds_nobody(two: World) -> None:
    two.school_refers("Finlay", date_of_birth="2015-05-04")
    aoife = reference(two, "Aoife")
    where, asked = f"/children/{aoife}/together/find/", {"number": reference(two, "Finlay")}
    answer = two.browser("amina").post(where, asked)
    assert answer.status_code == 302 and f"/together/add/{reference(two, 'Finlay')}/" in answer["Location"]
    for stranger in ("keerthana", "silas", "tamsin"):
        assert two.browser(stranger).post(where, asked).status_code == 404
        assert two.browser(stranger).get(f"/children/{aoife}/together/").status_code == 404
    assert "may be the one" in page_of(
        two, where, {"given_name": "Niamh", "family_name": family(two, "Niamh")}
    )
    assert "Enter a name, or a number." in page_of(two, where, {})


def page_of(world: World, where: str, said: dict[str, Any]) -> str:
    return world.browser("amina").post(where, said).content.decode()


def family(world: World, name: str) -> str:
    with world.as_("amina"):
        return Contact.objects.get(record__given_name=name).record.family_name


def test_whoever_decides_on_one_is_shown_the_others_to_think_of(two: World) -> None:
    contact = two.contact("Aoife")
    two.is_new("Aoife")
    for step in ("decide", "hand-over"):
        shown = page(two, f"/contacts/{contact.reference}/{step}/")
        assert "Others to think of: 1" in shown and "Niamh" in shown and "brother or sister" in shown
    two.keeps(two.contact("Niamh").subject_id, "huw")
    assert "Others to think of" not in page(two, f"/contacts/{contact.reference}/decide/")


def test_only_whoever_reaches_both_writes_and_no_other_road_leads_to_a_row(two: World) -> None:
    aoife, niamh = (two.contact(name).subject_id for name in ("Aoife", "Niamh"))
    with two.as_("keerthana"), pytest.raises(Exception, match="not open to this post"), transaction.atomic():
        two.sql(
            "select kith.relate('X', %s, %s, 'twin', %s, 'x', '', now())", aoife, niamh, datetime.date.today()
        )
    stands = relation(two, "Aoife")
    with two.as_("keerthana"):
        assert two.sql("select kith.end_relation(%s, 'over', 'x', now())", stands) == [(False,)]
        assert two.sql("select reference from kith.relations(%s::bigint[])", [aoife, 0]) == []
    for who in ("amina", "huw"):
        with two.as_(who), pytest.raises(Exception, match="permission denied"), transaction.atomic():
            two.sql("select * from people_relation")
    with two.as_("amina"):
        assert Subject.objects.filter(pk__in=[aoife, niamh]).count() == 2


def test_whoever_hands_a_child_over_says_of_each_brother_or_sister_whom_they_may_know_whether_a_contact_is_needed(
    two: World,
) -> None:
    two.is_new("Aoife")
    at = f"/contacts/{two.contact('Aoife').reference}/"
    amina, niamh = two.browser("amina"), f"kin_{reference(two, 'Niamh')}"
    assert "Does Niamh" in page(two, f"{at}hand-over/")
    said = {"to": "kelderdale", "to_says": "", "how": "", "because": "They moved to Kelderby on Sunday."}
    silent = amina.post(f"{at}hand-over/", said).content.decode()
    assert "need a contact of their own" in silent and "Say whether Niamh" in silent
    assert "They moved to Kelderby on Sunday." in silent
    bare = amina.post(f"{at}hand-over/", said | {niamh: "not_needed"}).content.decode()
    assert "Say why Niamh" in bare and "needs no contact." in bare
    why = {niamh: "not_needed", f"{niamh}_why": "Lives with a guardian here, seen on Monday"}
    assert amina.post(f"{at}hand-over/", said | why).status_code == 302
    shown = page(two, at)
    assert "Another child of the family" in shown
    assert "no contact of their own" in shown and "Lives with a guardian here, seen on Monday" in shown
    assert "Niamh" not in shown, "Whoever reads the contact need not know her."


DECIDED = {
    "level": "4",
    "criteria_4": ["4.2"],
    "section_47": "not_met",
    "section_47_why": "Nothing points to harm.",
    "reasons": "Found with older people and money.",
    "against": "Nothing is known of the money.",
    "outcome": "assessment",
    "feedback": "",
}


def decides(world: World, name: str, said: dict[str, Any], who: str = "amina") -> Any:
    """The decision page, filled in."""
    lead = world.county.posts["rhiannon"].reference
    where = f"/contacts/{world.contact(name).reference}/decide/"
    return world.browser(who).post(where, {**DECIDED, "lead": lead, **said})


def test_a_decision_asks_about_each_brother_or_sister_by_name_and_makes_the_contact_that_is_needed(
    two: World,
) -> None:
    two.is_new("Aoife")
    two.others_agree("Aoife")
    niamh = f"kin_{reference(two, 'Niamh')}"
    silent = decides(two, "Aoife", {}).content.decode()
    assert "Say whether Niamh" in silent and "Nothing is known of the money." in silent
    bare = decides(two, "Aoife", {niamh: "contact"}).content.decode()
    assert "Say what may happen to Niamh" in bare
    before = len(contacts_of(two, "Niamh"))
    assert (
        decides(
            two, "Aoife", {niamh: "contact", f"{niamh}_risk": "Waits outside school with the same man."}
        ).status_code
        == 302
    )
    two.run_jobs()
    made = contacts_of(two, "Niamh")
    assert len(made) == before + 1
    shown = page(two, f"/contacts/{made[-1]}/")
    assert "A child of the same family came to notice" in shown
    assert "Waits outside school with the same man." in shown and "14 Withy Garth" not in shown
    assert "has a contact too" in page(two, f"/contacts/{two.contact('Aoife').reference}/")


def contacts_of(world: World, name: str) -> list[str]:
    with world.as_("amina"):
        found = Contact.objects.filter(record__given_name=name).order_by("id")
        return list(found.values_list("reference", flat=True))


def test_protection_waits_for_no_answer_about_a_sister(two: World) -> None:
    two.is_new("Aoife")
    met = {
        "section_47": "met",
        "outcome": "strategy_discussion",
        "section_47_why": "Adults move her at night.",
    }
    assert decides(two, "Aoife", met).status_code == 302


def test_a_kept_sister_gets_no_contact_that_the_whole_front_door_would_read(two: World) -> None:
    two.is_new("Aoife", "huw")
    two.others_agree("Aoife", "huw")
    two.keeps(two.contact("Niamh", "huw").subject_id, "huw")
    niamh = f"kin_{reference(two, 'Niamh')}"
    said = {niamh: "contact", f"{niamh}_risk": "The same man."}
    refused = decides(two, "Aoife", said, "huw").content.decode()
    assert "kept to named readers" in refused and "The same man." in refused
    no = {niamh: "not_needed", f"{niamh}_why": "Her own contact is being decided"}
    assert decides(two, "Aoife", no, "huw").status_code == 302


def test_of_a_sister_who_is_kept_from_them_nobody_is_asked(two: World) -> None:
    two.is_new("Aoife")
    at = f"/contacts/{two.contact('Aoife').reference}/hand-over/"
    two.keeps(two.contact("Niamh").subject_id, "huw")
    assert "Niamh" not in page(two, at) and "Brothers, sisters and who shares a home" not in page(two, at)
    said = {"to": "kelderdale", "to_says": "", "how": "", "because": "They moved to Kelderby on Sunday."}
    assert two.browser("amina").post(at, said).status_code == 302
