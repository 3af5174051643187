"""Measures of what follows a decision: strategy discussions, early help, and children who were known before."""

import psycopg

from tests.measures.small import answer

FOLLOWED = "known_followed"
DECIDED = "discussions_decided"
TOGETHER = "discussions_together"
TAKEN_UP = "help_taken_up"
TESTED = {FOLLOWED, DECIDED, TOGETHER, TAKEN_UP}

AGENCIES = """
    id  says
    1   Lanternfield Academy
"""


def test_of_a_known_child_as_of_any_it_is_asked_whether_something_followed(small: psycopg.Connection) -> None:
    given = {"frontdoor_contact": """
        id  reference  partnership_id  subject_id  receipt_id  received_at
        1   years_ago  1               11          1           2020-03-02 09:00+00
        2   known      1               11          2           2026-03-02 09:00+00
        3   first      1               13          3           2026-03-02 09:00+00
        4   together   1               14          3           2026-03-02 09:01+00
        5   linked     1               15          5           2026-03-02 09:00+00
        6   elsewhere  2               11          6           2026-03-02 09:00+00
        7   later      1               16          7           2026-03-02 09:00+00
    """, "people_link": """
        id  subject_id  other_id
        1   15          11
        2   14          13
    """, "frontdoor_decision": """
        id  contact_id  outcome            decided_at
        1   2           advice             2026-03-03 09:00+00
        2   2           assessment         2026-03-04 09:00+00
        3   3           assessment         2026-03-03 09:00+00
        4   5           plan               2026-03-03 09:00+00
        5   7           assessment         2026-12-03 09:00+00
    """}  # fmt: skip
    assert answer(small, FOLLOWED, given) == {
        "known": (False, "closed"),
        "first": (True, ""),
        "together": (None, ""),
        "linked": (True, ""),
        "later": (None, ""),
    }, "The first decision counts, as it was known then."
    assert {item: by for item, (_, by) in answer(small, FOLLOWED, given, by="known").items()} == {
        "known": "Known before",
        "first": "Told of for the first time",
        "together": "Told of for the first time",
        "linked": "Known before",
        "later": "Told of for the first time",
    }


def test_a_manager_decides_on_each_demand_for_a_discussion_by_its_hour(small: psycopg.Connection) -> None:
    given = {"protection_trigger": """
        id  reference  subject_id  code        triggered_at
        1   in_time    11          front_door  2026-03-02 09:00+00
        2   late       12          section_47  2026-03-02 09:00+00
        3   nobody     13          asked       2026-03-02 09:00+00
        4   held       14          asked       2026-03-02 09:00+00
        5   not_due    15          asked       2026-11-30 11:00+00
        6   elsewhere  16          asked       2026-03-02 09:00+00
    """, "record_clock": """
        id  about_kind  about      rule           partnership_id  due_at
        1   discussion  in_time    KITH-STRATEGY  1               2026-03-02 13:00+00
        2   discussion  in_time    KITH-STRATEGY  1               2026-03-02 09:30+00
        3   discussion  late       KITH-STRATEGY  1               2026-03-02 13:00+00
        4   discussion  nobody     KITH-STRATEGY  1               2026-03-02 13:00+00
        5   discussion  held       KITH-STRATEGY  1               2026-03-02 13:00+00
        6   discussion  not_due    KITH-STRATEGY  1               2026-11-30 15:00+00
        7   discussion  elsewhere  KITH-STRATEGY  2               2026-03-02 13:00+00
        8   discussion  in_time    CLK-08         1               2026-03-02 08:00+00
    """, "protection_answer": """
        id  trigger_id  is_to_be_held  recorded_at
        1   1           false          2026-03-02 13:00+00
        2   1           true           2026-03-03 13:00+00
        3   2           true           2026-03-02 13:01+00
        4   3           true           2026-12-02 10:00+00
        5   4           true           2026-03-03 10:00+00
    """, "protection_discussion": """
        id  recorded_at
        1   2026-03-02 12:00+00
    """, "protection_settled": """
        id  trigger_id  discussion_id
        1   4           1
    """}  # fmt: skip
    assert answer(small, DECIDED, given) == {
        "in_time": (True, ""),
        "late": (False, "late"),
        "nobody": (False, "undecided"),
        "held": (True, ""),
        "not_due": (None, ""),
    }, "What was held and written down by then was decided on."
    assert {item: by for item, (_, by) in answer(small, DECIDED, given, by="answer").items()} == {
        "in_time": "None is held",
        "late": "Is held, or was",
        "nobody": "Not decided",
        "held": "Is held, or was",
        "not_due": "Not decided",
    }


