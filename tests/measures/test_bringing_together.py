"""The measures of bringing a picture together: how soon it was whole, and what became of a hesitation."""

import psycopg
import pytest

from tests.measures.small import answer

HESITATED, WHOLE = "hesitations_settled", "picture_whole"
TESTED = {HESITATED, WHOLE}

AGENCIES = """
    id  says                   kind
    1   Lanternfield Academy   school
    2   Moor Street Clinic     health
"""


def test_a_hesitation_ends_by_the_last_answer_that_followed_it(small: psycopg.Connection) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_informationrequest": """
        id  reference  partnership_id  agency_id  subjects  rag    asked_at             due_at
        1   shared     1               2          {11}      red    2026-03-02 09:00+00  2026-03-02 11:00+00
        2   nothing    1               2          {12}      red    2026-03-02 09:00+00  2026-03-02 11:00+00
        3   refused    1               2          {13}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        4   silent     1               2          {14}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        5   not_due    1               2          {15}      amber  2026-03-02 09:00+00  2026-12-02 11:00+00
        6   before     1               2          {16}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        7   anew       1               2          {17}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        8   withdrawn  1               2          {18}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        9   did_not    1               2          {19}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        10  elsewhere  2               2          {20}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        11  both       1               2          {21}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
        12  later      1               2          {22}      amber  2026-03-02 09:00+00  2026-03-02 11:00+00
    """, "frontdoor_hesitated": """
        id  request_id  recorded_at
        1   1           2026-03-02 10:00+00
        2   2           2026-03-02 10:00+00
        3   3           2026-03-02 10:00+00
        4   4           2026-03-02 10:00+00
        5   5           2026-03-02 10:00+00
        6   6           2026-03-02 10:00+00
        7   7           2026-03-02 10:00+00
        8   8           2026-03-02 10:00+00
        10  10          2026-03-02 10:00+00
        11  11          2026-03-02 10:00+00
        12  12          2026-12-02 10:00+00
    """, "frontdoor_requestanswer": """
        id  request_id  verdict        recorded_at
        1   1           answered       2026-03-03 10:00+00
        2   2           nothing_known  2026-03-02 10:30+00
        3   3           cannot_share   2026-03-02 10:30+00
        6   6           answered       2026-03-02 09:30+00
        7   7           cannot_share   2026-03-02 10:30+00
        8   7           answered       2026-03-04 10:30+00
        9   4           answered       2026-12-01 10:30+00
        10  10          answered       2026-03-02 10:30+00
        11  11          answered       2026-03-02 10:30+00
    """, "frontdoor_requestwithdrawn": """
        id  request_id  recorded_at
        1   8           2026-03-02 10:45+00
        2   11          2026-03-02 10:45+00
    """}  # fmt: skip
    assert answer(small, HESITATED, given) == {
        "shared": (True, ""),
        "nothing": (True, ""),
        "refused": (False, "refused"),
        "silent": (False, "silent"),
        "not_due": (None, ""),
        "before": (False, "silent"),
        "anew": (True, ""),
        "both": (True, ""),
    }
    what = {item: said for item, (_, said) in answer(small, HESITATED, given, by="ended").items()}
    assert (what["shared"], what["refused"], what["silent"]) == (
        "It shared",
        "It cannot share",
        "No answer yet",
    )
    assert answer(small, HESITATED, given, by="agency")["shared"] == (True, "Moor Street Clinic")


CONTACTS = """
    id  reference  partnership_id  subject_id  from_agency_id  channel  kind    received_at
    1   said       1               11          1               web      child   2026-03-02 09:00+00
    2   decided    1               12          1               web      child   2026-03-02 09:00+00
    3   late       1               13          1               web      child   2026-03-02 09:00+00
    4   open       1               14          1               web      child   2026-03-02 09:00+00
    5   not_due    1               15          1               web      unborn  2026-11-30 11:00+00
    6   no_clock   1               16          1               web      child   2026-03-02 09:00+00
    7   adult      1               17          1               web      adult   2026-03-02 09:00+00
    8   elsewhere  2               18          1               web      child   2026-03-02 09:00+00
    9   sooner     1               19          1               web      child   2026-03-02 09:00+00
    10  later      1               20          1               web      child   2026-12-02 09:00+00
