"""Measures of the front door: small tables in, small tables out."""

import re

import psycopg
import pytest

from kith.assurance import definitions
from tests.measures.small import answer
from tests.measures.test_after_the_decision import TESTED as TESTED_AFTER
from tests.measures.test_bringing_together import TESTED as TESTED_BROUGHT
from tests.measures.test_voice import TESTED as TESTED_VOICE
from tests.measures.test_what_inspectors_ask import TESTED as TESTED_AS_ASKED
from tests.measures.test_words import TESTED as TESTED_WORDS

AGENCIES = """
    id  says
    1   Lanternfield Academy
    2   Ravenshire Police
"""
RECEIVED = "contacts_received"
DECIDED = "contacts_decided"
CONSENT = "consent_complete"
SOON = "told_soon"
POLICE = "police_followed"
HARM = "harm_after_closing"
AGAIN = "told_again"
TOLD = "sender_told"
LATE = "what_is_late"
WELL = "well_told"
ASKED = "requests_answered"
TOGETHER = "decided_together"
HANDED = "handed_over"
EMERGENCIES = "emergencies_reviewed"
CHALLENGED = "challenges_answered"
REDIRECTED = "redirected"
TESTED = {
    RECEIVED, DECIDED, CONSENT, SOON, POLICE, HARM, AGAIN, TOLD, LATE, WELL, ASKED, TOGETHER, HANDED,
    EMERGENCIES, CHALLENGED, REDIRECTED,
}  # fmt: skip


def test_every_measure_is_tested_here():
    assert {
        each.code for each in definitions.measures()
    } == TESTED | TESTED_AS_ASKED | TESTED_AFTER | TESTED_WORDS | TESTED_VOICE | TESTED_BROUGHT


def test_a_contact_counts_in_the_area_and_the_time_that_it_was_received_in(small: psycopg.Connection) -> None:
    told = answer(small, RECEIVED, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  source_code  channel  received_at
        1   here       1               11          1               2A           web      2026-03-02 09:00+00
        2   elsewhere  2               12          1               2A           web      2026-03-02 09:00+00
        3   before     1               13          1               2A           web      2025-12-31 23:59+00
        4   later      1               14          1               2A           web      2026-12-01 09:00+00
    """})  # fmt: skip
    assert set(told) == {"here"}


def test_a_contact_is_decided_in_time_by_the_hour_that_was_stored_on_receipt(
    small: psycopg.Connection,
) -> None:
    told = answer(small, DECIDED, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  channel  received_at
        1   in_time    1               11          1               web      2026-03-02 09:00+00
        2   late       1               12          1               web      2026-03-02 09:00+00
        3   twice      1               13          1               web      2026-03-02 09:00+00
        4   waiting    1               14          1               web      2026-11-30 09:00+00
        5   forgotten  1               15          1               web      2026-03-02 09:00+00
        6   since      1               16          1               web      2026-11-27 09:00+00
    """, "record_clock": """
        id  about_kind  about      rule    due_at
        1   contact     in_time    CLK-01  2026-03-03 17:00+00
        2   contact     late       CLK-01  2026-03-03 17:00+00
        3   contact     twice      CLK-01  2026-03-03 17:00+00
        4   contact     waiting    CLK-01  2026-12-01 17:00+00
        5   contact     forgotten  CLK-01  2026-03-03 17:00+00
        6   contact     since      CLK-01  2026-11-30 11:00+00
        7   contact     twice      CLK-01  2026-04-03 17:00+00
    """, "frontdoor_decision": """
        id  contact_id  outcome     decided_at
        1   1           assessment  2026-03-03 17:00+00
        2   2           assessment  2026-03-03 17:01+00
        3   3           advice      2026-03-03 10:00+00
        4   3           assessment  2026-04-20 10:00+00
        5   6           assessment  2026-11-30 13:00+00
    """})  # fmt: skip
    assert told == {
        "in_time": (True, ""),
        "late": (False, "late"),
        "twice": (True, ""),
        "waiting": (None, ""),
        "forgotten": (False, "undecided"),
        "since": (False, "undecided"),
    }, "What was decided after the moment that is looked at is not known then."


