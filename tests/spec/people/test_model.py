"""The model: a file that Splink reads too, of conditions that are known, with a reason for each first weight."""

import json
from datetime import date

import pytest

from kith.people.matching import model, predicates
from kith.people.matching.columns import columns
from kith.people.matching.names import LISTS
from kith.people.matching.record import Record, tidy

SETTINGS = json.loads((LISTS / "model.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "comparison", SETTINGS["comparisons"], ids=lambda told: told["comparison_description"]
)
def test_each_comparison_shares_out_the_whole_of_both_probabilities(comparison):
    levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
    assert sum(level["m_probability"] for level in levels) == pytest.approx(1, abs=1e-9)
    assert sum(level["u_probability"] for level in levels) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    "comparison", SETTINGS["comparisons"], ids=lambda told: told["comparison_description"]
)
def test_agreement_weighs_for_and_plain_difference_against(comparison):
    levels = [
        level for level in model.read({"comparisons": [comparison]}).comparisons[0].levels if level.verdict
    ]
    assert all(level.weight > 0 for level in levels if level.verdict == "agrees")
    assert levels[-1].weight < 0
    assert max(level.weight for level in levels) == max(
        level.weight for level in levels if level.verdict == "agrees"
    )


def test_each_first_weight_has_its_reason_and_is_marked_local():
    reasons = {entry.extra["value"]: entry for entry in model.features() if entry.code.startswith("weights.")}
    assert set(reasons) == {comparison["output_column_name"] for comparison in SETTINGS["comparisons"]}
    assert all(entry.local for entry in reasons.values())


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param(
            'soundex("family_name_l") = soundex("family_name_r")', id="a function that is not in the list"
        ),
        pytest.param('"shoe_size_l" = "shoe_size_r"', id="a column that is not there"),
        pytest.param("1 = 1; drop table people", id="something else altogether"),
    ],
)
def test_a_condition_that_is_not_known_is_refused_when_the_model_is_read(sql):
    level = {"sql_condition": sql, "label_for_charts": "agrees", "m_probability": 0.9, "u_probability": 0.1}
    told = {"output_column_name": "family_name", "comparison_levels": [level, {"sql_condition": "ELSE"}]}
    with pytest.raises(model.ModelIsWrong, match="model.json, family_name, level “agrees”: .* Use one"):
        model.read({"comparisons": [told]})


def test_a_label_that_does_not_say_whether_it_agrees_is_refused():
    level = {
        "sql_condition": '"sex_l" = "sex_r"',
        "label_for_charts": "Exact",
        "m_probability": 0.9,
        "u_probability": 0.5,
    }
    with pytest.raises(model.ModelIsWrong, match="begin the label with “agrees” or “differs”"):
        model.read({"comparisons": [{"output_column_name": "sex", "comparison_levels": [level]}]})


@pytest.mark.parametrize(
    "sql, sent, held, holds",
    [
        pytest.param(
            'levenshtein("family_name_l", "family_name_r") <= 1',
            Record(family_name="Marsh"), Record(family_name="March"), True, id="one letter",
        ),
        pytest.param(
            'levenshtein("family_name_l", "family_name_r") <= 1',
            Record(family_name="Marsh"), Record(), False, id="what is not held is not near",
        ),
        pytest.param(
            '"family_name_l" IS NULL OR "family_name_r" IS NULL',
            Record(family_name="Marsh"), Record(), True, id="what is not held is null",
        ),
        pytest.param(
            """levenshtein(strftime("date_of_birth_l", '%Y%m%d'), strftime("date_of_birth_r", '%Y%m%d')) <= 1""",
            Record(date_of_birth=date(2012, 5, 21)), Record(date_of_birth=date(2012, 5, 11)), True, id="one digit of a day",
        ),
        pytest.param(
            """abs(date_diff('day', "date_of_birth_l", "date_of_birth_r")) <= 42""",
            Record(date_of_birth=date(2012, 5, 21)), Record(date_of_birth=date(2012, 7, 3)), False, id="six weeks and a day",
        ),
        pytest.param(
            'list_has_any("family_parts_l", "family_parts_r")',
            Record(family_name="Marsh-Quill"), Record(family_name="Quill"), True, id="one part of two",
        ),
    ],
)  # fmt: skip
def test_a_condition_says_in_python_what_it_says_in_sql(sql, sent, held, holds):
    assert predicates.condition(sql)(columns(tidy(sent)), columns(tidy(held))) is holds
