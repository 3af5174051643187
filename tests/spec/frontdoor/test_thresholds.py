"""Threshold documents: what one must hold before it is signed, and from when decisions cite it."""

from datetime import date

import pytest

from kith.frontdoor.rules import thresholds as rules
from kith.frontdoor.rules.thresholds import Change, Checked, Row

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
ALL = {"council": APRIL, "health": APRIL, "police": APRIL}
ROWS = "1,1,Everyday\n2,2,Early help\n3,3,Family help\n4,4,Protection\n4,4.1,Sexual harm\n"
GOOD = {
    "title": "Thresholds",
    "version": "1",
    "starts_on": APRIL,
    "review_on": MAY,
    "expires_on": JUNE,
    "rows": rules.read_rows(ROWS)[0],
    "unread": [],
    "versions": set(),
}
NAMED = {entry.code: Checked(True, "page 2") for entry in rules.checklist().on(MAY)}


@pytest.mark.parametrize(
    "signed, starts_on, begins",
    [
        pytest.param(ALL, MAY, MAY, id="all three signed before its day: on its day"),
        pytest.param(
            ALL | {"health": JUNE}, MAY, JUNE, id="health signed late: on the day of that signature"
        ),
        pytest.param(
            {"council": APRIL, "police": APRIL}, MAY, None, id="health has not signed: not in force"
        ),
        pytest.param(
            {"council": APRIL, "police": APRIL, "": APRIL},
            MAY,
            None,
            id="a school signed instead: not in force",
        ),
        pytest.param({}, MAY, None, id="nobody signed: not in force"),
    ],
)
def test_a_document_is_in_force_once_all_three_partners_have_signed_and_its_day_has_come(
    signed: dict[str, date], starts_on: date, begins: date | None
) -> None:
    assert rules.in_force_from(starts_on, signed, JUNE) == begins


@pytest.mark.parametrize(
    "kind, partner",
    [
        pytest.param("council_social_care", "council", id="the council"),
        pytest.param("icb", "health", id="the integrated care board speaks for health"),
        pytest.param("nhs_trust", "", id="a hospital trust is no safeguarding partner"),
        pytest.param("police", "police", id="the police"),
        pytest.param("school", "", id="a school signs for itself"),
    ],
)
def test_the_three_safeguarding_partners_are_those_of_the_children_act(kind: str, partner: str) -> None:
    assert rules.partner_of(kind, MAY) == partner


@pytest.mark.parametrize(
    "stands, state",
    [
        pytest.param({"in_force_from": None}, "not signed by all three", id="a signature is missing"),
        pytest.param({"in_force_from": JUNE}, "signed, not begun", id="its day has not come"),
        pytest.param({"in_force_from": APRIL}, "in force", id="signed, and its day has come"),
        pytest.param({"in_force_from": MAY}, "in force", id="on its first day"),
        pytest.param(
            {"in_force_from": APRIL, "replaced_on": MAY}, "replaced", id="a newer version begins today"
        ),
        pytest.param(
            {"in_force_from": APRIL, "replaced_on": JUNE}, "in force", id="a newer version begins later"
        ),
        pytest.param({"in_force_from": APRIL, "expires_on": MAY}, "in force", id="on its last day"),
        pytest.param({"in_force_from": APRIL, "expires_on": APRIL}, "expired", id="after its last day"),
        pytest.param(
            {"in_force_from": None, "is_taken_back": True}, "taken back", id="a draft that was taken back"
        ),
    ],
)
def test_how_a_document_stands(stands: dict, state: str) -> None:
    usual = {"is_taken_back": False, "replaced_on": None, "expires_on": JUNE, "day": MAY}
    assert rules.state(**{**usual, **stands}) == state


@pytest.mark.parametrize(
    "item, said, sentence",
    [
        pytest.param(
            "outside_home",
            Checked(False),
            "Say why it is signed without this",
            id="silent on harm outside the home",
        ),
        pytest.param(
            "criminal_exploitation",
            Checked(False, why_not=" "),
            "Say why",
            id="silent on criminal exploitation",
        ),
        pytest.param(
            "outside_home", Checked(False, why_not="It is in 4.1"), "", id="silent, with a written reason"
        ),
        pytest.param("consent", Checked(False), "", id="silent on consent: shown, and no reason asked"),
        pytest.param(
            "section_47", Checked(True), "the page or the section", id="named, and nobody says where"
        ),
    ],
)
def test_a_document_that_is_silent_on_exploitation_needs_a_written_reason(
    item: str, said: Checked, sentence: str
) -> None:
    found = rules.objections_to_checks({**NAMED, item: said}, MAY)
    assert sentence in " ".join(found.values()) if sentence else not found


