"""A teacher tells the front door about a child: in steps, saved as they go, sent once, with proof that it came."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kith.core import codes, says
from kith.core.says import today_in_london
from kith.county.acting import as_service
from kith.frontdoor.models import Addition, Contact
from kith.intake import rules, tasks
from kith.intake.actions import save_draft
from kith.intake.models import Draft, Receipt
from kith.notify.models import Notice
from tests import databases
from tests.world import World

TEODOR = {
    "given_name": "Teodor",
    "family_name": "Hallgarth-Nguyễn",
    "kind": "child",
    "date_of_birth_0": "14",
    "date_of_birth_1": "5",
    "date_of_birth_2": "2015",
    "sex": "M",
    "address_line": "3 Withy Garth",
    "postcode": "rv1 4ab",
    "parent_name": "Linh Nguyễn",
}
HAPPENED = {
    "in_danger": "no",
    "what_happened": "A man of about 25 waited at the gate. Teodor called him “cousin”.",
    "happened_on_0": "10",
    "happened_on_1": "11",
    "happened_on_2": "2025",
    "happened_time": "3.10pm",
    "risk": "He is being drawn into carrying for adults.",
}
NO_ADULTS = {"adults_answer": "none_known"}
CONSENT = {"asked": "no", "not_asked_because": "will_ask_soon", "informed": "no", "needed": "no"}


@pytest.fixture
def school(world: World) -> Client:
    return world.browser("keerthana")


def begins(school: Client) -> str:
    """The reference of a new draft."""
    answer = school.post("/refer/")
    assert answer.status_code == 302
    found = re.fullmatch(r"/refer/([0-9A-Z]{12})/child/", answer.headers["location"])
    assert found
    return found[1]


def fills(school: Client, draft: str, step: str, said: dict[str, str]) -> HttpResponse:
    return school.post(f"/refer/{draft}/{step}/", said)


def answers_every_form(school: Client, draft: str, name: str = "signs", **seen: str) -> HttpResponse:
    """“Don’t know” to each form, but for those that were seen."""
    said: dict[str, str] = {}
    for entry in codes.of("exploitation_forms"):
        said[entry.code] = "seen" if entry.code in seen else "not_known"
        said[f"{entry.code}_what"] = seen.get(entry.code, "")
    for part in (1, 2, 3, 4):
        answer = school.post(f"/refer/{draft}/{name}/?part={part}", said)
    return answer


def tells_all(school: Client) -> str:
    """A draft with everything that must be answered."""
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    fills(school, draft, "happened", HAPPENED)
    answers_every_form(school, draft, criminal="Counts money in class.")
    fills(school, draft, "adults", NO_ADULTS)
    fills(school, draft, "consent", CONSENT)
    return draft


def sends(school: Client, draft: str, contact: str = "01632 960999, until 5pm") -> HttpResponse:
    return school.post(f"/refer/{draft}/check/", {"contact": contact})


def reference_in(answer: HttpResponse) -> str:
    found = re.fullmatch(r"/receipts/(RV-[0-9A-Z]{4}-[0-9A-Z]{4})/", answer.headers["location"])
    assert found
    return found[1]


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_school_is_asked_for_what_a_school_knows_best(school: Client) -> None:
    page = words(school.get(f"/refer/{begins(school)}/happened/"))
    assert "Nobody else sees a child on so many days" in page and "attendance this term" in page
    assert "what came before on your systems" not in page, "That is asked of police."


def test_a_referral_is_told_in_steps_sent_and_read_at_the_front_door(world: World, school: Client) -> None:
    draft = tells_all(school)
    assert "Check your answers and send" in words(school.get(f"/refer/{draft}/"))
    receipt = reference_in(sends(school, draft))
    page = words(school.get(f"/receipts/{receipt}/"))
    assert "We have it" in page
    assert receipt in page
    world.run_jobs()
    contact = world.contact("Teodor")
    with world.as_("amina"):
        assert contact.what_happened == HAPPENED["what_happened"]
        assert contact.event_at.isoformat() == "2025-11-10T15:10:00+00:00"
        assert contact.receipt_reference == receipt
        assert contact.source_code == "2A"
        assert contact.sender_contact == "01632 960999, until 5pm"
        assert contact.missing_parts == ["the child’s words"]
        assert contact.forms.count() == 15
        assert contact.forms.get(form="criminal").what == "Counts money in class."
        assert contact.consents.get().not_asked_because == "will_ask_soon"
        assert contact.record.addresses.get().postcode == "RV1 4AB"


def test_the_front_door_reads_which_school_by_its_urn(world: World, school: Client) -> None:
    draft = tells_all(school)
    fills(school, draft, "child", TEODOR | {"school_name": "Withy Lane Primary", "school_urn": "999 014"})
    receipt = reference_in(sends(school, draft))
    assert "999014" in words(school.get(f"/receipts/{receipt}/"))
    world.run_jobs()
    contact = world.contact("Teodor")
    with world.as_("amina"):
        assert (contact.record.school_says, contact.record.school_urn) == ("Withy Lane Primary", "999014")
    page = words(world.browser("amina").get(f"/contacts/{contact.reference}/"))
    assert page.count("URN 999014, open") == 2


def test_a_school_typed_without_its_urn_is_shown_as_such(world: World, school: Client) -> None:
    draft = tells_all(school)
    fills(school, draft, "child", TEODOR | {"school_name": "Withy Lane Primary", "school_urn": ""})
    sends(school, draft)
    world.run_jobs()
    page = words(world.browser("amina").get(f"/contacts/{world.contact('Teodor').reference}/"))
    assert page.count("Withy Lane Primary") >= 2
    assert page.count("as sent, not looked up in the register") == 2


def test_a_urn_with_a_digit_missing_gets_a_sentence_and_keeps_what_was_typed(school: Client) -> None:
    draft = begins(school)
    answer = fills(school, draft, "child", TEODOR | {"school_name": "Withy Lane", "school_urn": "99901"})
    page = words(answer if answer.status_code == 200 else school.get(f"/refer/{draft}/child/"))
    assert "A school’s URN has six digits" in page
    assert 'value="99901"' in page
    assert 'value="Withy Lane"' in page


def test_pressing_send_twice_gives_the_same_receipt(world: World, school: Client) -> None:
    draft = tells_all(school)
    first, again = sends(school, draft), sends(school, draft)
    assert reference_in(first) == reference_in(again)
    with world.as_("keerthana"):
        assert Receipt.objects.count() == 1
        assert Draft.objects.get().sent.reference == reference_in(first)


def test_what_is_typed_is_kept_even_where_it_cannot_be_read(school: Client) -> None:
    draft = begins(school)
    answer = fills(
        school, draft, "child", TEODOR | {"date_of_birth_1": "13", "family_name": "", "postcode": "the flats"}
    )
    assert "The month must be a number from 1 to 12." in words(answer)
    assert "Enter a family name" in words(answer)
    page = words(school.get(f"/refer/{draft}/child/"))
    assert 'value="13"' in page
    assert 'value="the flats"' in page
    assert "govuk-error-summary" not in page


def test_a_form_that_saves_itself_is_kept_without_being_judged(school: Client) -> None:
    draft = begins(school)
    answer = school.post(
        f"/refer/{draft}/happened/", {"what_happened": "A man at the g"}, headers={"x-kith-autosave": "1"}
    )
    assert answer.status_code == 204
    assert "A man at the g" in words(school.get(f"/refer/{draft}/happened/"))


def test_save_and_stop_leads_back_to_the_list_of_steps(school: Client) -> None:
    draft = begins(school)
    answer = fills(school, draft, "happened", {"what_happened": "A man at the gate", "also": "1"})
    assert answer.headers["location"] == f"/refer/{draft}/"
    page = words(school.get(f"/refer/{draft}/"))
    assert "Saved" in page
    assert "Begun" in page


def test_what_could_not_be_read_is_sent_as_it_was_typed(world: World, school: Client) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR | {"date_of_birth_1": "13"})
    fills(school, draft, "happened", HAPPENED)
    sends(school, draft)
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.get().unmapped["children.0"]["Date of birth (as typed)"] == "14 13 2015"


def test_you_may_send_what_you_have_and_are_shown_what_is_missing(world: World, school: Client) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    fills(school, draft, "happened", HAPPENED)
    assert "Send what you have" in words(school.get(f"/refer/{draft}/check/"))
    receipt = reference_in(sends(school, draft))
    page = words(school.get(f"/receipts/{receipt}/"))
    assert "15 forms not answered" in page
    assert "what the family knows" in page
    world.run_jobs()
    with world.as_("amina"):
        assert "every form" in Contact.objects.get().missing_parts


def test_nothing_goes_before_it_says_what_happened(world: World, school: Client) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    answer = sends(school, draft)
    assert "Say what happened, in a few words." in words(answer)
    assert "01632 960999" in words(answer)
    with world.as_("keerthana"):
        assert Receipt.objects.count() == 0


def test_each_form_of_exploitation_is_asked_in_parts_and_seen_says_what(school: Client) -> None:
    draft = begins(school)
    page = words(school.get(f"/refer/{draft}/signs/", follow=True))
    assert "part 1 of 4" in page
    answer = school.post(
        f"/refer/{draft}/signs/?part=1", {"criminal": "seen", "sexual": "not_seen", "online": "not_known"}
    )
    assert "Trafficking: choose seen, not seen or don’t know." in words(answer)
    assert "say what was seen. A few words will do." in words(answer)
    assert "3 of 15 answered" in words(school.get(f"/refer/{draft}/"))
    assert school.get(f"/refer/{draft}/signs/").headers["location"] == f"/refer/{draft}/signs/?part=1"


def test_two_children_of_one_incident_are_told_once_and_become_two_contacts(
    world: World, school: Client
) -> None:
    draft = tells_all(school)
    fills(
        school,
        draft,
        "child-2",
        {"given_name": "Mai", "family_name": "Hallgarth-Nguyễn", "kind": "child", "sex": "F"},
    )
    page = words(school.get(f"/refer/{draft}/"))
    assert "In Mai’s words" in page
    answers_every_form(school, draft, "signs-2")
    fills(school, draft, "words-2", {"words": "He said not to tell."})
    receipt = reference_in(sends(school, draft))
    world.run_jobs()
    with world.as_("amina"):
        both = Contact.objects.filter(receipt_reference=receipt)
        assert {c.record.given_name for c in both} == {"Teodor", "Mai"}
        assert {c.what_happened for c in both} == {HAPPENED["what_happened"]}
        assert [c.childs_words for c in both if c.record.given_name == "Mai"] == ["He said not to tell."]


def test_the_page_leads_to_one_more_child_as_often_as_there_are_more(school: Client) -> None:
    draft = begins(school)
    fills(school, draft, "child", TEODOR)
    for number in range(2, 10):
        found = re.search(r'href="([^"]+)">Add another child', words(school.get(f"/refer/{draft}/")))
        assert found
        assert f"Who is child {number}?" in words(school.get(found[1]))
        school.post(found[1], TEODOR | {"given_name": "Mai"})


def test_a_draft_that_nobody_sends_ends_after_its_time_and_says_so(world: World, school: Client) -> None:
    left, kept, sent = begins(school), begins(school), tells_all(school)
    sends(school, sent)
    fills(school, left, "child", TEODOR)
    page = words(school.get(f"/refer/{left}/"))
    assert f"Left alone, it ends after {says.day(rules.kept_until(timezone.now()))}." in page

    def nightly(at: datetime) -> list[str]:
        with databases.as_role("worker"), as_service("service_intake") as by:
            tasks.end_drafts(by=by, at=at)
        with world.as_("keerthana"):
            return sorted(Draft.objects.values_list("reference", flat=True))

    later = timezone.now() + timedelta(days=rules.days_kept(today_in_london(timezone.now())))
    assert nightly(later) == sorted([left, kept, sent])
    with world.as_("keerthana") as by:
        save_draft(draft=Draft.objects.get(reference=kept), answers={}, by=by, at=later)
    assert nightly(later + timedelta(days=1)) == sorted([kept, sent])
    assert school.get(f"/refer/{left}/").status_code == 404


def test_only_what_reads_what_arrives_ends_a_draft(world: World, school: Client) -> None:
    begins(school)
    ends = "select kith.end_drafts(now() + interval '1 year')"
    with pytest.raises(ProgrammingError, match="permission denied"), world.as_("keerthana"):
        world.sql(ends)
    with (
        databases.as_role("worker"),
        pytest.raises(ProgrammingError, match="Only what reads what arrives"),
        as_service("service_notify"),
    ):
        world.sql(ends)
    with world.as_("keerthana"):
        assert Draft.objects.count() == 1


def test_a_child_taken_out_is_not_sent(world: World, school: Client) -> None:
    draft = tells_all(school)
    fills(school, draft, "child-2", {"given_name": "Mai"})
    fills(school, draft, "child-2", {"remove": "1"})
    assert "Mai’s" not in words(school.get(f"/refer/{draft}/check/"))
    sends(school, draft)
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.count() == 1


def test_an_adult_and_the_order_on_them_reach_the_front_door(world: World, school: Client) -> None:
    draft = tells_all(school)
    answer = fills(school, draft, "adults", {"adults_answer": "yes"})
    assert answer.headers["location"] == f"/refer/{draft}/adult-1/"
    fills(
        school,
        draft,
        "adult-1",
        {
            "name_or_description": "Dean Alderwick",
            "why": "Hit Teodor’s mother.",
            "allegation": "convicted",
            "restricted": "yes",
            "restriction": "Not to come to Withy Garth",
            "home_contact": "no",
        },
    )
    assert "Dean Alderwick" in words(school.get(f"/refer/{draft}/"))
    sends(school, draft)
    world.run_jobs()
    with world.as_("amina"):
        adult = Contact.objects.get().record.adults.get()
        assert adult.restriction == "Not to come to Withy Garth"
        assert adult.is_home_contact_unsafe


def test_language_and_religion_that_were_not_asked_are_not_blanks(world: World, school: Client) -> None:
    draft = tells_all(school)
    said = {
        "first_language": "given",
        "first_language_value": "Vietnamese",
        "religion": "declined",
        "ethnicity": "not_asked",
    }
    fills(school, draft, "equality", said)
    sends(school, draft)
    world.run_jobs()
    with world.as_("amina"):
        held = {c.what: (c.answer, c.value) for c in Contact.objects.get().record.characteristics.all()}
    assert held == {
        "first_language": ("given", "Vietnamese"),
        "religion": ("declined", ""),
        "ethnicity": ("not_asked", ""),
    }


def test_what_the_family_said_and_when_reaches_the_front_door(world: World, school: Client) -> None:
    draft = tells_all(school)
    said = {
        "asked": "yes",
        "asked_of": "Linh Nguyễn, mother",
        "said": "said_no",
        "asked_on_0": "10",
        "asked_on_1": "11",
    }
    answer = fills(school, draft, "consent", said | {"asked_on_2": "2025", "informed": "yes", "needed": "no"})
    assert answer.status_code == 302
    sends(school, draft)
    world.run_jobs()
    with world.as_("amina"):
        contact = Contact.objects.get()
        consent = contact.consents.get()
        assert (consent.outcome, consent.asked_of, consent.asked_at) == (
            "said_no",
            "Linh Nguyễn, mother",
            None,
        )
        assert contact.unmapped["children.0"]["consent"] == {"Day asked (no time given)": "10 November 2025"}


def test_a_number_that_is_not_one_says_so_and_a_right_one_is_sent_in_its_own_form(
    world: World, school: Client
) -> None:
    draft = tells_all(school)
    wrong = fills(school, draft, "child", TEODOR | {"nhs_number": "999 412 0752"})
    assert "This is not an NHS number" in words(wrong)
    fills(school, draft, "child", TEODOR | {"nhs_number": "999 412 0751", "phone": "01632 960001"})
    sends(school, draft)
    with world.as_("keerthana"):
        child = json.loads(bytes(Receipt.objects.get().raw))["children"][0]
    assert (child["nhs_number"], child["phone"], child["postcode"]) == (
        "9994120751",
        "+441632960001",
        "RV1 4AB",
    )


def test_the_receipt_shows_the_sender_all_that_they_sent(school: Client) -> None:
    draft = tells_all(school)
    fills(school, draft, "words", {"words": "It’s never one time."})
    page = words(school.get(f"/receipts/{reference_in(sends(school, draft))}/"))
    for said in (
        "Teodor called him “cousin”.",
        "It’s never one time.",
        "Counts money in class.",
        "14 May 2015",
    ):
        assert said in page


def test_kind_questions_stand_beside_the_words_and_never_block(school: Client) -> None:
    draft = tells_all(school)
    fills(school, draft, "happened", HAPPENED | {"risk": "She is streetwise and puts herself at risk."})
    page = words(school.get(f"/refer/{draft}/check/"))
    assert "kith-suggestion" in page
    assert sends(school, draft).status_code == 302


def test_the_childs_own_words_are_never_questioned(school: Client) -> None:
    draft = tells_all(school)
    fills(school, draft, "words", {"words": "They say I am streetwise and promiscuous."})
    assert "kith-suggestion" not in words(school.get(f"/refer/{draft}/check/"))


def test_what_is_sent_can_be_added_to_and_not_changed(world: World, school: Client) -> None:
    draft = tells_all(school)
    receipt = reference_in(sends(school, draft))
    world.run_jobs()
    again = fills(school, draft, "happened", {"what_happened": "Something else"})
    assert again.headers["location"] == f"/receipts/{receipt}/"
    form = words(school.get(f"/receipts/{receipt}/add/"))
    found = re.search(r'name="key" value="([0-9a-f]+)"', form)
    assert found
    for _ in range(2):
        school.post(f"/receipts/{receipt}/add/", {"words": "The man came back at 4pm.", "key": found[1]})
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.count() == 1
        assert Addition.objects.get().words == "The man came back at 4pm."
    assert "Added since" in words(school.get(f"/receipts/{receipt}/"))


def test_the_school_follows_it_to_the_decision_and_reads_why(world: World, school: Client) -> None:
    receipt = reference_in(sends(school, tells_all(school)))
    world.run_jobs()
    assert "Received" in words(school.get("/refer/"))
    world.is_new("Teodor")
    assert "In hand" in words(school.get("/refer/"))
    assert "It is in hand" in words(school.get(f"/receipts/{receipt}/"))
    world.front_door_decides("Teodor", feedback="Please keep telling us about the gate.")
    world.run_jobs()
    listed = words(school.get("/refer/"))
    assert "1 answer to read" in listed
    with world.as_("keerthana"):
        notice = Notice.objects.get(kind="decision_made")
        assert notice.opened_at is None
    read = words(school.get(f"/notices/{notice.reference}/"))
    assert notice.headline in read
    assert "Please keep telling us about the gate." in read
    with world.as_("keerthana"):
        assert Notice.objects.get(kind="decision_made").opened_at is not None
    page = words(school.get(f"/receipts/{receipt}/"))
    assert notice.headline in page


def test_another_schools_draft_reads_like_one_that_is_not_there(world: World, school: Client) -> None:
    draft = tells_all(school)
    other = world.browser("idwal")
    absent = other.get("/refer/ABCDEFGHJKLM/")
    for path in (
        f"/refer/{draft}/",
        f"/refer/{draft}/child/",
        f"/refer/{draft}/check/",
        f"/refer/{draft}/child-2/",
    ):
        refused = other.get(path)
        assert (refused.status_code, refused.content) == (404, absent.content)
        assert refused.headers.items() == absent.headers.items()
    assert other.post(f"/refer/{draft}/child/", TEODOR).content == absent.content
    assert other.post(f"/refer/{draft}/check/", {"contact": "1"}).status_code == 404
    assert school.get(f"/refer/{draft}/").status_code == 200


def test_another_schools_receipt_and_notice_read_like_ones_that_are_not_there(
    world: World, school: Client
) -> None:
    receipt = reference_in(sends(school, tells_all(school)))
    world.run_jobs()
    world.front_door_decides("Teodor")
    with world.as_("keerthana"):
        notice = Notice.objects.get(kind="decision_made").reference
    other = world.browser("idwal")
    for mine, absent in (
        (f"/receipts/{receipt}/", "/receipts/RV-ABCD-EFGH/"),
        (f"/receipts/{receipt}/add/", "/receipts/RV-ABCD-EFGH/add/"),
        (f"/notices/{notice}/", "/notices/ABCDEFGHJKLM/"),
    ):
        refused, not_there = other.get(mine), other.get(absent)
        assert refused.status_code == not_there.status_code == 404
        assert refused.content == not_there.content
        assert school.get(mine).status_code == 200


def test_a_performance_analyst_cannot_refer_or_read_receipts(world: World, school: Client) -> None:
    receipt = reference_in(sends(school, tells_all(school)))
    analyst = world.browser("ottoline")
    assert analyst.get("/refer/").status_code == 404
    assert analyst.get(f"/receipts/{receipt}/").status_code == 404


def test_a_step_that_does_not_exist_is_not_there(school: Client) -> None:
    draft = begins(school)
    for step in (
        "teacher",
        "child-1",
        "child-3",
        "signs-2",
        "adult",
        "adult-2",
        "happened-2",
        "child-99",
        "child-02",
    ):
        assert school.get(f"/refer/{draft}/{step}/").status_code == 404, step
    assert school.get(f"/refer/{draft}/child-2/").status_code == 200


def test_the_lists_queries_do_not_grow_with_what_was_sent(world: World, school: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert school.get("/refer/").status_code == 200
        return len(counted)

    world.school_refers("Kayleigh")
    begins(school)
    few = queries()
    for name in ("Maisie", "Finlay", "Teodor", "Aoife"):
        world.school_refers(name)
        begins(school)
    assert queries() == few
    assert few <= 14


def test_the_same_answers_are_the_same_bytes(world: World, school: Client) -> None:
    sends(school, tells_all(school))
    with world.as_("keerthana"):
        raw = bytes(Receipt.objects.get().raw)
    assert (
        raw == json.dumps(json.loads(raw), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )
