"""Small tables for measures: what they read, in a schema of its own, without rules or constraints."""

from collections.abc import Iterator

import psycopg
import pytest

from tests import databases

READ = (
    "frontdoor_contact frontdoor_decision frontdoor_consent frontdoor_formanswer frontdoor_call notify_notice"
    " frontdoor_qualitygrade frontdoor_informationrequest frontdoor_requestanswer frontdoor_requestwithdrawn frontdoor_handover"
    " frontdoor_handoveranswer frontdoor_attendance frontdoor_hesitated frontdoor_picturewhole"
    " sharing_emergency sharing_emergencyreview sharing_post sharing_subject"
    " frontdoor_signweighed frontdoor_chase frontdoor_followup frontdoor_reread frontdoor_considered"
    " frontdoor_helpoffer frontdoor_familyanswer frontdoor_helpallocated frontdoor_helptry"
    " protection_trigger protection_answer protection_settled protection_discussion protection_tookpart"
    " people_linkedadult people_householdmember people_characteristic"
    " frontdoor_challenge frontdoor_challengestage frontdoor_challengeanswer"
    " record_clock sharing_agency sharing_team people_link"
).split()  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Iterator[psycopg.Connection]:
    """The owner's connection to a database with empty copies of what measures read."""
    with databases.clone(databases.EMPTY) as name, databases.owner(name) as connected:
        connected.execute("create schema small")
        connected.execute("set search_path = small, public")
        for table in READ:
            connected.execute(f"create table small.{table} as select * from public.{table} limit 0")
        connected.execute(SAME_PEOPLE)
        yield connected


SAME_PEOPLE = """
    create function small.same_people(the_subjects bigint[]) returns table (subject_id bigint, same_id bigint) language sql as $$
        select s, s from unnest(the_subjects) s
        union select s, l.other_id from unnest(the_subjects) s join small.people_link l on l.subject_id = s
        union select s, l.subject_id from unnest(the_subjects) s join small.people_link l on l.other_id = s $$
"""