@pytest.mark.parametrize(
    "block, missing",
    [
        pytest.param("yes  -  a teacher  her mother  2026-03-01 15:00+00  agreed  -  -  yes", "", id="asked and agreed"),
        pytest.param("yes  -  a teacher  her mother  2026-03-01 15:00+00  said_no  -  -  yes", "", id="asked and said no"),
        pytest.param("yes  -  -  -  -  not_asked  risk_to_the_child  -  no", "", id="not asked, for a reason"),
        pytest.param("yes  -  -  -  -  not_asked  -  -  no", "why_not", id="not asked, for none"),
        pytest.param("yes  -  a teacher  -  2026-03-01 15:00+00  agreed  -  -  yes", "asked", id="of whom is missing"),
        pytest.param("yes  -  a teacher  her mother  -  agreed  -  -  yes", "asked", id="when is missing"),
        pytest.param("not_known  -  -  -  -  not_asked  risk_to_the_child  -  no", "needed", id="not said whether it is needed"),
        pytest.param("no  -  -  -  -  not_asked  risk_to_the_child  -  no", "needed_why", id="not needed, and not said why"),
        pytest.param("no  -  -  -  -  not_asked  risk_to_the_child  section_47  no", "", id="not needed, by what law"),
        pytest.param("yes  -  -  -  -  not_asked  risk_to_the_child  -  not_known", "informed", id="whether they know"),
        pytest.param(None, "nothing", id="nothing was sent"),
    ],
)  # fmt: skip
def test_consent_is_complete_when_every_part_is_said(
    small: psycopg.Connection, block: str | None, missing: str
) -> None:
    columns = "is_needed  needed_because  asked_by  asked_of  asked_at  outcome  not_asked_because  lawful_basis  is_informed"
    values = [part if part != "-" or n == 4 else "''" for n, part in enumerate((block or "").split("  "))]
    consent = {"frontdoor_consent": f"id  contact_id  {columns}\n1  1  {'  '.join(values)}"} if block else {}
    told = answer(small, CONSENT, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  channel  received_at
        1   it         1               11          1               web      2026-03-02 09:00+00
    """, **consent})  # fmt: skip
    assert told == {"it": (not missing, missing)}


def test_what_came_a_day_after_it_happened_came_soon(small: psycopg.Connection) -> None:
    told = answer(small, SOON, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  channel  received_at          event_at
        1   same_day   1               11          1               web      2026-03-02 09:00+00  2026-03-01 09:00+00
        2   days       1               12          1               web      2026-03-02 09:00+00  2026-03-01 08:59+00
        3   week       1               13          1               web      2026-03-12 09:00+00  2026-03-01 09:00+00
        4   not_said   1               14          1               web      2026-03-02 09:00+00  -
    """})  # fmt: skip
    assert told == {
        "same_day": (True, ""),
        "days": (False, "days"),
        "week": (False, "week"),
        "not_said": (None, ""),
    }


POLICE_CONTACTS = """
    id  reference  partnership_id  subject_id  receipt_id  from_agency_id  source_code  channel  in_danger  received_at
    1   went_on    1               11          1           2               6            api      no         2026-03-02 09:00+00
    2   closed     1               12          2           2               6            api      no         2026-03-02 09:00+00
    3   open       1               13          3           2               6            api      no         2026-03-02 09:00+00
    4   a_school   1               14          4           1               2A           web      no         2026-03-02 09:00+00
"""
POLICE_DECISIONS = """
    id  contact_id  subject_id  outcome     section_47  decided_at
    1   1           11          assessment  not_met     2026-03-02 12:00+00
    2   2           12          advice      not_met     2026-03-02 12:00+00
    3   4           14          advice      not_met     2026-03-02 12:00+00
"""


def test_something_followed_from_a_notification_when_its_first_decision_goes_on(
    small: psycopg.Connection,
) -> None:
    told = answer(
        small, POLICE, {"frontdoor_contact": POLICE_CONTACTS, "frontdoor_decision": POLICE_DECISIONS}
    )
    assert told == {"went_on": (True, ""), "closed": (False, "closed"), "open": (None, "")}


