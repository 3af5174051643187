"""Services whose records are kept with particular care, and what is said where one is asked.

Joint inspection: in two cases sexual health services failed to share relevant information.
"""

from datetime import date

import pytest

from kith.frontdoor.rules.sensitive import said_to, service_of

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    "role, says, agency, service",
    [
        pytest.param("sexual_health", "Nurse", "The Quay", "Sexual health service", id="by its role"),
        pytest.param(
            "health_mash", "Nurse", "Quay Sexual Health", "Sexual health service", id="by its agency’s name"
        ),
        pytest.param("substance_misuse", "Worker", "Quay", "Drug and alcohol service", id="drug and alcohol"),
        pytest.param("voluntary_provider", "Counsellor", "Quay", "Therapy or counselling", id="by its own name"),
        pytest.param("voluntary_provider", "Worker", "Quay Refuge", "Domestic abuse service", id="a refuge"),
        pytest.param("voluntary_provider", "Worker", "Quay Refugee Centre", "", id="refugees are no refuge"),
        pytest.param("school_dsl", "Safeguarding lead", "Quay Academy", "", id="a school is none"),
        pytest.param("health_mash", "Named nurse", "Quay Trust", "", id="a trust’s named nurse is none"),
    ],
)  # fmt: skip
def test_a_post_is_of_a_sensitive_service_by_its_role_or_by_its_name(
    role: str, says: str, agency: str, service: str
) -> None:
    assert service_of(role=role, says=says, agency=agency, day=DAY) == service


@pytest.mark.parametrize(
    "who, codes",
    [
        pytest.param("asks", {"ask_why", "ask_little", "ask_danger"}, id="who asks"),
        pytest.param("answers", {"must", "as_important", "need_not", "tell", "hesitate"}, id="who answers"),
    ],
)
def test_what_is_said_has_its_source_or_is_marked_local(who, codes) -> None:
    found = said_to(who, DAY)
    assert {entry.code for entry in found} == codes
    assert {entry.code for entry in found if entry.local} == {"ask_danger", "hesitate"} & codes
    assert all(entry.source for entry in found)
