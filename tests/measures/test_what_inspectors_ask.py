"""Measures of what inspectors ask a front door: small tables in, small tables out."""

import psycopg
import pytest

from tests.measures.small import answer

LED = "what_led"
MARKED = "signs_marked"
ADULT = "adult_led"
RESTRICTED = "restrictions_answered"
WHOLE = "came_whole"
KNOWN = "known_before"
CHASED = "not_chased"
REREAD = "read_again"
NIGHT = "at_night"
OTHERS = "others_considered"
POLICE = "police_whole"
ROOM = "in_the_room"
TESTED = {LED, MARKED, ADULT, RESTRICTED, WHOLE, KNOWN, CHASED, REREAD, NIGHT, OTHERS, POLICE, ROOM}

AGENCIES = """
    id  says                  kind
    1   Lanternfield Academy  school
    2   Ravenshire Police     police
"""
FOUR = """
    id  reference  partnership_id  subject_id  record_id  receipt_id  from_agency_id  channel  kind   received_at
    1   first      1               11          21         1           1               web      child  2026-03-02 09:00+00
    2   second     1               12          22         2           1               web      child  2026-03-02 09:00+00
    3   third      1               13          23         3           1               web      child  2026-03-02 09:00+00
    4   elsewhere  2               14          24         4           1               web      child  2026-03-02 09:00+00
"""


def contacts(columns: str, *said: str, first: str = FOUR) -> str:
    """The same contacts, with more said of each."""
    lines = first.strip().splitlines()
    more = [columns, *said, *[said[-1]] * (len(lines) - 1 - len(said))]
    return "\n".join(f"{line}  {each}" for line, each in zip(lines, more, strict=True))


def test_what_led_to_a_contact_is_one_of_the_list_or_in_somebodys_own_words(
    small: psycopg.Connection,
) -> None:
    given = {
        "sharing_agency": AGENCIES,
        "frontdoor_contact": contacts(
            "source_code  sub_source  led_by",
            "1D  hotel  A briefing or training: the one at the station",
            "2A  ''  My neighbour Jo told me",
            "2A  ''  ''",
        ),
    }
    assert answer(small, LED, given, by="led") == {
        "first": (True, "A briefing or training"),
        "second": (True, "own_words"),
        "third": (False, ""),
    }, "What somebody wrote may name a person, and is no group of its own."
    assert answer(small, LED, given, by="told_by") == {
        "first": (True, "hotel"),
        "second": (True, "2A"),
        "third": (False, "2A"),
    }


def test_a_sign_is_the_senders_where_the_sender_marked_it_first(small: psycopg.Connection) -> None:
    told = answer(small, MARKED, {"sharing_agency": AGENCIES, "frontdoor_contact": FOUR, "frontdoor_formanswer": """
        id  contact_id  form      answer    by_worker_id  recorded_at
        1   1           criminal  seen      -             -
        2   1           criminal  seen      5             2026-03-02 10:00+00
        3   1           sexual    not_seen  -             -
        4   2           criminal  seen      5             2026-03-02 10:00+00
        5   2           criminal  seen      -             2026-03-03 10:00+00
        6   2           online    seen      5             2026-12-03 10:00+00
        7   3           criminal  not_known  -            -
        8   3           criminal  seen      5             2026-03-02 10:00+00
        9   4           criminal  seen      -             -
    """, "frontdoor_signweighed": """
        id  contact_id  form      is_sign  recorded_at
        1   2           criminal  true     2026-03-02 10:00+00
        2   3           criminal  false    2026-03-02 09:30+00
    """})  # fmt: skip
    assert told == {"first": (True, ""), "second": (False, "text"), "third": (False, "found")}, (
        "What the sender added after somebody had marked it comes too late to be the sender's."
    )


