"""Reading what was sent.

Whatever comes is stored and receipted before it is read. What can be read becomes a telling, with all that we do not know
kept beside it; what cannot be read gets sentences that say why, and never repeat what was said about a child.
"""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kith.frontdoor.reading import form, police, probation
from kith.frontdoor.reading.telling import unmapped
from kith.intake.reading import CannotRead
from tests.tellings import child, notification, telling

DAY = date(2026, 11, 20)

READERS = {"form": (form.read, telling), "police": (police.read, notification)}


def read(door, *children, **said):
    reader, tells = READERS[door]
    return reader(json.dumps(tells(*children or [child("Kayleigh")], **said)).encode())


@pytest.mark.parametrize("door", ["form", "police"])
def test_a_whole_telling_is_read_with_nothing_missing(door):
    told, _ = read(door, adults_answer="none_known")
    assert [c.given_name for c in told.children] == ["Kayleigh"]
    assert told.missing_parts(told.children[0], DAY) == []


def test_a_police_notification_keeps_what_only_police_say():
    told, own = read(
        "police", police_risk_grade="high", weapons_drugs_injury="A knife in the van", unit="Response"
    )
    assert told.sender_reference == "RP/2026/00117"
    assert (own["police_risk_grade"], own["weapons_drugs_injury"], own["unit"]) == (
        "high",
        "A knife in the van",
        "Response",
    )
    assert own["submitted_at"].startswith("2026-11-20")


@pytest.mark.parametrize(
    "said, missing",
    [
        pytest.param({"risk": ""}, "risk", id="no risk"),
        pytest.param({"consent": None}, "consent", id="nothing about consent"),
        pytest.param({"forms": []}, "every form", id="no form of exploitation was asked about"),
        pytest.param(
            {"forms": [{"form": "criminal", "answer": "seen"}]},
            "every form",
            id="one form, and not the others",
        ),
        pytest.param({"words": ""}, "the child’s words", id="not the child’s own words"),
    ],
)
def test_what_the_sender_left_out_is_said_and_the_rest_goes_on(said, missing):
    told, _ = read("form", child("Kayleigh", **said))
    assert told.missing_parts(told.children[0], DAY) == [missing]


def test_a_child_whom_nobody_can_name_is_told_of_all_the_same():
    told, _ = read("police", {"kind": "child"}, {"kind": "unborn", "parent_name": "Zofia Nowak"})
    assert [c.given_name for c in told.children] == ["", ""]


@pytest.mark.parametrize("door", ["form", "police"])
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe{\x00}\x00", id="UTF-16"),
        pytest.param("{“name”: “Kayleigh”}".encode("cp1252"), id="Windows-1252"),
        pytest.param(b"{", id="half of it"),
        pytest.param(b"[" * 100_000, id="brackets without end"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'"Kayleigh"', id="a word"),
        pytest.param(b"{}", id="an empty telling"),
        pytest.param(b"NaN", id="not a number"),
    ],
)
def test_what_cannot_be_read_gets_sentences(door, raw):
    with pytest.raises(CannotRead) as reason:
        READERS[door][0](raw)
    assert reason.value.sentences
    assert all(s.strip().endswith(".") for s in reason.value.sentences)


