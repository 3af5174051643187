"""Which of what a child came to an emergency department with asks for support afterwards (S2-043)."""

from datetime import date

import pytest

from kith.frontdoor.rules import attended
from kith.frontdoor.rules.shapes import attended_for

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("source", "came_for", "says"),
    [
        ("3E", ["Self-harm"], "What support follows (self-harm)"),
        ("3E", ["Injury", "Alcohol or drugs", "Self-harm"], "What support follows (alcohol or drugs, self-harm)"),
        ("3E", ["Injury", "Pregnancy"], ""),
        ("3E", [], ""),
        ("3F", ["Self-harm"], ""),
    ],
)  # fmt: skip
def test_support_is_asked_about_after_what_calls_for_it_and_of_a_department_alone(
    source: str, came_for: list[str], says: str
) -> None:
    assert attended.support_follows(source, came_for, DAY) == says


def test_substance_self_harm_assault_and_weapons_call_for_support_as_the_finding_asks() -> None:
    follows = {entry.code for entry in attended_for().on(DAY) if entry.extra.get("follows")}
    assert follows == {"substance", "self_harm", "assault", "weapon", "mental_health"}