def test_a_referral_about_an_adult_says_the_risk_to_each_child(small: psycopg.Connection) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  kind   sub_source  missing_parts                                 received_at
        1   analysed   1               11          1               child  probation   {consent}                                     2026-03-02 09:00+00
        2   general    1               12          1               child  probation   {"the risk to this child, and why"}           2026-03-02 09:00+00
        3   none       1               13          1               child  probation   {risk,consent}                                2026-03-02 09:00+00
        4   not_known  1               14          1               adult  probation   {"who the children are"}                      2026-03-02 09:00+00
        5   a_child    1               15          1               child  hotel       {risk}                                        2026-03-02 09:00+00
        6   elsewhere  2               16          1               adult  probation   {risk}                                        2026-03-02 09:00+00
    """}  # fmt: skip
    assert answer(small, ADULT, given) == {
        "analysed": (True, ""),
        "general": (False, "general"),
        "none": (False, "none"),
        "not_known": (True, ""),
    }


def test_an_adult_is_named_or_none_is_known_or_nobody_asked(small: psycopg.Connection) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference   partnership_id  subject_id  record_id  from_agency_id  channel  kind   adults_answer  received_at
        1   restricted  1               11          21         1               web      child  yes            2026-03-02 09:00+00
        2   named       1               12          22         1               web      child  yes            2026-03-02 09:00+00
        3   none_known  1               13          23         1               web      child  none_known     2026-03-02 09:00+00
        4   not_asked   1               14          24         1               web      child  not_asked      2026-03-02 09:00+00
        5   later       1               15          25         1               web      child  yes            2026-03-02 09:00+00
        6   an_adult    1               16          26         1               web      adult  yes            2026-03-02 09:00+00
        7   elsewhere   2               17          27         1               web      child  yes            2026-03-02 09:00+00
    """, "people_linkedadult": """
        id  record_id  restriction                  recorded_at
        1   21         ''                           2026-03-02 09:00+00
        2   21         Not to come near the school  2026-03-02 09:00+00
        3   22         ''                           2026-03-02 09:00+00
        4   25         Not to come near the school  2026-12-02 09:00+00
    """}  # fmt: skip
    assert answer(small, RESTRICTED, given, by="restriction") == {
        "restricted": (True, "An adult, and what restricts them"),
        "named": (True, "An adult, and no restriction"),
        "none_known": (True, "None known"),
        "not_asked": (False, "Not asked"),
        "later": (True, "An adult, not named"),
    }


@pytest.mark.parametrize(
    "missing, said",
    [
        pytest.param("{}", (True, ""), id="nothing is missing"),
        pytest.param('{consent,"every form"}', (False, "consent"), id="consent, and more"),
        pytest.param("{risk}", (False, "risk"), id="the risk"),
        pytest.param('{"the risk to this child, and why"}', (False, "general"), id="one risk for several"),
        pytest.param('{"every form"}', (False, "forms"), id="a form of exploitation"),
        pytest.param('{"the child’s words"}', (False, "words"), id="the child’s words"),
        pytest.param('{"adults who may be a risk"}', (False, "adults"), id="which adults"),
        pytest.param('{"which area answers for this home"}', (False, "other"), id="which area it is for"),
    ],
)
def test_a_contact_came_whole_when_no_part_was_missing(
    small: psycopg.Connection, missing: str, said: tuple[bool, str]
) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": contacts("missing_parts", missing)}
    assert answer(small, WHOLE, given) == dict.fromkeys(("first", "second", "third"), said)
    assert answer(small, WHOLE, given, by="setting")["first"] == (said[0], "school")


def test_where_no_child_is_known_yet_no_part_of_a_child_can_be_missing(small: psycopg.Connection) -> None:
    of_adult = FOUR.replace("web      child", "web      adult", 1)
    told = contacts("missing_parts", '{"who the children are"}', "{}", first=of_adult)
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": told}
    assert set(answer(small, WHOLE, given)) == {"second", "third"}