def test_a_discussion_has_social_care_police_and_health_or_says_who_was_away(
    small: psycopg.Connection,
) -> None:
    given = {"protection_discussion": """
        id  reference  subject_id  is_section_47  held_at                 recorded_at
        1   all_three  11          true           2026-03-03 09:00+00     2026-03-03 10:00+00
        2   no_police  12          false          2026-03-03 09:00+00     2026-03-03 10:00+00
        3   alone      13          false          2026-03-03 09:00+00     2026-03-03 10:00+00
        4   elsewhere  14          false          2026-03-03 09:00+00     2026-03-03 10:00+00
        5   later      15          false          2026-11-29 09:00+00     2026-12-03 10:00+00
    """, "protection_settled": """
        id  trigger_id  discussion_id
        1   1           1
        2   2           2
        3   3           3
        4   4           4
        5   5           5
    """, "protection_trigger": """
        id  reference  triggered_at
        1   one        2026-03-02 09:00+00
        2   two        2026-03-02 09:00+00
        3   three      2026-03-02 09:00+00
        4   four       2026-03-02 09:00+00
        5   five       2026-03-02 09:00+00
    """, "record_clock": """
        id  about_kind  about  rule           partnership_id
        1   discussion  one    KITH-STRATEGY  1
        2   discussion  two    KITH-STRATEGY  1
        3   discussion  two    CLK-08         1
        4   discussion  three  KITH-STRATEGY  1
        5   discussion  four   KITH-STRATEGY  2
        6   discussion  five   KITH-STRATEGY  1
    """, "protection_tookpart": """
        id  discussion_id  kind                 is_here
        1   1              council_social_care  true
        2   1              police               true
        3   1              health               true
        4   2              council_social_care  true
        5   2              police               false
        6   2              health               true
        7   3              council_social_care  true
        8   3              school               true
    """}  # fmt: skip
    assert answer(small, TOGETHER, given) == {
        "all_three": (True, ""),
        "no_police": (False, "police"),
        "alone": (False, "more"),
    }


def test_early_help_is_taken_up_where_the_family_agrees(small: psycopg.Connection) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  partnership_id  from_agency_id
        1   1               1
        2   2               1
    """, "frontdoor_helpoffer": """
        id  reference    contact_id  subject_id  offered_at
        1   met          1           11          2026-03-02 09:00+00
        2   led          1           12          2026-03-02 09:00+00
        3   agreed       1           13          2026-03-02 09:00+00
        4   no           1           14          2026-03-02 09:00+00
        5   not_reached  1           15          2026-03-02 09:00+00
        6   not_asked    1           16          2026-03-02 09:00+00
        7   waits        1           17          2026-11-30 09:00+00
        8   not_needed   1           18          2026-03-02 09:00+00
        9   came_round   1           19          2026-03-02 09:00+00
        10  elsewhere    2           20          2026-03-02 09:00+00
    """, "record_clock": """
        id  about_kind  about        rule           due_at
        1   help        not_reached  KITH-HELP-ASK  2026-03-04 17:00+00
        2   help        not_asked    KITH-HELP-ASK  2026-03-04 17:00+00
        3   help        waits        KITH-HELP-ASK  2026-12-02 17:00+00
        0   help        waits        CLK-01         2026-03-03 17:00+00
    """, "frontdoor_familyanswer": """
        id  offer_id  answer       happened_at          recorded_at
        1   1         agreed       2026-03-03 09:00+00  2026-03-03 10:00+00
        2   2         agreed       2026-03-03 09:00+00  2026-03-03 10:00+00
        3   3         agreed       2026-03-03 09:00+00  2026-03-03 10:00+00
        4   4         agreed       2026-03-03 09:00+00  2026-03-03 10:00+00
        5   4         refused      2026-03-04 09:00+00  2026-03-04 10:00+00
        6   5         not_reached  2026-03-03 09:00+00  2026-03-03 10:00+00
        7   6         agreed       2026-12-03 09:00+00  2026-12-03 10:00+00
        8   8         not_needed   -                    2026-03-03 10:00+00
        9   9         not_reached  2026-03-03 09:00+00  2026-03-03 10:00+00
        10  9         agreed       2026-03-05 09:00+00  2026-03-05 10:00+00
    """, "frontdoor_helpallocated": """
        id  offer_id  recorded_at
        1   1         2026-03-04 10:00+00
        2   2         2026-03-04 10:00+00
        3   3         2026-12-04 10:00+00
        4   4         2026-03-03 11:00+00
    """, "frontdoor_helptry": """
        id  offer_id  is_met  recorded_at
        1   1         false   2026-03-05 10:00+00
        2   1         true    2026-03-06 10:00+00
        3   2         false   2026-03-05 10:00+00
    """}  # fmt: skip
    assert answer(small, TAKEN_UP, given) == {
        "met": (True, ""),
        "led": (True, ""),
        "agreed": (True, ""),
        "no": (False, "refused"),
        "not_reached": (False, "not_reached"),
        "not_asked": (False, "not_asked"),
        "waits": (None, ""),
        "not_needed": (True, ""),
        "came_round": (True, ""),
    }
    stands = {item: by for item, (_, by) in answer(small, TAKEN_UP, given, by="now").items()}
    assert (stands["met"], stands["led"], stands["agreed"], stands["no"]) == (
        "Met for the first time",
        "Led, not met yet",
        "Nobody leads yet",
        "Not agreed",
    )