@pytest.mark.parametrize(
    "said, sentence",
    [
        pytest.param({"children": []}, "children: ", id="no child"),
        pytest.param({"children": [{}] * 21}, "children: ", id="twenty-one children"),
        pytest.param({"what_happened": " "}, "it does not say what happened", id="it does not say what happened"),
        pytest.param({"what_happened": "x" * 20_001}, "what_happened: ", id="longer than a record holds"),
        pytest.param({"what_happened": "a\x00b"}, "null character", id="a null character"),
        pytest.param({"children": [{"given_name": "Kay\x00leigh"}]}, "null character", id="a null character in a name"),
        pytest.param({"children": [{"date_of_birth": "1812-03-02"}]}, "before 1900", id="a child of two hundred"),
        pytest.param({"children": [{"date_of_birth": "02/03/2012"}]}, "children › 1 › date_of_birth", id="a date that could be two"),
        pytest.param({"children": [{"forms": [{"form": "made_up", "answer": "seen"}]}]}, "is not a form that is asked about", id="a form that is none"),
        pytest.param({"children": [{"forms": [{"form": "criminal", "answer": "seen"}] * 2}]}, "answered twice", id="a form answered twice"),
        pytest.param({"children": [{"characteristics": {"ethnicity": {"answer": "declined", "value": "x"}}}]}, "give the value", id="declined, and a value all the same"),
        pytest.param({"in_danger": "maybe"}, "in_danger: ", id="an answer that is none"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_its_place(said, sentence):
    with pytest.raises(CannotRead) as reason:
        read("form", **said)
    assert sentence in " ".join(reason.value.sentences)


def test_a_sentence_never_repeats_what_was_said_about_a_child():
    wrong = {
        "given_name": "Kayleigh" * 50,
        "postcode": "RV1 4AB RV1 4AB",
        "phone": "07700900111 07700900112",
        "date_of_birth": "Kayleigh",
    }
    with pytest.raises(CannotRead) as reason:
        read("form", wrong)
    told = " ".join(reason.value.sentences)
    assert not any(word in told for word in ("Kayleigh", "RV1", "07700"))


@pytest.mark.parametrize(
    "wrong, place",
    [
        pytest.param(
            {"forms": [{"form": "hurt by uncle Dan", "answer": "seen"}]},
            "children › 1 › forms › 1 › form: ",
            id="where a code should stand",
        ),
        pytest.param(
            {"characteristics": {"hurt by uncle Dan": {"answer": "perhaps"}}},
            "children › 1 › characteristics › answer: ",
            id="as the name of a field",
        ),
        pytest.param(
            {"characteristics": {"hurt by uncle Dan" * 9: {"answer": "not_asked"}}},
            "children › 1 › characteristics: ",
            id="as a name that is too long",
        ),
    ],
)
@pytest.mark.parametrize("door", ["form", "police"])
def test_a_sentence_never_repeats_the_words_of_a_sender_wherever_they_stand(door, wrong, place):
    with pytest.raises(CannotRead) as reason:
        read(door, child("Kayleigh", **wrong))
    told = " ".join(reason.value.sentences)
    assert place in told and "Dan" not in told


@pytest.mark.parametrize(
    "deep",
    [
        pytest.param({"previous_family_names": ["A\x00"]}, id="in a list"),
        pytest.param({"extra": {"deep": ["A\x00"]}}, id="in a field that we do not know"),
        pytest.param({"characteristics": {"a\x00": {"answer": "not_asked"}}}, id="in the name of a field"),
    ],
)
def test_a_null_character_is_refused_however_deep_it_lies(deep):
    with pytest.raises(CannotRead):
        read("form", child("Kayleigh", **deep))


@pytest.mark.parametrize("name", ["sender_name", "what_happened", "source_code"])
def test_a_field_of_a_notification_that_we_do_not_know_is_kept_whatever_its_name(name):
    told, _ = read("police", **{name: "x"})
    assert unmapped(told) == {"other_fields": {name: "x"}}


def test_fields_that_we_do_not_know_are_kept_where_they_were():
    told, _ = read(
        "form",
        child(
            "Kayleigh",
            nickname="KK",
            consent={"needed": "no", "outcome": "not_asked", "informed": "no", "form_id": 7},
        ),
        ward="Withy",
    )
    assert unmapped(told) == {"ward": "Withy", "children.0": {"nickname": "KK", "consent": {"form_id": 7}}}


def supervised(*children, orders=(), **adult):
    """Probation tells of Corin, and of these children; how its reader understood that."""
    said = {
        "probation_ref": "PDU/1", "officer": "Delyth", "circumstances": "He moved in.", "risk": "To children near.",
        "adult": {"family_name": "Ferncastle", "orders": list(orders), **adult}, "children": list(children),
    }  # fmt: skip
    told, _ = probation.read(json.dumps(said).encode())
    return told.children


@pytest.mark.parametrize(
    "ends, until, words",
    [
        pytest.param(["2028-02-01"], date(2028, 2, 1), "Order 1", id="one order, and its end"),
        pytest.param(
            ["2028-02-01", "2031-06-30"],
            date(2031, 6, 30),
            "Order 1 (until 1 February 2028)\nOrder 2",
            id="two: something restricts him until the later",
        ),
        pytest.param(
            ["2028-02-01", None],
            None,
            "Order 1 (until 1 February 2028)\nOrder 2",
            id="one has no end: then none is told for all",
        ),
        pytest.param([None], None, "Order 1", id="no end"),
        pytest.param([], None, "", id="no order"),
    ],
)
def test_an_adult_is_restricted_until_the_last_order_ends_and_without_end_where_one_has_none(
    ends, until, words
):
    orders = [{"says": f"Order {n}", "ends_on": end} for n, end in enumerate(ends, 1)]
    (adult,) = supervised(child("Wren"), orders=orders)[0].adults
    assert (adult.restriction_ends_on, adult.restriction) == (until, words)


def test_that_it_is_not_safe_to_ring_the_adults_home_stands_beside_each_child():
    told = supervised(child("Wren"), child("Ann"), home_contact_unsafe=True, safe_contact="Ring the officer")
    assert [each.adults[-1].home_contact_unsafe for each in told] == [True, True]
    assert {each.adults[-1].safe_contact for each in told} == {"Ring the officer"}


def test_while_no_child_is_known_the_address_of_concern_stands_with_the_adult():
    (corin,) = supervised(address_line="Flat 2, 9 Slipway Court", postcode="RV6 3DN")
    assert (corin.kind, corin.address_line, corin.postcode) == ("adult", "Flat 2, 9 Slipway Court", "RV6 3DN")
    (wren,) = supervised(child("Wren", address_line="1 Withy Garth"), address_line="Flat 2, 9 Slipway Court")
    assert (wren.kind, wren.address_line) == ("child", "1 Withy Garth")


def test_what_is_mapped_and_what_is_not_make_up_the_whole():
    said = telling(child("Kayleigh", nickname="KK"), ward="Withy")
    told, _ = form.read(json.dumps(said).encode())
    kept = told.model_dump(mode="json")
    assert set(said) <= set(kept)
    assert set(said["children"][0]) <= set(kept["children"][0])


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=20),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = {"form": [*telling(), "in_danger", "ward"], "police": [*notification(), "in_danger", "asks", "ward"]}
SAID = some.sampled_from(["form", "police"]).flatmap(
    lambda door: some.tuples(
        some.just(door), some.dictionaries(some.sampled_from(FIELDS[door]), JSON, max_size=4)
    )
)


@settings(max_examples=150, deadline=None)
@given(sent=SAID)
def test_whatever_is_sent_is_read_or_gets_sentences(sent):
    door, said = sent
    try:
        told, _ = read(door, **said)
    except CannotRead as reason:
        assert reason.sentences
    else:
        assert told.what_happened


@settings(max_examples=150, deadline=None)
@given(door=some.sampled_from(["form", "police"]), raw=some.binary(max_size=200))
def test_whatever_bytes_are_sent_they_get_sentences(door, raw):
    with pytest.raises(CannotRead):
        READERS[door][0](raw)