"""
CLOCKS = """
    id  about_kind  about      rule          due_at               recorded_at
    1   contact     said       CLK-04-red    2026-03-02 11:00+00  2026-03-02 09:00+00
    2   contact     decided    CLK-04-amber  2026-03-02 17:00+00  2026-03-02 09:00+00
    3   contact     late       CLK-04-red    2026-03-02 11:00+00  2026-03-02 09:00+00
    4   contact     open       CLK-04-green  2026-03-04 17:00+00  2026-03-02 09:00+00
    5   contact     not_due    CLK-04-red    2026-11-30 13:00+00  2026-11-30 11:00+00
    6   contact     no_clock   CLK-01        2026-03-03 09:00+00  2026-03-02 09:00+00
    7   contact     adult      CLK-04-red    2026-03-02 11:00+00  2026-03-02 09:00+00
    8   contact     elsewhere  CLK-04-red    2026-03-02 11:00+00  2026-03-02 09:00+00
    9   contact     sooner     CLK-04-amber  2026-03-02 17:00+00  2026-03-02 09:00+00
    10  contact     sooner     CLK-04-red    2026-03-02 16:00+00  2026-03-02 10:00+00
    11  request     said       CLK-04-red    2026-03-02 09:30+00  2026-03-02 09:00+00
    12  contact     decided    CLK-04-red    2026-03-02 09:30+00  2026-12-01 09:00+00
    13  contact     later      CLK-04-red    2026-12-02 09:30+00  2026-03-02 09:00+00
"""


def test_a_picture_is_whole_when_somebody_says_so_or_when_it_was_decided_whichever_came_first(
    small: psycopg.Connection,
) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": CONTACTS, "record_clock": CLOCKS, "frontdoor_picturewhole": """
        id  contact_id  recorded_at
        1   1           2026-03-02 10:00+00
        2   1           2026-03-05 10:00+00
        3   3           2026-03-02 11:01+00
        4   4           2026-12-01 10:00+00
        5   9           2026-03-02 16:30+00
    """, "frontdoor_decision": """
        id  contact_id  decided_at
        1   2           2026-03-02 17:00+00
        2   1           2026-03-03 10:00+00
        3   4           2026-12-01 09:00+00
    """}  # fmt: skip
    assert answer(small, WHOLE, given) == {
        "said": (True, ""),
        "decided": (True, ""),
        "late": (False, "late"),
        "open": (False, "open"),
        "not_due": (None, ""),
        "sooner": (False, "late"),
    }
    said = {item: words for item, (_, words) in answer(small, WHOLE, given, by="ended").items()}
    assert (said["said"], said["decided"], said["open"]) == (
        "Somebody said that it is whole",
        "Decided, and nobody said so",
        "Not yet",
    )


@pytest.mark.parametrize("measure", sorted(TESTED))
def test_what_came_before_or_after_the_year_is_not_counted_in_it(
    small: psycopg.Connection, measure: str
) -> None:
    moments = {
        "before": "2025-12-31 23:59+00",
        "first": "2026-01-01 00:00+00",
        "last": "2026-12-31 23:59+00",
        "after": "2027-01-01 00:00+00",
    }
    contacts = ["id  reference  partnership_id  subject_id  from_agency_id  channel  kind  received_at"]
    clocks = ["id  about_kind  about  rule  due_at  recorded_at"]
    asked = ["id  reference  partnership_id  agency_id  subjects  rag  asked_at  due_at"]
    hesitated = ["id  request_id  recorded_at"]
    for number, (name, at) in enumerate(moments.items(), 1):
        contacts.append(f"{number}  {name}  1  {number}  1  web  child  {at}")
        clocks.append(f"{number}  contact  {name}  CLK-04-red  {at}  {at}")
        asked.append(f"{number}  {name}  1  2  {{{number}}}  red  2026-03-02 09:00+00  2026-03-02 11:00+00")
        hesitated.append(f"{number}  {number}  {at}")
    given = {
        "sharing_agency": AGENCIES,
        "frontdoor_contact": "\n".join(contacts),
        "record_clock": "\n".join(clocks),
        "frontdoor_informationrequest": "\n".join(asked),
        "frontdoor_hesitated": "\n".join(hesitated),
    }
    assert set(answer(small, measure, given, known_at="2027-02-01 12:00")) == {"first", "last"}
