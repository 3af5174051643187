"""The cast: what anybody finds who opens Ravenshire, whatever the hour."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from kith.core import clocks, identifiers, words
from kith.core.clocks import State
from kith.core.says import LONDON, in_london
from kith.county import cast
from kith.people import queries
from kith.people.matching import Record
from kith.people.models import SourceRecord
from kith.plans.models import Plan
from kith.sharing.models import Agreement
from tests import databases
from tests.whole.picture import MINUTES_OLD, Picture
from tests.world import World


@pytest.fixture
def picture(county: World) -> Picture:
    return Picture(county)


def assert_the_worklist_is_lively(picture: Picture) -> None:
    assert len(picture.sent(State.LATE)) == 3
    assert len(picture.sent(State.TODAY)) == 5
    assert len(picture.sent(State.ON_TIME)) >= 2
    red = [c for c in picture.waiting if c["received_at"] == picture.until - MINUTES_OLD]
    assert [(c["rag"], c["held"]) for c in red] == [("red", None), ("red", None)]
    assert len({c["receipt"] for c in red}) == 1
    unclaimed = [c for c in picture.waiting if c["held"] is None and c not in red]
    assert len(unclaimed) == 2


def test_the_front_door_opens_on_three_late_and_five_due_today(picture: Picture) -> None:
    assert_the_worklist_is_lively(picture)


LONDONS = {
    "a Wednesday at 8:40am": datetime(2026, 9, 16, 8, 40),
    "a Friday at 6:30pm: the decisions of the day are over": datetime(2026, 10, 9, 18, 30),
    "a Tuesday at 11:20pm: the newest red is due tomorrow": datetime(2026, 7, 14, 23, 20),
    "a Monday, thirteen minutes after midnight": datetime(2026, 11, 9, 0, 13),
    "the August bank holiday, at lunch": datetime(2026, 8, 31, 12, 15),
}


@pytest.mark.slow
@pytest.mark.parametrize("until", [pytest.param(when, id=says) for says, when in LONDONS.items()])
def test_it_does_so_whenever_the_demonstration_is_begun(world: World, until: datetime) -> None:
    until = until.replace(tzinfo=LONDON)
    with databases.as_role("worker"):
        cast.load(world.county, until=until)
    picture = Picture(world)
    assert picture.until == until
    assert_the_worklist_is_lively(picture)
    assert_nothing_is_left_to_do(picture)


def assert_nothing_is_left_to_do(picture: Picture) -> None:
    assert picture.count("procrastinate_jobs", "status <> 'succeeded' and scheduled_at is null") == 0


# The picture, as people would say it.


def test_fifteen_to_twenty_are_known_over_four_weeks(picture: Picture) -> None:
    names = {c["name"] for c in picture.contacts if c["name"]}
    assert 15 <= len(names) <= 20
    oldest = min(c["received_at"] for c in picture.contacts)
    assert timedelta(days=24) < picture.until - oldest < timedelta(days=32)


def test_three_plans_are_live_one_action_is_overdue_and_two_are_done(picture: Picture) -> None:
    assert picture.count("plans_plan", "closed_at is null") == 3
    actions = picture.rows("select due_on, done_at from plans_action")
    today = in_london(picture.until).date()
    assert len(actions) == 7
    assert sum(a["done_at"] is None and a["due_on"] < today for a in actions) == 1
    assert sum(a["done_at"] is not None for a in actions) == 2


def test_a_known_childs_new_concern_joined_her_plan_and_a_third_waits(picture: Picture) -> None:
    zofias = [c["state"] for c in picture.contacts if c["name"] == "Zofia"]
    assert zofias == ["decided", "decided", "received"]
    assert (
        picture.count("frontdoor_decision", "outcome = 'joins_plan'") == 2
    )  # one was taken for her sister’s
    assert picture.count("people_link", "ends_at is null") >= 2


def test_of_the_strategy_discussions_three_were_held_one_was_not_and_one_nobody_has_decided(
    picture: Picture,
) -> None:
    assert picture.count("protection_trigger") == 5
    assert picture.count("protection_discussion") == 3
    assert picture.count("protection_answer", "not is_to_be_held") == 1
    late = "rule = 'KITH-STRATEGY' and stopped_at is null and due_at < %s"
    assert len(picture.rows(f"select from record_clock where {late}", picture.until)) == 1
    assert picture.count("record_clock", "about_kind = 'enquiry' and stopped_at is null") == 0


def test_every_sender_was_told_and_most_have_read_it(picture: Picture) -> None:
    decided = picture.count("frontdoor_decision")
    assert decided == 14
    # Whoever wrote of the boy at the bus stop left no number to ring: they see that it is finished, and are owed nothing.
    told = decided - 1
    answers = "kind = 'decision_made'"
    assert picture.count("notify_notice", f"sent_at is not null and failed_at is null and {answers}") == told
    assert picture.count("notify_notice", f"opened_at is not null and {answers}") == 9


def test_what_was_added_after_a_decision_was_read_by_a_person_and_its_sender_knows(picture: Picture) -> None:
    assert picture.count("frontdoor_lookedagain", "not is_anew") == 1
    assert picture.count("notify_notice", "kind = 'addition_read' and opened_at is not null") == 1
    assert picture.count("record_clock", "starts_with(rule, 'KITH-NEW') and stopped_at is null") == 0


def test_one_message_could_not_be_read_and_is_on_somebodys_clock(picture: Picture) -> None:
    assert picture.count("intake_landing", "outcome = 'quarantined'") == 1
    waits = picture.rows(
        "select due_at, team_id from record_clock where about_kind = 'receipt' and stopped_at is null"
    )
    assert len(waits) == 1
    assert clocks.state(waits[0]["due_at"], picture.until) != State.LATE


def test_a_key_sent_again_is_one_receipt_and_a_key_used_twice_loses_nothing(picture: Picture) -> None:
    with_key = picture.rows(
        "select r.conflicts_with_id is not null as clashes, l.outcome from intake_receipt r"
        "  join intake_landing l on l.receipt_id = r.id where r.key = %s order by r.id",
        cast.FIRST_KEY,
    )
    assert [(r["clashes"], r["outcome"]) for r in with_key] == [(False, "landed"), (True, "landed")]


def test_one_addition_came_under_the_same_police_reference(picture: Picture) -> None:
    assert picture.count("intake_landing", "outcome = 'addition'") == 1
    assert picture.count("frontdoor_addition") == 1


def test_an_unborn_child_and_a_telling_about_an_adult_with_no_child_named(picture: Picture) -> None:
    kinds = Counter(c["kind"] for c in picture.waiting)
    assert kinds["unborn"] == 1
    assert kinds["adult"] == 2  # a flat that police tell of, and a man of whom probation tells
    assert [
        c["expected_on"] > in_london(picture.until).date() for c in picture.waiting if c["kind"] == "unborn"
    ] == [True]


def names_seen(world: World, who: str) -> set[str]:
    with world.as_(who):
        return set(SourceRecord.objects.values_list("given_name", flat=True))


def test_a_colleagues_daughter_is_read_by_two_named_readers_and_nobody_else(county: World) -> None:
    readers = {who for who in county.county.workers if "Imogen" in names_seen(county, who)}
    assert readers == {"huw", "morwenna"}


def test_huw_and_his_niece_do_not_meet_in_the_record(county: World) -> None:
    assert "Cadi" not in names_seen(county, "huw")
    assert {"Cadi", "Zofia"} <= names_seen(county, "amina")


def test_each_area_has_its_own_part_of_the_boy_with_two_homes(county: World, picture: Picture) -> None:
    parts = [(c["area"], c["state"]) for c in picture.contacts if c["name"] == "Yūsuf"]
    assert parts == [("ravenshire", "decided"), ("kelderdale", "received")]
    assert names_seen(county, "silas") == {"Yūsuf"}


def test_the_nurses_swapped_birthday_finds_both_twins_and_warns(county: World) -> None:
    with county.as_("amina") as by:
        sent = SourceRecord.objects.get(given_name="Caoimhe", family_name="Ni Chonaill")
        held = SourceRecord.objects.filter(given_name="Caoimhe", family_name="Ní Chonaill-Bright").earliest(
            "pk"
        )
        assert held.date_of_birth is not None
        assert sent.date_of_birth == date(
            held.date_of_birth.year, held.date_of_birth.day, held.date_of_birth.month
        )
        found = queries.look_up(
            Record(
                given_name=sent.given_name,
                family_name=sent.family_name,
                date_of_birth=sent.date_of_birth,
                address_line="8 Gannet Row",
                postcode="RV3 1LX",
            ),
            by=by,
            at=datetime.now(UTC),
            purpose="find",
            without=sent.subject_id,
        )
    twins = found.outcome.candidates[:2]
    assert {c.records[0].given_name for c in twins} == {"Caoimhe", "Sadhbh"}
    assert {c.guard.kind for c in twins} == {"twin"}
    assert found.outcome.status != "Match"


def test_saltwells_agreement_is_over_and_it_reads_one_plan_by_decision(
    county: World, picture: Picture
) -> None:
    with county.as_("halina"):
        assert Plan.objects.count() == 1
        ended = Agreement.objects.get(parties__agency=county.county.agencies["saltwell"])
        assert ended.ends_on < in_london(picture.until).date()
    decisions = picture.rows("select is_shared from sharing_disclosuredecision order by id")
    assert [d["is_shared"] for d in decisions] == [True, False]


def test_rhiannon_is_away_and_emekas_post_sees_her_work(county: World) -> None:
    with county.as_("emeka") as by:
        assert county.county.posts["rhiannon"].pk in by.posts


# What is true of all of it.


def test_every_deed_is_in_the_audit(picture: Picture) -> None:
    audited = Counter(
        {
            r["action"]: r["n"]
            for r in picture.rows(
                "select action, count(*) as n from sharing_auditevent where is_allowed group by 1"
            )
        }
    )
    ledger = Counter(
        {r["kind"]: r["n"] for r in picture.rows("select kind, count(*) as n from record_entry group by 1")}
    )
    assert ledger
    assert {kind: audited[kind] for kind in ledger} == dict(ledger)
    audited["intake.received"] += audited["intake.keyed"]
    for action, table in {
        "intake.received": "intake_receipt",
        "notify.owed": "notify_notice",
        "sharing.subject_opened": "sharing_subject",
        "sharing.restricted": "sharing_restriction",
        "sharing.conflict_declared": "sharing_conflict",
        "sharing.post_covered": "sharing_absence",
        "sharing.agreement_signed": "sharing_agreement",
    }.items():
        assert audited[action] == picture.count(table), action
    assert audited["sharing.disclosed"] + audited["sharing.disclosure_refused"] == picture.count(
        "sharing_disclosuredecision"
    )


def test_what_happened_was_written_down_in_its_order_and_nothing_is_to_come(picture: Picture) -> None:
    moments = [r["recorded_at"] for r in picture.rows("select recorded_at from record_entry order by id")]
    assert moments == sorted(moments)
    assert moments[-1] <= picture.until
    assert_nothing_is_left_to_do(picture)


SENTENCES = {
    "frontdoor_contact": "what_happened risk risk_from need strengths impact sender_did sender_asks safe_now words_heard",
    "frontdoor_formanswer": "what who_would_know",
    "frontdoor_consent": "needed_because not_asked_because asked_of competence",
    "frontdoor_addition": "words",
    "frontdoor_decision": "section_47_why reasons against",
    "frontdoor_closingview": "because",
    "frontdoor_informationrequest": "question why",
    "frontdoor_requestanswer": "says harm_weighed",
    "frontdoor_chase": "words",
    "people_identitydecision": "because",
    "people_linkedadult": "says relation why restriction safe_contact",
    "plans_plan": "because",
    "plans_action": "says purpose done_says",
    "protection_trigger": "because",
    "protection_answer": "because",
    "protection_discussion": "analysis safety decision reasons dissent",
    "protection_tookpart": "shared away_because",
    "protection_enquirystep": "because",
    "notify_notice": "headline words",
    "sharing_restriction": "because",
    "sharing_disclosuredecision": "helps_with harm_weighed because",
}


def sentences(picture: Picture) -> Iterator[tuple[str, str]]:
    for table, columns in SENTENCES.items():
        for row in picture.rows(f"select {', '.join(columns.split())} from {table}"):
            yield from ((f"{table}.{column}", text) for column, text in row.items() if text)
    for row in picture.rows("select key, value #>> '{}' as text from frontdoor_contact, jsonb_each(police)"):
        yield f"police {row['key']}", row["text"]


def test_no_sentence_blames_a_child(picture: Picture) -> None:
    read = list(sentences(picture))
    assert len(read) > 200
    found = [(where, text, s.match) for where, text in read for s in words.suggestions(text)]
    assert found == []


def test_no_action_is_vague(picture: Picture) -> None:
    assert [a["says"] for a in picture.rows("select says from plans_action") if words.vague(a["says"])] == []


def test_nobody_real_can_be_reached_or_found(picture: Picture) -> None:
    numbers = [
        r["nhs_number"]
        for r in picture.rows("select nhs_number from people_sourcerecord where nhs_number <> ''")
    ]
    assert len(numbers) > 8
    assert all(identifiers.is_nhs_test_number(identifiers.nhs_number(n)) for n in numbers)
    postcodes = [
        r["postcode"] for r in picture.rows("select postcode from people_address where postcode <> ''")
    ]
    assert all(re.fullmatch(r"RV[1-9] \d[A-Z]{2}|KD[1-5] \d[A-Z]{2}", p) for p in postcodes)
    raw = " ".join(bytes(r["raw"]).decode() for r in picture.rows("select raw from intake_receipt"))
    phones = re.findall(r"\b0\d{4} ?\d{6}\b", raw)
    assert phones
    assert all(phone.startswith("01632 960") for phone in phones)
    boxes = [r["address"] for r in picture.rows("select address from notify_mailbox")]
    assert all(address.endswith(".example") for address in boxes)


def test_names_are_kept_as_they_are_written(picture: Picture) -> None:
    written = {
        r["n"] for r in picture.rows("select given_name || ' ' || family_name as n from people_sourcerecord")
    }
    assert {
        "Þórdís Eiríksdóttir",
        "Oluwatomisin Adéwálé-Featherstonehaugh",
        "Minh Anh Nguyễn",
        "Khin Myat Noe ",
    } <= written


def test_loading_twice_changes_nothing(county: World, picture: Picture) -> None:
    tables = [
        r["n"]
        for r in picture.rows("select tablename as n from pg_tables where schemaname = 'public' order by 1")
    ]
    readable = [
        t for t in tables if re.match(r"(frontdoor|intake|notify|people|plans|protection|record|sharing)_", t)
    ]

    def counts() -> dict[str, int]:
        return {table: picture.count(table) for table in readable if table not in CLOSED}

    before = counts()
    with databases.as_role("worker"):
        cast.load(county.county, until=picture.until)
        call_command("load_cast")
    assert counts() == before


# No role but the functions' owner reads these.
CLOSED = {"people_matchkey", "sharing_sealkey", "sharing_seat"}


def test_one_data_incident_waits_for_the_privacy_officer(picture: Picture) -> None:
    assert picture.count("frontdoor_dataincident", "is_disclosed and ico_due_at > recorded_at") == 1
    assert picture.count("frontdoor_safetycheck", "checked_at is not null") == 2
    assert picture.count("frontdoor_dataincidentstep", "did in ('ico', 'families', 'closed')") == 0
    assert picture.count("plans_plan", "is_in_error") == 0