def test_a_known_child_was_told_of_before_under_another_receipt(small: psycopg.Connection) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  receipt_id  from_agency_id  received_at
        1   years_ago  1               11          1           1               2020-03-02 09:00+00
        2   known      1               11          2           1               2026-03-02 09:00+00
        3   first      1               13          3           1               2026-03-02 09:00+00
        4   together   1               14          3           1               2026-03-02 09:01+00
        5   linked     1               15          5           1               2026-03-02 09:00+00
        6   elsewhere  2               11          6           1               2026-03-02 09:00+00
        7   next_door  2               16          7           1               2026-03-01 09:00+00
        8   new_here   1               16          8           1               2026-03-02 09:00+00
    """, "people_link": """
        id  subject_id  other_id
        1   15          11
        2   14          13
    """, "record_clock": """
        id  about_kind  about      rule    due_at
        1   contact     known      CLK-01  2026-03-03 17:00+00
        2   contact     first      CLK-01  2026-03-03 17:00+00
        3   contact     together   CLK-01  2026-12-03 17:00+00
        4   contact     linked     CLK-01  2026-03-03 17:00+00
        5   contact     new_here   CLK-01  2026-12-03 17:00+00
    """, "frontdoor_decision": """
        id  contact_id  decided_at
        1   2           2026-03-03 17:01+00
        2   3           2026-03-03 16:00+00
    """}  # fmt: skip
    assert answer(small, KNOWN, given) == {
        "known": (False, "late"),
        "first": (True, ""),
        "together": (None, ""),
        "linked": (False, "undecided"),
        "new_here": (None, ""),
    }
    before = {item: by for item, (_, by) in answer(small, KNOWN, given, by="known").items()}
    assert before == {
        "known": "Known before",
        "first": "Told of for the first time",
        "together": "Told of for the first time",
        "linked": "Known before",
        "new_here": "Told of for the first time",
    }, "What another front door was told is not said here."


def test_chasing_is_what_was_rung_asked_again_or_asked_of_the_sender_before_the_decision(
    small: psycopg.Connection,
) -> None:
    given = {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference   partnership_id  subject_id  from_agency_id  channel  received_at
        1   nobody      1               11          1               web      2026-03-02 09:00+00
        2   asked_back  1               12          1               web      2026-03-02 09:00+00
        3   in_writing  1               13          1               phone    2026-03-02 09:00+00
        4   rung_twice  1               14          1               web      2026-03-02 09:00+00
        5   after_it    1               15          1               web      2026-03-02 09:00+00
        6   not_yet     1               16          1               web      2026-03-02 09:00+00
    """, "frontdoor_decision": """
        id  contact_id  decided_at
        1   1           2026-03-03 12:00+00
        2   2           2026-03-03 12:00+00
        3   3           2026-03-03 12:00+00
        4   4           2026-03-03 12:00+00
        5   5           2026-03-03 12:00+00
    """, "frontdoor_informationrequest": """
        id  contact_id  agency_id  after_id  asked_at
        1   1           2          -         2026-03-02 10:00+00
        2   2           1          -         2026-03-02 10:00+00
        3   4           2          -         2026-03-02 10:00+00
        4   4           2          3         2026-03-02 15:00+00
        5   5           1          -         2026-03-04 10:00+00
    """, "frontdoor_chase": """
        id  request_id  minutes  recorded_at
        1   3           10       2026-03-02 12:00+00
        2   3           5        2026-03-02 14:00+00
        3   3           5        2026-03-04 14:00+00
    """, "frontdoor_followup": """
        id  contact_id  rang            recorded_at
        1   3           The school      2026-03-02 14:00+00
        2   1           ''              2026-03-02 14:00+00
    """}  # fmt: skip
    assert answer(small, CHASED, given) == {
        "nobody": (True, ""),
        "asked_back": (False, "sender"),
        "in_writing": (False, "writing"),
        "rung_twice": (False, "answer"),
        "after_it": (True, ""),
    }
    assert answer(small, CHASED, given, by="chases")["rung_twice"] == (False, "Two or three")


def test_a_decision_of_the_sample_waits_until_somebody_else_has_read_it(small: psycopg.Connection) -> None:
    told = answer(small, REREAD, {"frontdoor_contact": """
        id  reference  partnership_id
        1   agreed     1
        2   otherwise  1
        3   waits      1
        4   not_drawn  1
        5   since      1
        6   elsewhere  2
    """, "frontdoor_decision": """
        id  contact_id  subject_id  outcome  sample  decided_at
        1   1           11          advice   closed  2026-03-02 09:00+00
        2   2           12          advice   closed  2026-03-02 09:00+00
        3   3           13          advice   one     2026-03-02 09:00+00
        4   4           14          advice   ''      2026-03-02 09:00+00
        5   5           15          advice   alone   2026-03-02 09:00+00
        6   6           16          advice   alone   2026-03-02 09:00+00
    """, "frontdoor_reread": """
        id  decision_id  is_agreed  recorded_at
        1   1            true       2026-03-04 09:00+00
        2   2            false      2026-03-04 09:00+00
        3   5            true       2026-12-04 09:00+00
    """})  # fmt: skip
    assert told == {
        "agreed": (True, ""),
        "otherwise": (False, "otherwise"),
        "waits": (None, ""),
        "since": (None, ""),
    }


