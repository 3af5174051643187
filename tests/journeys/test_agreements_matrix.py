"""Who has signed for what: the partnership sees its gaps, closes one, and hears in time that an agreement ends."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core import mail
from django.test import Client

from kith.county.acting import as_service
from kith.frontdoor import tasks
from kith.notify.models import Notice
from kith.sharing.models import Agency, AgreementReminder
from tests import databases
from tests.journeys.test_child_page import text
from tests.journeys.test_registers_of_sharing import agreement, day
from tests.world import World

TODAY = date.today()
MATRIX = "/agreements/matrix/"


def row_of(world: World, agency: str, who: str = "tamsin") -> str:
    """What the matrix says of one agency, in words."""
    shown = world.browser(who).get(MATRIX).content.decode()
    rows = re.findall(r"<tr.*?</tr>", shown, flags=re.S)
    (row,) = (each for each in rows if f">{agency}<" in each)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def signs(world: World, *agencies: str, **other: Any) -> None:
    said = agreement(
        world,
        says="School protocol",
        agencies=[world.county.agencies[each].reference for each in agencies],
        classes=["contact", "plan"],
        purposes=["decide"],
        **other,
    )
    answer = world.browser("tamsin").post("/agreements/new/", said)
    assert answer.status_code == 302, answer.content.decode()


def ends_in(days: int) -> dict[str, int]:
    return day("ends_on", TODAY + timedelta(days)) | day("review_on", TODAY)


def test_the_manager_sees_an_agency_without_an_agreement_signs_and_the_cell_turns(world: World) -> None:
    tamsin = world.browser("tamsin")
    assert MATRIX in tamsin.get("/agreements/").content.decode()
    before = text(tamsin.get(MATRIX))
    assert "4 of " in before and "have signed for the front door" in before
    school = world.county.agencies["school"].says
    assert "Signed until" not in row_of(world, school) and "None" in row_of(world, school)
    assert "Signed until 4 January 2028" in row_of(world, world.county.agencies["police"].says)
    signs(world, "school")
    turned = row_of(world, school)
    assert "Signed until" in turned and "Contacts and plans" in turned
    assert "5 of " in text(tamsin.get(MATRIX))


def test_what_ends_soon_has_ended_or_has_not_begun_is_said_in_words(world: World) -> None:
    signs(world, "school", **ends_in(90))
    assert "Ends soon" in row_of(world, world.county.agencies["school"].says)
    assert "1 of these ends within 90 days." in text(world.browser("tamsin").get(MATRIX))
    later = day("starts_on", TODAY + timedelta(9)) | day("review_on", TODAY + timedelta(10))
    signs(world, "second_school", **later)
    assert "Not begun" in row_of(world, world.county.agencies["second_school"].says)
    early = day("starts_on", TODAY - timedelta(9)) | day("ends_on", TODAY - timedelta(1))
    signs(world, "probation", **early, **day("review_on", TODAY - timedelta(2)))
    assert "Ended" in row_of(world, world.county.agencies["probation"].says)


def test_whom_the_front_door_needs_and_has_not_is_named(world: World) -> None:
    missing = text(world.browser("huw").get(MATRIX)).split("Not here at all")[1].split("Each agency")[0]
    assert "A mental-health service for children" in missing and "GP practices" in missing
    assert "The police" not in missing


def test_practices_of_the_area_are_counted_and_those_that_have_not_signed_are_named(world: World) -> None:
    """Joint inspection: no agreements between GPs and the front door. A practice is a party by itself."""
    tamsin = world.browser("tamsin")
    before = text(tamsin.get(MATRIX))
    assert "None of 3 GP practices in the area have signed for the front door" in before
    assert "Ormsea Health Centre, Ormsea" in before and "Quarry Rise Surgery" not in before
    practice = {"says": "Ormsea Health Centre", "kind": "gp", "partnerships": ["ravenshire"]}
    made = world.browser("isaura").post("/places/agencies/new/", {**practice, **day("starts_on", TODAY)})
    assert made.status_code == 302
    told = text(world.browser("isaura").get(made.headers["Location"]))
    assert (
        "No agreement in force" in told
        and "In Ravenshire, Ormsea Health Centre has signed no agreement" in told
    )
    with world.as_("tamsin"):
        world.county.agencies["practice"] = Agency.objects.get(says="Ormsea Health Centre")
    signs(world, "practice")
    after = text(tamsin.get(MATRIX))
    assert "1 of 3 GP practices in the area has signed for the front door (33%)" in after
    assert "Ormsea Health Centre, Ormsea" not in after


def test_a_post_says_what_no_agreement_lets_it_read(world: World) -> None:
    told = text(world.browser("tamsin").get(f"/posts/{world.county.posts['halina'].reference}/"))
    assert "No agreement in force" in told and "Saltwell" in told and "lans" in told
    assert "No agreement in force" not in text(
        world.browser("tamsin").get(f"/posts/{world.county.posts['olu'].reference}/")
    )


def test_another_partnerships_matrix_is_not_shown_and_nobody_unknown_sees_any(world: World) -> None:
    assert world.browser("tamsin").get(f"{MATRIX}?area=kelderdale").status_code == 404
    assert world.browser("olu").get(f"{MATRIX}?area=kelderdale").status_code == 200
    assert "Enter a new agreement" not in text(world.browser("keerthana").get(MATRIX))
    assert "Tidewall" not in text(world.browser("silas").get(MATRIX))
    assert Client().get(MATRIX).status_code == 302


def morning(world: World, days: int) -> list[str]:
    """It is so many days later, and the worker has looked: of what it has told, of all mornings."""
    at = datetime.combine(TODAY + timedelta(days), time(8, 23), UTC)
    with databases.as_role("worker"), as_service("service_clocks") as by:
        tasks.tell_of_ends(by=by, at=at)
    world.run_jobs(at)
    with world.as_("tamsin"):
        told = AgreementReminder.objects.order_by("id").values_list("to_post__says", "what")
        return [f"{post}: {what}" for post, what in told]


def test_who_keeps_agreements_is_told_once_and_again_on_the_last_day(world: World) -> None:
    signs(world, "school", **ends_in(91))
    assert morning(world, 0) == []
    near = ["Partnership manager: near"]
    assert morning(world, 1) == near
    assert morning(world, 2) == near
    (letter,) = mail.outbox
    assert "School protocol" not in letter.body
    last = [*near, "Partnership manager: last_day"]
    assert morning(world, 91) == last
    assert morning(world, 92) == last
    with world.as_("tamsin"):
        notice = Notice.objects.filter(kind="agreement_near").get()
    opened = text(world.browser("tamsin").get(f"/notices/{notice.reference}/"))
    assert "School protocol" in opened and "Open the register" in opened


def test_it_stands_in_the_keepers_work_and_on_the_register_until_another_follows(world: World) -> None:
    signs(world, "school", "council", **ends_in(30))
    tamsin = world.browser("tamsin")
    work, register = text(tamsin.get("/worklist/")), text(tamsin.get("/agreements/"))
    school = world.county.agencies["school"].says
    assert "An agreement ends soon, and none follows" in work and "School protocol" in work and school in work
    assert "1 agreement ends soon or lately, and none follows" in register
    # The council's own goes on under the protocol, and is not named.
    assert world.county.agencies["council"].says not in work.split("nothing else covers the same for")[1][:80]
    assert "An agreement ends soon" not in text(world.browser("amina").get("/worklist/"))
    follows = day("starts_on", TODAY + timedelta(31)) | day("review_on", TODAY + timedelta(100))
    signs(world, "school", **follows)
    assert "An agreement ends soon" not in text(tamsin.get("/worklist/"))
    assert "none follows" not in text(tamsin.get("/agreements/"))
    assert morning(world, 0) == []