@pytest.mark.parametrize(
    "tables, known_at, said",
    [
        pytest.param({}, "2026-11-30 12:00", (False, "none"), id="nothing in half a year"),
        pytest.param({}, "2026-05-01 12:00", (None, ""), id="nothing so far"),
        pytest.param({"frontdoor_contact": """
            id  reference  partnership_id  subject_id  receipt_id  from_agency_id  source_code  in_danger  received_at
            9   danger     1               12          9           1               2A           yes        2026-04-02 09:00+00
        """}, "2026-11-30 12:00", (True, ""), id="danger a month later"),
        pytest.param({"frontdoor_contact": """
            id  reference  partnership_id  subject_id  receipt_id  from_agency_id  source_code  in_danger  received_at
            9   danger     1               12          9           1               2A           yes        2026-10-02 09:00+00
        """}, "2026-11-30 12:00", (False, "none"), id="danger seven months later"),
        pytest.param({"frontdoor_contact": """
            id  reference  partnership_id  subject_id  receipt_id  from_agency_id  source_code  in_danger  received_at
            9   harm       1               99          9           1               2A           no         2026-04-02 09:00+00
        """, "frontdoor_formanswer": """
            id  contact_id  answer  is_harm
            1   9           seen    true
        """, "people_link": """
            id  subject_id  other_id
            1   99          12
        """}, "2026-11-30 12:00", (True, ""), id="harm under another of the child’s records"),
        pytest.param({"frontdoor_contact": """
            id  reference  partnership_id  subject_id  receipt_id  from_agency_id  source_code  in_danger  received_at
            9   sign       1               12          9           1               2A           no         2026-04-02 09:00+00
        """, "frontdoor_formanswer": """
            id  contact_id  answer  is_harm
            1   9           seen    false
        """}, "2026-11-30 12:00", (False, "none"), id="a sign is not harm"),
        pytest.param({"frontdoor_contact": """
            id  reference  partnership_id  subject_id  receipt_id  from_agency_id  source_code  in_danger  received_at
            9   elsewhere  2               12          9           1               2A           yes        2026-04-02 09:00+00
        """, "frontdoor_decision": """
            id  contact_id  subject_id  outcome              section_47  decided_at
            9   9           12          strategy_discussion  met         2026-05-02 12:00+00
        """}, "2026-11-30 12:00", (False, "none"), id="what another front door was told is not said here"),
        pytest.param({"frontdoor_decision": """
            id  contact_id  subject_id  outcome              section_47  decided_at
            9   2           12          strategy_discussion  met         2026-05-02 12:00+00
        """}, "2026-11-30 12:00", (True, ""), id="decided anew: the test is met"),
    ],
)  # fmt: skip
def test_harm_after_closing_is_looked_for_under_every_record_of_the_child(
    small: psycopg.Connection, tables: dict[str, str], known_at: str, said: tuple[bool | None, str]
) -> None:
    def with_(first: str, name: str) -> str:
        if name not in tables:
            return first
        ours, theirs = first.strip().splitlines(), tables[name].strip().splitlines()
        names = theirs[0].split()
        missing = [each for each in ours[0].split() if each not in names]
        return "\n".join(
            [*ours, *("  ".join(_as(ours[0].split(), names, line, missing)) for line in theirs[1:])]
        )

    given = {
        "sharing_agency": AGENCIES,
        "frontdoor_contact": with_(POLICE_CONTACTS, "frontdoor_contact"),
        "frontdoor_decision": with_(POLICE_DECISIONS, "frontdoor_decision"),
    }
    others = {name: words for name, words in tables.items() if name not in given}
    assert answer(small, HARM, {**given, **others}, known_at=known_at) == {"closed": said}


def _as(columns: list[str], names: list[str], line: str, missing: list[str]) -> list[str]:
    values = dict(zip(names, re.split(r"\s{2,}", line.strip()), strict=True)) | dict.fromkeys(missing, "-")
    return [values[each] for each in columns]


