"""The measure of words that put what was done to a child on the child."""

import psycopg

from tests.measures.small import answer

KINDLY = "worded_kindly"
TESTED = {KINDLY}


def test_what_was_told_and_each_decision_is_counted_by_who_wrote_it_and_by_its_first_word(
    small: psycopg.Connection,
) -> None:
    given = {"frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  received_at             words_asked
        1   kindly     1               11          1               2026-03-02 09:00+00     {}
        2   blamed     1               12          1               2026-03-02 09:00+00     {own-risk,dealer}
        3   before     1               13          1               2026-03-02 09:00+00     -
        4   elsewhere  2               14          1               2026-03-02 09:00+00     {dealer}
        5   later      1               15          1               2026-12-02 09:00+00     {}
    """, "sharing_agency": """
        id  says
        1   Lanternfield Academy
        2   Council
    """, "sharing_team": """
        id  says
        1   The front door
    """, "sharing_post": """
        id  agency_id  team_id
        1   2          1
        2   2          -
    """}  # fmt: skip
    assert answer(small, KINDLY, given) == {
        "kindly": (True, ""),
        "blamed": (False, "told"),
        "before": (None, ""),
    }
    decided = given | {"frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  received_at             words_asked
        1   by_team    1               11          1               2025-01-02 09:00+00     {dealer}
        2   by_post    1               12          1               2025-01-02 09:00+00     {dealer}
        3   not_yet    1               13          1               2025-01-02 09:00+00     {}
        4   elsewhere  2               14          1               2025-01-02 09:00+00     {}
    """, "frontdoor_decision": """
        id  contact_id  by_post_id  decided_at              words_asked
        1   1           1           2026-03-03 09:00+00     {}
        2   2           2           2026-03-03 09:00+00     {lifestyle-choice}
        3   3           1           2026-12-02 09:00+00     {}
        4   4           1           2026-03-03 09:00+00     {}
    """}  # fmt: skip
    assert answer(small, KINDLY, decided) == {"by_team": (True, ""), "by_post": (False, "decided")}
    assert {item: by for item, (_, by) in answer(small, KINDLY, decided, by="writer").items()} == {
        "by_team": "The front door",
        "by_post": "Council",
    }
    assert {item: by for item, (_, by) in answer(small, KINDLY, decided, by="word").items()} == {
        "by_team": "none",
        "by_post": "lifestyle-choice",
    }
