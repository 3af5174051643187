"""The school and the practice are found in the register, by whoever tells or by the front door, and what is not found is said."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client

from kith.frontdoor.models import Contact, SchoolSaid
from kith.people import registers
from kith.people.models import Establishment
from kith.record.models import Entry
from tests import databases
from tests.journeys.test_school_refers import TEODOR, begins, fills, sends, tells_all, words
from tests.world import World, child, telling


@pytest.fixture
def school(world: World) -> Client:
    return world.browser("keerthana")


def finds(school: Client, draft: str, which: str, said: dict[str, str]) -> HttpResponse:
    answer = school.post(f"/refer/{draft}/child/", TEODOR | said | {"find": which})
    assert answer.status_code == 302
    return school.get(answer.headers["location"].partition("#")[0])


def shown(world: World, given_name: str, who: str = "amina") -> str:
    contact = world.contact(given_name, who)
    return " ".join(words(world.browser(who).get(f"/contacts/{contact.reference}/")).split())


def test_a_school_and_a_practice_are_found_by_name_and_shown_as_the_register_has_them(
    world: World, school: Client
) -> None:
    draft = tells_all(school)
    page = words(
        finds(school, draft, "school_urn", {"school_name": "withy lane", "address_line": "3 Withy Garth"})
    )
    assert (
        page.index("URN 999013, open")
        < page.index("URN 999014, open")
        < page.index("closed since 31 August 2019")
    )
    assert "None of these: keep what I typed" in page
    assert 'value="3 Withy Garth"' in page
    assert 'value="withy lane"' in page
    at = f"/refer/{draft}/child/?find=school"
    said = TEODOR | {"school_name": "withy lane", "school_found": "999014", "gp_name": "staithe"}
    answer = school.post(at, said | {"find": "gp_ods_code"})
    assert answer.headers["location"].endswith("?find=practice#id_gp_ods_code")
    page = words(school.get(f"/refer/{draft}/child/?find=practice"))
    assert "Staithe Court Surgery, Skarhaven, Practice code V99011, open" in page
    # Looking for the practice did not take the school that was only ticked; it is chosen when the step is saved.
    school.post(at, said)
    school.post(f"/refer/{draft}/child/?find=practice", TEODOR | {
        "school_name": "withy lane", "school_urn": "999014", "gp_name": "staithe", "gp_found": "V99011"})  # fmt: skip
    page = words(school.get(f"/refer/{draft}/child/"))
    assert "Withy Lane Primary School, Skarhaven, URN 999014, open" in page
    sends(school, draft)
    world.run_jobs()
    page = shown(world, "Teodor")
    assert "Withy Lane Primary School, Skarhaven" in page
    assert "URN 999014, open" in page
    assert "Sent as: withy lane" in page
    assert "Practice code V99011, open" in page
    with world.as_("amina"):
        record = world.contact("Teodor").record
        assert (record.school_says, record.school_urn) == ("withy lane", "999014")
        assert (record.practice_says, record.practice_code) == ("staithe", "V99011")


def test_none_of_these_keeps_what_was_typed_and_the_contact_says_so(world: World, school: Client) -> None:
    draft = tells_all(school)
    finds(school, draft, "school_urn", {"school_name": "Withy Lane"})
    school.post(
        f"/refer/{draft}/child/?find=school", TEODOR | {"school_name": "Withy Lane", "school_found": "none"}
    )
    sends(school, draft)
    world.run_jobs()
    page = shown(world, "Teodor")
    assert "Withy Lane<span" in page
    assert "as sent, not looked up in the register" in page
    assert "not sent: ask" in page  # the practice


def test_what_no_school_is_called_gets_a_sentence_and_nothing_typed_is_lost(school: Client) -> None:
    draft = begins(school)
    page = words(finds(school, draft, "school_urn", {"school_name": "Nowhere Hall", "phone": "01632 960 2"}))
    assert "No school in the register has all of these words" in page
    assert 'value="Nowhere Hall"' in page
    assert 'value="01632 960 2"' in page
    assert "What is wrong" not in page
    page = words(finds(school, draft, "school_urn", {"school_name": ""}))
    assert "Type a part of the school’s name" in page


def test_a_wrong_digit_is_said_and_sent_all_the_same(world: World, school: Client) -> None:
    draft = tells_all(school)
    fills(school, draft, "child", TEODOR | {"school_name": "Withy Lane", "school_urn": "999 041"})
    page = words(school.get(f"/refer/{draft}/child/"))
    assert "No school in the register has the number 999041" in page
    sends(school, draft)
    world.run_jobs()
    assert "URN 999041: as sent, not in the register" in shown(world, "Teodor")


def test_a_machine_sends_codes_that_are_never_refused_and_are_said_on_the_contact(world: World) -> None:
    for name, urn, gp in (("Ada", "999011", "v99 014"), ("Bea", "123456", "A99999"), ("Cyd", "999015", "?")):
        one = child(name, school_urn=urn, gp_ods_code=gp)
        world.refers("keerthana", telling(children=[one], sender_reference=f"x-{name}"))
    world.run_jobs()
    assert "Lanternfield Academy, Skarhaven" in shown(world, "Ada")
    assert "Practice code V99014, <b>closed since 31 March 2021</b>" in shown(world, "Ada")
    assert "URN 123456: as sent, not in the register" in shown(world, "Bea")
    assert "Practice code A99999: as sent, not in the register" in shown(world, "Bea")
    assert "URN 999015, <b>closed since 31 August 2019</b>" in shown(world, "Cyd")
    assert "Practice code ?: as sent, not in the register" in shown(world, "Cyd")


def test_schools_that_are_not_known_are_listed_and_said(world: World) -> None:
    born = {"six": "2020-03-01", "baby": "2026-01-01", "adult": "2008-01-01"}
    for name, told in {
        "Ada": {"school_name": "Withy Lane", "date_of_birth": born["six"]},
        "Bea": {"school_name": "", "school_urn": "123456", "date_of_birth": born["six"]},
        "Cyd": {"school_urn": "999011", "date_of_birth": born["six"]},
        "Dot": {"school_name": "", "date_of_birth": born["baby"]},
        "Eve": {"school_name": "", "date_of_birth": born["adult"]},
        "Fay": {"school_name": "Harrowmere School, Year 4", "date_of_birth": born["baby"]},
    }.items():
        one = child(name, **told)
        world.refers("keerthana", telling(children=[one], sender_reference=f"x-{name}"))
    world.run_jobs()
    amina = world.browser("amina")
    page = words(amina.get("/schools-missing/"))
    assert "2 children whose school is not known" in page
    assert page.index("Ada") < page.index("Bea")
    assert not any(name in page for name in ("Cyd", "Dot", "Eve", "Fay"))
    # Another area's front door has a list of its own, with none of these; a school has none.
    assert "Every school is known" in words(world.browser("silas").get("/schools-missing/"))
    assert world.browser("keerthana").get("/schools-missing/").status_code == 404

    ada, bea = (world.contact(name).reference for name in ("Ada", "Bea"))
    at = f"/contacts/{ada}/school/"
    assert world.browser("silas").get(at).status_code == 404
    assert "Withy Lane Primary School, Skarhaven, URN 999014, open" in words(amina.get(at))
    page = words(amina.get(f"/contacts/{world.contact('Fay').reference}/school/"))
    assert "Harrowmere School, Harrowmere, URN 999012, open" in page, "Offered without a word typed."
    assert 'value="Harrowmere School, Year 4"' in page, "What was sent stands in the field."
    page = words(amina.post(at, {"words": "harrow", "find": "words", "because": "x"}))
    assert "Harrowmere School, Harrowmere, URN 999012, open" in page
    entered = words(amina.post(at, {"words": "harrow", "first": "1"}))
    assert "Harrowmere School" in entered and "There is a problem" not in entered, "Enter searches."
    refused = words(amina.post(at, {"words": "harrow"}))
    assert "Find the school and choose it" in refused
    assert 'value="harrow"' in refused
    assert "Say why the child is at no school" in words(amina.post(at, {"words": "", "school": "none"}))
    answer = amina.post(at, {"words": "harrow", "school": "999012"})
    assert answer.status_code == 302
    page = shown(world, "Ada")
    assert "Harrowmere School, Harrowmere" in page
    assert "Sent as: Withy Lane" in page
    amina.post(
        f"/contacts/{bea}/school/", {"words": "", "school": "none", "because": "Taught at home since May"}
    )
    assert "at no school: Taught at home since May" in shown(world, "Bea")
    assert "Every school is known" in words(amina.get("/schools-missing/"))
    with world.as_("amina"):
        assert SchoolSaid.objects.count() == 2
        assert Contact.objects.get(reference=ada).record.school_says == "Withy Lane"
        said = Entry.objects.filter(kind="frontdoor.school_said").order_by("pk")
        assert [each.detail["school"] for each in said] == [
            "Harrowmere School, Harrowmere, URN 999012",
            "at no school",
        ]


HEADER = "URN,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,Town,Postcode"
ROWS = [f"9990{n},Quarry School {n},Open,01-09-2009,,Harrowmere,RV8 5TA" for n in range(50, 70)]


def loads(rows: list[str], folder: Path, name: str = "edubasealldata.csv") -> str:
    """What `run manage load_establishments` says."""
    file, said = folder / name, StringIO()
    file.write_bytes("\n".join(rows).encode("cp1252"))
    with databases.as_role("worker"):
        call_command("load_establishments", str(file), stdout=said)
    return said.getvalue()


def test_a_file_is_loaded_once_changed_lines_keep_what_stood_and_a_broken_one_changes_nothing(
    world: World, tmp_path: Path
) -> None:
    assert "20 rows read, schools: 20 new, 0 changed, 0 as before." in loads([HEADER, *ROWS], tmp_path)
    assert "20 rows read, schools: 0 new, 0 changed, 20 as before." in loads([HEADER, *ROWS], tmp_path)
    renamed = ["999050,Château Quarry School,Open,01-09-2009,,Harrowmere,RV8 5TA", "12,X,Open,,,,", *ROWS[1:]]
    said = loads([HEADER, *renamed], tmp_path, "later.csv")
    assert "21 rows read, schools: 0 new, 1 changed, 19 as before." in said
    assert "Row 3: A school’s URN has six digits" in said
    with world.transaction():
        stands = registers.standing("school", "999050")
        before = Establishment.objects.exclude(replaced_on=None).get(kind="school", code="999050")
        assert stands and stands.name == "Château Quarry School"
        assert (before.name, before.read_from) == ("Quarry School 50", "edubasealldata.csv")
        assert before.replaced_on is not None
    with pytest.raises(CommandError, match="Nothing was taken"):
        loads([HEADER, "999050,Broken,Open,,,,", "x", "y"], tmp_path)
    with pytest.raises(CommandError, match="There is no file"):
        call_command("load_establishments", str(tmp_path / "none.csv"))
    with world.transaction():
        stands = registers.standing("school", "999050")
        assert stands and stands.name == "Château Quarry School"
