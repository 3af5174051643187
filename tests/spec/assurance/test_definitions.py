"""Measures as data: each says in words what it counts, and none is half said."""

import pytest

from kith.assurance import definitions, queries

HEAD = """-- Contacts decided in time
--
-- Measure:   M-99
-- Version:   3
-- Kind:      share
-- Counts:    Every contact,
--            one for each child.
-- In:        It was decided in time
-- Not in:    It was not
-- Split by:  sender, channel
-- Notes:     late: Decided late; undecided: Not decided yet
-- Source:    Working Together
-- Caution:   By the first decision.
select 1
"""


def read(tmp_path, text):
    path = tmp_path / "it.sql"
    path.write_text(text)
    return definitions.read(path)


def test_a_measure_is_read_from_its_head(tmp_path):
    found = read(tmp_path, HEAD)
    assert (found.number, found.version, found.says, found.kind) == (
        "M-99",
        3,
        "Contacts decided in time",
        "share",
    )
    assert found.head["Counts"] == "Every contact, one for each child."
    assert (found.splits, found.notes) == (
        ("sender", "channel"),
        {"late": "Decided late", "undecided": "Not decided yet"},
    )
    assert found.sql == "select 1"


@pytest.mark.parametrize(
    "without",
    ["Measure", "Version", "Kind", "Counts", "Source", "Caution", "In", "Not in"],
)
def test_a_measure_that_does_not_say_what_it_counts_is_refused(tmp_path, without):
    kept = [line for line in HEAD.splitlines() if not line.startswith(f"-- {without}:")]
    with pytest.raises((definitions.MeasureIsWrong, KeyError)) as refused:
        read(tmp_path, "\n".join(kept))
    assert without in str(refused.value)


def test_a_measure_of_a_kind_that_nobody_knows_is_refused(tmp_path):
    with pytest.raises(definitions.MeasureIsWrong, match="of kind “score”"):
        read(tmp_path, HEAD.replace("share", "score"))


def test_no_two_measures_have_one_number_and_each_part_has_words():
    every = definitions.measures()
    assert len({each.number for each in every}) == len(every)
    assert {part for each in every for part in each.splits} <= set(queries.HEADINGS)


def test_a_measure_that_names_a_question_names_one_of_the_list():
    codes = {entry.code for entry in queries.questions()}
    assert {each.question for each in definitions.measures() if each.question} == codes


def test_no_aim_is_left_over_from_a_measure_that_is_gone():
    assert {entry.code for entry in queries.aims()} <= {each.code for each in definitions.measures()}


def test_every_note_that_a_measure_gives_has_words():
    for each in definitions.measures():
        for code in each.notes:
            assert f"'{code}'" in each.sql, f"{each.code} explains “{code}” and never says it."