@pytest.mark.parametrize(
    "given, sentence",
    [
        pytest.param({}, "", id="checked, and in time"),
        pytest.param({"answers": {}}, "checked yet", id="nobody has checked it"),
        pytest.param({"has_signed": True}, "signed this document already", id="signed twice"),
        pytest.param({"is_taken_back": True}, "taken back", id="a draft that was taken back"),
        pytest.param({"expires_on": APRIL}, "expired", id="after its last day"),
    ],
)
def test_what_cannot_be_signed(given: dict, sentence: str) -> None:
    usual = {"answers": NAMED, "has_signed": False, "is_taken_back": False, "expires_on": JUNE, "day": MAY}
    found = " ".join(rules.objections_to_sign(**{**usual, **given}))
    assert sentence in found if sentence else not found


@pytest.mark.parametrize(
    "given, field",
    [
        pytest.param({}, None, id="whole"),
        pytest.param({"version": "1", "versions": {"1"}}, "version", id="a version that is there already"),
        pytest.param({"review_on": APRIL}, "review_on", id="reviewed on its first day"),
        pytest.param({"expires_on": date(2026, 4, 30)}, "expires_on", id="expires before it is reviewed"),
        pytest.param({"starts_on": None}, "starts_on", id="no first day"),
        pytest.param(
            {"rows": rules.read_rows("1,1,x\n2,2,x\n3,3,x\n3,3.1,x")[0]}, "rows", id="level 4 is missing"
        ),
        pytest.param({"rows": rules.read_rows("1,1,x\n2,2,x\n3,3,x\n4,4,x")[0]}, "rows", id="no criterion"),
        pytest.param({"unread": ["Line 3 has 2 parts."]}, "rows", id="a line that cannot be read"),
        pytest.param({"title": " "}, "title", id="no title"),
    ],
)
def test_what_cannot_be_put_in_the_register_says_what_to_do(given: dict, field: str | None) -> None:
    assert list(rules.objections_to_put(**{**GOOD, **given})) == ([field] if field else [])


@pytest.mark.parametrize(
    "text, rows, wrong",
    [
        pytest.param("level,code,says\n4,4.1,Harm", [Row("4", "4.1", "Harm")], "", id="with a heading"),
        pytest.param(
            '4,4.1,"Harm, or pictures",Hint', [Row("4", "4.1", "Harm, or pictures", "Hint")], "", id="quoted"
        ),
        pytest.param(
            "4,4.1,Harm\n4,4,Protection",
            [Row("4", "4", "Protection"), Row("4", "4.1", "Harm")],
            "",
            id="in order",
        ),
        pytest.param("4,4.1", [], "Line 1 has 2 parts", id="no words"),
        pytest.param("5,5.1,Harm", [], "“5” is no level", id="a fifth level"),
        pytest.param(
            "4,4.1,Harm\n4,4.1,Other", [Row("4", "4.1", "Harm")], "stands twice", id="one code twice"
        ),
        pytest.param("4,3,Harm", [], "is the code of a level", id="a criterion with a level’s code"),
        pytest.param("4,,Harm", [], "has no code", id="no code"),
        pytest.param("", [], "", id="nothing"),
    ],
)
def test_rows_are_read_and_what_cannot_be_is_said_by_its_line(text: str, rows: list[Row], wrong: str) -> None:
    found, said = rules.read_rows(text)
    assert found == rows
    assert wrong in " ".join(said) if wrong else not said


@pytest.mark.parametrize(
    "before, after, change",
    [
        pytest.param([], [Row("4", "4.1", "Harm")], [Change("added", "4.1", "", "Harm")], id="added"),
        pytest.param([Row("4", "4.1", "Harm")], [], [Change("removed", "4.1", "Harm", "")], id="removed"),
        pytest.param(
            [Row("4", "4.1", "Harm")], [Row("4", "4.1", "Sexual harm")],
            [Change("reworded", "4.1", "Harm", "Sexual harm")], id="reworded",
        ),
        pytest.param(
            [Row("3", "4.1", "Harm")], [Row("4", "4.1", "Harm")],
            [Change("reworded", "4.1", "Harm; level 3", "Harm; level 4")], id="moved to another level",
        ),
        pytest.param([Row("4", "4.1", "Harm")], [Row("4", "4.1", "Harm")], [], id="as it was"),
    ],
)  # fmt: skip
def test_what_a_version_changes_is_shown_row_by_row(
    before: list[Row], after: list[Row], change: list[Change]
) -> None:
    assert rules.changes(before, after) == change


@pytest.mark.parametrize(
    "threshold, warning",
    [
        pytest.param(
            rules.built_in(MAY),
            "levels and criteria that come with Kith",
            id="no document of the partnership’s own",
        ),
        pytest.param(
            rules.Threshold("T", (), key=1, expires_on=APRIL), "expired on 1 April 2026", id="expired"
        ),
        pytest.param(rules.Threshold("T", (), key=1, expires_on=MAY), "", id="on its last day"),
    ],
)
def test_a_decision_goes_on_and_says_what_its_document_lacks(
    threshold: rules.Threshold, warning: str
) -> None:
    found = threshold.warning(MAY)
    assert ("Decisions go on" in found and warning in found) if warning else not found
