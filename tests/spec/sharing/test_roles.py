"""Which roles a partnership may give, which it may not yet, and why."""

from datetime import date
from pathlib import Path

import pytest

from kith.core import lists

LISTS = Path(__file__).resolve().parents[3] / "kith/sharing/lists"
DAY = date(2026, 6, 1)
ROLES = {entry.code: entry for entry in lists.load(LISTS / "roles.toml").on(DAY)}
NOT_GIVEN = {entry.code: entry for entry in lists.load(LISTS / "roles_not_given.toml").on(DAY)}

# The partnership's catalogue of roles, told here a second time.
CATALOGUE = """
    mash_triage mash_manager macpt_member lcpp social_worker family_help_practitioner family_help_lead_practitioner
    practice_supervisor conference_chair edt mset_chair mset_coordinator mset_member police_ppu police_missing
    police_intelligence police_neighbourhood yjs_practitioner probation_officer health_mash designated_health
    school_nurse_0_19 sexual_health camhs substance_misuse ed_liaison gp_practice school_dsl key_adult mash_education
    virtual_school voluntary_provider rhi_practitioner housing_community_safety licensing trading_standards adult_services
    legal quality_auditor performance_analyst partnership_manager independent_scrutineer lead_member pcc inspector_guest
    ig_officer dpo caldicott sysadmin child_or_parent_portal exploitation_specialist safeguarding_partner
""".split()


@pytest.mark.parametrize("role", CATALOGUE)
def test_every_role_of_the_catalogue_is_given_or_says_why_not(role: str) -> None:
    assert (role in ROLES) is not (role in NOT_GIVEN)


@pytest.mark.parametrize(
    "role, why",
    [
        pytest.param(
            "child_or_parent_portal",
            "no way yet to be sure who signs in for a child or a parent",
            id="a child, or a parent: a person reads it with them",
        ),
    ],
)
def test_a_role_that_nobody_can_be_given_yet_says_why(role: str, why: str) -> None:
    assert why in NOT_GIVEN[role].extra["because"]
    assert NOT_GIVEN.keys() == {"child_or_parent_portal"}


@pytest.mark.parametrize(
    "role, reads_a_child",
    [
        pytest.param(
            "legal", ["allocated", "reader", "recipient"], id="a lawyer: only what is given to them"
        ),
        pytest.param("police_intelligence", [], id="an intelligence analyst: no child’s record"),
        pytest.param("pcc", [], id="a police and crime commissioner: numbers and no names"),
        pytest.param("lead_member", [], id="a lead member: numbers and no names"),
        pytest.param("sysadmin", [], id="an administrator: no record"),
    ],
)
def test_who_answers_for_the_work_or_advises_on_it_reads_no_more_than_that_needs(
    role: str, reads_a_child: list[str]
) -> None:
    assert list(ROLES[role].extra["may"].get("child.read", [])) == reads_a_child


@pytest.mark.parametrize(
    "role, reads_all_that_is_sent",
    [
        pytest.param(
            "police_ppu", True, id="the public protection unit: the force’s system sends for all of it"
        ),
        pytest.param(
            "school_dsl", True, id="a school’s safeguarding lead: the school’s referrals are theirs"
        ),
        pytest.param("health_mash", True, id="who speaks for health at the front door"),
        pytest.param("gp_practice", True, id="who receives notices for a practice"),
        pytest.param("police_neighbourhood", False, id="a neighbourhood officer: what they sent themselves"),
        pytest.param("police_missing", False, id="a missing coordinator: what they sent themselves"),
        pytest.param("key_adult", False, id="a key adult in school: what they sent themselves"),
    ],
)
def test_some_read_all_that_their_agency_sends_and_others_what_they_sent(
    role: str, reads_all_that_is_sent: bool
) -> None:
    assert ("sent.read" in ROLES[role].extra["may"]) is reads_all_that_is_sent