@pytest.mark.parametrize(
    "received, opened, said",
    [
        pytest.param("2026-03-04 10:00+00", "-", "not counted", id="Wednesday, 10am: the office is open"),
        pytest.param("2026-03-04 20:00+00", "2026-03-05 08:59+00", (True, ""), id="evening: before 9am"),
        pytest.param("2026-03-04 20:00+00", "2026-03-05 09:00+00", (False, "morning"), id="evening: at 9am"),
        pytest.param("2026-03-05 03:00+00", "-", (False, "unopened"), id="3am: nobody yet"),
        pytest.param("2026-03-07 11:00+00", "2026-03-09 08:00+00", (True, ""), id="Saturday: before Monday"),
        pytest.param("2026-04-03 11:00+00", "2026-04-07 07:59+00", (True, ""), id="Good Friday: before Tuesday, by British Summer Time"),
        pytest.param("2026-04-03 11:00+00", "2026-04-07 08:01+00", (False, "morning"), id="Good Friday: after it"),
        pytest.param("2026-11-30 08:30+00", "2026-11-30 12:30+00", (False, "unopened"), id="opened since the moment that is looked at"),
        pytest.param("2026-11-29 08:30+00", "2026-11-29 08:40+00", (True, ""), id="Sunday: ten minutes later"),
    ],
)  # fmt: skip
def test_a_contact_at_night_is_looked_at_before_the_office_opens(
    small: psycopg.Connection, received: str, opened: str, said: object
) -> None:
    told = answer(small, NIGHT, {"sharing_agency": AGENCIES, "frontdoor_contact": f"""
        id  reference  partnership_id  subject_id  from_agency_id  channel  rag  received_at  opened_at
        1   it         1               11          1               web      red  {received}  {opened}
        2   decided    1               12          1               web      red  2026-03-04 20:00+00  -
    """, "frontdoor_decision": """
        id  contact_id  decided_at
        1   2           2026-03-04 23:00+00
    """})  # fmt: skip
    assert told.get("it", "not counted") == said
    assert told["decided"] == (True, ""), "Who decides has looked."


def test_what_came_this_night_waits_until_the_office_has_opened(small: psycopg.Connection) -> None:
    told = answer(small, NIGHT, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  channel  rag  received_at          opened_at
        1   it         1               11          1               web      ''   2026-11-30 03:00+00  -
    """}, known_at="2026-11-30 08:00")  # fmt: skip
    assert told == {"it": (None, "")}


def test_other_children_are_thought_of_beside_the_child_and_in_the_home(small: psycopg.Connection) -> None:
    told = answer(small, OTHERS, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  record_id  from_agency_id
        1   beside     1               11          21         1
        2   considered  1              12          22         1
        3   one_of_two  1              13          23         1
        4   too_late   1               14          24         1
        5   nobody_else  1             15          25         1
        6   elsewhere  2               16          26         1
    """, "frontdoor_decision": """
        id  contact_id  outcome  others      decided_at
        1   1           advice   not_needed  2026-03-03 12:00+00
        2   2           advice   ''          2026-03-03 12:00+00
        3   3           advice   ''          2026-03-03 12:00+00
        4   4           advice   ''          2026-03-03 12:00+00
        5   5           advice   ''          2026-03-03 12:00+00
        6   6           advice   own         2026-03-03 12:00+00
    """, "people_householdmember": """
        id  record_id  is_child  recorded_at
        1   22         yes       2026-03-02 09:00+00
        2   23         yes       2026-03-02 09:00+00
        3   23         yes       2026-03-02 09:00+00
        4   24         yes       2026-03-02 09:00+00
        5   25         no        2026-03-02 09:00+00
        6   25         yes       2026-03-09 09:00+00
    """, "frontdoor_considered": """
        id  member_id  recorded_at
        1   1          2026-03-03 11:00+00
        2   2          2026-03-03 11:00+00
        3   4          2026-03-04 11:00+00
    """})  # fmt: skip
    assert told == {
        "beside": (True, ""),
        "considered": (True, ""),
        "one_of_two": (False, "home"),
        "too_late": (False, "home"),
    }