def test_a_child_was_told_of_before_within_a_year_and_under_another_receipt(
    small: psycopg.Connection,
) -> None:
    told = answer(small, AGAIN, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference   partnership_id  subject_id  receipt_id  from_agency_id  channel  received_at
        1   first       1               11          1           1               web      2026-03-02 09:00+00
        2   again       1               11          2           1               web      2026-06-02 09:00+00
        3   together    1               12          3           1               web      2026-06-02 09:00+00
        4   same_sent   1               12          3           1               web      2026-06-02 09:01+00
        5   old         1               13          5           1               web      2025-01-02 09:00+00
        6   long_after  1               13          6           1               web      2026-06-02 09:00+00
        7   other_area  2               14          7           1               web      2026-05-02 09:00+00
        8   moved       1               15          8           1               web      2026-06-02 09:00+00
    """, "people_link": """
        id  subject_id  other_id
        1   15          14
    """})  # fmt: skip
    assert {item for item, (is_in, _) in told.items() if is_in} == {"again", "moved"}
    assert "other_area" not in told and "old" not in told


def test_a_sender_is_told_by_message_by_reading_or_by_telephone(small: psycopg.Connection) -> None:
    told = answer(small, TOLD, {"sharing_agency": AGENCIES, "notify_notice": """
        id  reference  partnership_id  agency_id  subjects  kind           owed_at              sent_at              opened_at
        1   sent       1               1          {11}      decision_made  2026-03-02 12:00+00  2026-03-02 12:01+00  -
        2   rung       1               1          {12}      decision_made  2026-03-02 12:00+00  -                    -
        3   not_rung   1               1          {13}      decision_made  2026-03-02 12:00+00  -                    -
        4   late       1               1          {14}      decision_made  2026-03-02 12:00+00  2026-03-09 12:01+00  -
        5   not_yet    1               1          {15}      decision_made  2026-11-30 11:00+00  -                    -
        6   other      1               1          {16}      lead_changed   2026-03-02 12:00+00  -                    -
    """, "record_clock": """
        id  about_kind  about     rule    started_at           due_at
        1   notice      sent      CLK-03  2026-03-02 09:00+00  2026-03-03 17:00+00
        2   notice      rung      CLK-03  2026-03-02 09:00+00  2026-03-03 17:00+00
        3   notice      not_rung  CLK-03  2026-03-02 09:00+00  2026-03-03 17:00+00
        4   notice      late      CLK-03  2026-03-02 09:00+00  2026-03-03 17:00+00
        5   notice      not_yet   CLK-03  2026-11-30 09:00+00  2026-12-01 17:00+00
    """, "frontdoor_call": """
        id  notice    rang_at              is_reached
        1   rung      2026-03-02 15:00+00  true
        2   not_rung  2026-03-02 15:00+00  false
    """})  # fmt: skip
    assert told == {
        "sent": (True, ""),
        "rung": (True, ""),
        "not_rung": (False, "untold"),
        "late": (False, "late"),
        "not_yet": (None, ""),
    }


def test_what_is_late_is_what_ran_and_was_written_down_by_then(small: psycopg.Connection) -> None:
    told = answer(small, LATE, {"sharing_team": """
        id  says
        1   Front door
    """, "record_clock": """
        id  about     partnership_id  rule_says  team_id  started_at           recorded_at          due_at               stopped_at
        1   late      1               Decision   1        2026-11-27 09:00+00  2026-11-27 09:00+00  2026-11-30 11:59+00  -
        2   in_time   1               Decision   1        2026-11-27 09:00+00  2026-11-27 09:00+00  2026-11-30 12:01+00  -
        3   stopped   1               Decision   1        2026-11-27 09:00+00  2026-11-27 09:00+00  2026-11-28 12:01+00  2026-11-30 11:00+00
        4   ran_then  1               Decision   1        2026-11-27 09:00+00  2026-11-27 09:00+00  2026-11-28 12:01+00  2026-11-30 13:00+00
        5   unknown   1               Decision   1        2026-11-27 09:00+00  2026-11-30 13:00+00  2026-11-28 12:01+00  -
        6   not_ours  2               Decision   1        2026-11-27 09:00+00  2026-11-27 09:00+00  2026-11-28 12:01+00  -
    """})  # fmt: skip
    assert told == {"late": (True, ""), "in_time": (False, ""), "ran_then": (True, "")}


def test_a_contact_is_told_well_when_no_item_that_was_graded_is_weak(small: psycopg.Connection) -> None:
    told = answer(small, WELL, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference    partnership_id  subject_id  from_agency_id  channel  received_at
        1   well         1               11          1               web      2026-03-02 09:00+00
        2   weak         1               12          1               web      2026-03-02 09:00+00
        3   again        1               13          1               web      2026-03-02 09:00+00
        4   not_graded   1               14          1               web      2026-03-02 09:00+00
    """, "frontdoor_qualitygrade": """
        id  contact_id  grades                                       recorded_at
        1   1           {"risk": 3, "view": null, "consent": 2}      2026-03-03 09:00+00
        2   2           {"risk": 3, "view": 0, "history": 1}         2026-03-03 09:00+00
        3   3           {"risk": 0}                                  2026-03-03 09:00+00
        4   3           {"risk": 2}                                  2026-03-04 09:00+00
    """})  # fmt: skip
    assert told == {"well": (True, ""), "weak": (False, "view"), "again": (True, "")}


