"""The county tells in the codes of the lists, as a sender's form does."""

from datetime import date

from kith.county.stories.children import not_asked
from kith.frontdoor.rules.sent import not_asked_because


def test_a_family_that_was_not_asked_was_not_asked_for_a_reason_of_the_list() -> None:
    assert not_asked_because().has(not_asked("He may come home.")["not_asked_because"], date(2026, 11, 22))
