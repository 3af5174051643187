"""The measures of the child’s voice: whose words are there, and who was offered time alone."""

import psycopg
import pytest

from tests.measures.small import answer

WORDS, ALONE = "childs_words", "time_alone"
TESTED = {WORDS, ALONE}

AGENCIES = """
    id  says                   kind
    1   Lanternfield Academy   school
    2   Ravenshire Police      police
"""


def test_the_childs_words_are_there_or_it_is_said_why_or_nothing_is(small: psycopg.Connection) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  kind    received_at             childs_words  words_heard
        1   said       1               11          1               child   2026-03-02 09:00+00     Leave         Teacher
        2   not_asked  1               12          1               child   2026-03-02 09:00+00     ''            Absent
        3   nothing    1               13          2               child   2026-03-02 09:00+00     ''            ''
        4   unborn     1               14          2               unborn  2026-03-02 09:00+00     ''            ''
        5   adult      1               15          2               adult   2026-03-02 09:00+00     ''            ''
        6   elsewhere  2               16          1               child   2026-03-02 09:00+00     Leave         ''
        7   later      1               17          1               child   2026-12-02 09:00+00     Leave         ''
    """}  # fmt: skip
    assert answer(small, WORDS, given) == {
        "said": (True, ""),
        "not_asked": (False, "why"),
        "nothing": (False, "nothing"),
    }
    assert {item: by for item, (_, by) in answer(small, WORDS, given, by="voice").items()} == {
        "said": "In the child’s own words",
        "not_asked": "No words, and why",
        "nothing": "Nothing said",
    }
    assert {item: by for item, (_, by) in answer(small, WORDS, given, by="setting").items()} == {
        "said": "school",
        "not_asked": "school",
        "nothing": "police",
    }


def test_time_alone_is_counted_where_it_was_given_or_offered_and_silence_is_not_a_no(
    small: psycopg.Connection,
) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  kind    received_at             spoken_alone
        1   alone      1               11          1               child   2026-03-02 09:00+00     yes
        2   offered    1               12          1               child   2026-03-02 09:00+00     offered
        3   no         1               13          2               child   2026-03-02 09:00+00     no
        4   not_known  1               14          2               child   2026-03-02 09:00+00     not_known
        5   silent     1               15          2               child   2026-03-02 09:00+00     ''
        6   before     1               16          2               child   2026-03-02 09:00+00     -
        7   unborn     1               17          2               unborn  2026-03-02 09:00+00     yes
        8   elsewhere  2               18          2               child   2026-03-02 09:00+00     yes
        9   later      1               19          2               child   2026-12-02 09:00+00     yes
    """}  # fmt: skip
    assert answer(small, ALONE, given) == {
        "alone": (True, ""),
        "offered": (True, ""),
        "no": (False, ""),
        "not_known": (False, ""),
        "silent": (False, "silent"),
        "before": (None, ""),
    }
    assert {item: by for item, (_, by) in answer(small, ALONE, given, by="alone").items()} == {
        "alone": "yes",
        "offered": "offered",
        "no": "no",
        "not_known": "not_known",
        "silent": "none",
        "before": "none",
    }


@pytest.mark.parametrize("measure", sorted(TESTED))
def test_what_came_before_or_after_the_year_is_not_counted_in_it(
    small: psycopg.Connection, measure: str
) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  kind   received_at             childs_words  words_heard  spoken_alone
        1   before     1               11          1               child  2025-12-31 23:00+00     Leave         ''           yes
        2   first      1               12          1               child  2026-01-01 00:00+00     Leave         ''           yes
        3   last       1               13          1               child  2026-12-31 23:59+00     Leave         ''           yes
        4   after      1               14          1               child  2027-01-01 00:00+00     Leave         ''           yes
    """}  # fmt: skip
    assert set(answer(small, measure, given, known_at="2027-02-01 12:00")) == {"first", "last"}