def test_a_question_is_answered_in_time_by_any_answer_and_not_counted_when_withdrawn_before(
    small: psycopg.Connection,
) -> None:
    told = answer(small, ASKED, {"sharing_agency": AGENCIES, "frontdoor_informationrequest": """
        id  reference  partnership_id  agency_id  subjects  rag    asked_at             due_at
        1   in_time    1               1          {11}      red    2026-03-02 09:00+00  2026-03-02 11:00+00
        2   late       1               1          {11}      red    2026-03-02 09:00+00  2026-03-02 11:00+00
        3   silent     1               1          {11}      red    2026-03-02 09:00+00  2026-03-02 11:00+00
        4   not_due    1               1          {11}      red    2026-11-30 11:30+00  2026-11-30 13:30+00
        5   withdrawn  1               1          {11}      red    2026-03-02 09:00+00  2026-03-02 11:00+00
        6   too_late   1               1          {11}      red    2026-03-02 09:00+00  2026-03-02 11:00+00
    """, "frontdoor_requestanswer": """
        id  request_id  verdict   recorded_at
        1   1           nothing   2026-03-02 11:00+00
        2   1           answered  2026-03-09 11:00+00
        3   2           answered  2026-03-02 11:01+00
    """, "frontdoor_requestwithdrawn": """
        id  request_id  recorded_at
        1   5           2026-03-02 10:00+00
        2   6           2026-03-02 12:00+00
    """})  # fmt: skip
    assert told == {
        "in_time": (True, ""),
        "late": (False, "late"),
        "silent": (False, "silent"),
        "not_due": (None, ""),
        "too_late": (False, "silent"),
    }


def test_a_decision_is_made_together_when_every_view_that_was_owed_was_given(
    small: psycopg.Connection,
) -> None:
    told = answer(small, TOGETHER, {"frontdoor_contact": """
        id  reference  partnership_id  subject_id
        1   together   1               11
        2   silent     1               12
        3   alone      1               13
        4   not_owed   1               14
    """, "frontdoor_decision": """
        id  contact_id  subject_id  outcome     views_owed       views_given      views_silent  decided_at
        1   1           11          early_help  {police,health}  {health,police}  {}            2026-03-02 12:00+00
        2   2           12          early_help  {police,health}  {health}         {police}      2026-03-02 12:00+00
        3   3           13          assessment  {police,health}  {}               {}            2026-03-02 12:00+00
        4   4           14          advice      {}               {}               {}            2026-03-02 12:00+00
    """})  # fmt: skip
    assert told == {"together": (True, ""), "silent": (False, "silent"), "alone": (False, "not_asked")}


def test_a_child_is_handed_over_when_the_other_area_accepts(small: psycopg.Connection) -> None:
    told = answer(small, HANDED, {"frontdoor_contact": """
        id  reference  partnership_id  subject_id  receipt_id
        1   accepted   1               11          1
        2   back       1               12          2
        3   outside    1               13          3
        4   waits      1               14          4
        5   there      2               11          91
        6   there_too  2               12          92
    """, "frontdoor_handover": """
        id  contact_id  subject_id  receipt_id  to_says     recorded_at
        1   1           11          91          Kelderdale  2026-03-02 12:00+00
        2   2           12          92          Kelderdale  2026-03-02 12:00+00
        3   3           13          -           Elsewhere   2026-03-02 12:00+00
        4   4           14          94          Kelderdale  2026-03-02 12:00+00
    """, "frontdoor_handoveranswer": """
        id  contact_id  hand_over_id  is_accepted  answered_at          recorded_at
        1   5           -             true         2026-03-02 15:00+00  2026-03-02 15:00+00
        2   6           -             false        2026-03-02 15:00+00  2026-03-02 15:00+00
        3   3           3             true         2026-03-02 15:00+00  2026-03-02 15:00+00
    """})  # fmt: skip
    assert told == {
        "accepted": (True, ""),
        "back": (False, "sent_back"),
        "outside": (True, ""),
        "waits": (None, ""),
    }