def test_a_police_notification_says_what_came_before_and_asks_about_ethnicity(
    small: psycopg.Connection,
) -> None:
    told = answer(small, POLICE, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  record_id  from_agency_id  source_code  kind   channel  police                              received_at
        1   whole      1               11          21         2               6            child  api      {"previous_incidents": "none"}      2026-03-02 09:00+00
        2   declined   1               12          22         2               6            child  api      {"previous_incidents": "two"}       2026-03-02 09:00+00
        3   history    1               13          23         2               6            child  api      {"unit": "Response"}                2026-03-02 09:00+00
        4   ethnicity  1               14          24         2               6            child  api      {"previous_incidents": "two"}       2026-03-02 09:00+00
        5   both       1               15          25         2               6            child  api      {}                                  2026-03-02 09:00+00
        6   a_school   1               16          26         1               2A           child  web      {}                                  2026-03-02 09:00+00
    """, "people_characteristic": """
        id  record_id  what       answer     recorded_at
        1   21         ethnicity  given      2026-03-02 09:00+00
        2   22         ethnicity  declined   2026-03-02 09:00+00
        3   23         ethnicity  given      2026-03-02 09:00+00
        4   24         ethnicity  not_asked  2026-03-02 09:00+00
        5   25         religion   given      2026-03-02 09:00+00
    """})  # fmt: skip
    assert told == {
        "whole": (True, ""),
        "declined": (True, ""),
        "history": (False, "history"),
        "ethnicity": (False, "ethnicity"),
        "both": (False, "both"),
    }


def test_an_agency_is_in_the_room_by_what_was_last_said_of_the_day_and_a_day_without_a_word_is_not_known(
    small: psycopg.Connection,
) -> None:
    given = {
        "sharing_agency": """
            id  says    ends_on
            1   School  -
            2   Police  2026-04-10
            3   Trust   2026-04-01
        """,
        "frontdoor_attendance": """
            id  partnership_id  agency_id  day         presence  recorded_at
            1   1               1          2026-04-01  there     2026-04-01 10:00+00
            2   1               2          2026-04-01  absent    2026-04-01 10:00+00
            3   1               2          2026-04-01  deputy    2026-04-02 10:00+00
            4   1               1          2026-04-04  there     2026-04-04 10:00+00
            5   2               2          2026-04-02  there     2026-04-02 10:00+00
            6   1               1          2026-04-07  report    2026-04-07 10:00+00
            7   1               3          2026-04-01  there     2026-04-01 10:00+00
        """,
    }  # fmt: skip
    assert answer(small, ROOM, given, known_at="2026-04-08 08:00") == {
        "2026-04-01 School": (True, ""),
        "2026-04-01 Police": (True, ""),
        "2026-04-01 Trust": (True, ""),
        "2026-04-02 School": (None, ""),
        "2026-04-02 Police": (None, ""),
        "2026-04-04 School": (True, ""),
        "2026-04-07 School": (False, "report"),
        "2026-04-07 Police": (None, ""),
    }, (
        "3 and 6 April are holidays, the 4th a Saturday on which they met, and the 8th is not over; the Trust closed on the 1st."
    )
    as_first_said = answer(small, ROOM, given, known_at="2026-04-01 23:00")
    assert as_first_said["2026-04-01 Police"] == (False, "absent")
    assert answer(small, ROOM, given, known_at="2026-04-08 08:00", by="room")["2026-04-01 Police"] == (
        True,
        "Police",
    )


def test_an_agency_is_looked_for_in_the_room_only_while_there_is_such_an_agency(
    small: psycopg.Connection,
) -> None:
    given = {
        "sharing_agency": """
            id  says    starts_on   ends_on
            1   Police  2020-01-01  -
            2   Trust   2026-04-15  -
            3   Board   2020-01-01  2026-04-14
        """,
        "frontdoor_attendance": """
            id  partnership_id  agency_id  day         presence  recorded_at
            1   1               1          2026-04-14  there     2026-04-14 10:00+00
            2   1               3          2026-04-14  there     2026-04-14 10:00+00
            3   1               2          2026-04-15  there     2026-04-15 10:00+00
        """,
    }
    assert answer(small, ROOM, given, known_at="2026-04-16 08:00") == {
        "2026-04-14 Police": (True, ""),
        "2026-04-14 Board": (True, ""),
        "2026-04-15 Police": (None, ""),
        "2026-04-15 Trust": (True, ""),
    }