def test_an_emergency_opening_is_reviewed_by_the_hour_that_was_stored(small: psycopg.Connection) -> None:
    told = answer(small, EMERGENCIES, {"sharing_agency": AGENCIES, "sharing_post": """
        id  agency_id
        1   1
    """, "sharing_subject": """
        id  partnerships
        11  {1}
        12  {2}
    """, "sharing_emergency": """
        id  reference  subject_id  post_id  because  starts_at            recorded_at          review_due_at
        1   in_time    11          1        danger   2026-03-02 23:00+00  2026-03-02 23:00+00  2026-03-04 17:00+00
        2   late       11          1        danger   2026-03-02 23:00+00  2026-03-02 23:00+00  2026-03-04 17:00+00
        3   forgotten  11          1        danger   2026-03-02 23:00+00  2026-03-02 23:00+00  2026-03-04 17:00+00
        4   waits      11          1        danger   2026-11-29 23:00+00  2026-11-29 23:00+00  2026-12-01 17:00+00
        5   wrong      11          1        other    2026-03-02 23:00+00  2026-03-02 23:00+00  2026-03-04 17:00+00
        6   elsewhere  12          1        danger   2026-03-02 23:00+00  2026-03-02 23:00+00  2026-03-04 17:00+00
    """, "sharing_emergencyreview": """
        id  emergency_id  is_right  recorded_at
        1   1             true      2026-03-04 16:00+00
        2   2             true      2026-03-04 17:01+00
        3   5             false     2026-03-03 09:00+00
    """})  # fmt: skip
    assert told == {
        "in_time": (True, ""),
        "late": (False, "late"),
        "forgotten": (False, "waiting"),
        "waits": (None, ""),
        "wrong": (True, "wrong"),
    }


def test_a_challenge_is_answered_in_time_at_the_first_stage_that_it_reached(
    small: psycopg.Connection,
) -> None:
    told = answer(small, CHALLENGED, {"sharing_agency": AGENCIES, "frontdoor_challenge": """
        id  reference  partnership_id  agency_id  subjects  made_at
        1   stands     1               1          {11}      2026-03-02 09:00+00
        2   again      1               1          {12}      2026-03-02 09:00+00
        3   late       1               1          {13}      2026-03-02 09:00+00
        4   climbed    1               1          {14}      2026-03-02 09:00+00
        5   silent     1               1          {15}      2026-03-02 09:00+00
        6   waits      1               1          {16}      2026-11-30 09:00+00
        7   new        1               1          {17}      2026-11-30 11:59+00
        8   elsewhere  2               1          {18}      2026-03-02 09:00+00
    """, "frontdoor_challengestage": """
        id  challenge_id  stage  due_at               recorded_at
        1   1             1      2026-03-03 17:00+00  2026-03-02 09:01+00
        2   2             2      2026-03-04 17:00+00  2026-03-02 09:01+00
        3   3             1      2026-03-03 17:00+00  2026-03-02 09:01+00
        4   4             1      2026-03-03 17:00+00  2026-03-02 09:01+00
        5   4             2      2026-03-05 17:00+00  2026-03-03 17:01+00
        6   5             1      2026-03-03 17:00+00  2026-03-02 09:01+00
        7   6             1      2026-12-01 17:00+00  2026-11-30 09:01+00
    """, "frontdoor_challengeanswer": """
        id  challenge_id  stage_id  verdict  recorded_at
        1   1             1         stands   2026-03-03 17:00+00
        2   2             2         again    2026-03-04 12:00+00
        3   3             3         stands   2026-03-03 17:01+00
        4   4             5         changed  2026-03-05 12:00+00
    """})  # fmt: skip
    assert told == {
        "stands": (True, ""),
        "again": (True, "again"),
        "late": (False, "late"),
        "climbed": (False, "late"),
        "silent": (False, "late"),
        "waits": (None, ""),
        "new": (None, ""),
    }


def test_a_contact_is_redirected_by_its_first_decision(small: psycopg.Connection) -> None:
    told = answer(small, REDIRECTED, {"sharing_agency": AGENCIES, "frontdoor_contact": """
        id  reference  partnership_id  subject_id  from_agency_id  received_at
        1   advised    1               11          1               2026-03-02 09:00+00
        2   helped     1               12          1               2026-03-02 09:00+00
        3   taken_on   1               13          1               2026-03-02 09:00+00
        4   again      1               14          1               2026-03-02 09:00+00
        5   waits      1               15          1               2026-03-02 09:00+00
        6   elsewhere  2               16          1               2026-03-02 09:00+00
    """, "frontdoor_decision": """
        id  contact_id  outcome            level  decided_at
        1   1           advice             1      2026-03-03 09:00+00
        2   2           early_help         2      2026-03-03 09:00+00
        3   3           assessment         3      2026-03-03 09:00+00
        4   4           no_further_action  1      2026-03-03 09:00+00
        5   4           assessment         3      2026-03-09 09:00+00
        6   6           advice             1      2026-03-03 09:00+00
    """})  # fmt: skip
    assert told == {
        "advised": (True, "advice"),
        "helped": (True, "early_help"),
        "taken_on": (False, ""),
        "again": (True, "no_further_action"),
    }
