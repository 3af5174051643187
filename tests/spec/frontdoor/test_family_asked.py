"""What the front door must say when it asks a family itself (S2-008)."""

from datetime import date, timedelta
from typing import Any

import pytest

from kith.frontdoor.rules.family_asked import objections

TODAY = date(2026, 11, 24)
ASKED: dict[str, Any] = {
    "outcome": "agreed",
    "asked_of": "Mother",
    "asked_on": TODAY,
    "because": "",
    "informed": "yes",
    "today": TODAY,
}
NOT_ASKED = {**ASKED, "outcome": "not_asked", "asked_of": "", "asked_on": None, "because": "danger_now"}


@pytest.mark.parametrize(
    "said",
    [
        ASKED,
        {**ASKED, "outcome": "said_no", "informed": "not_known"},
        {**ASKED, "asked_on": TODAY - timedelta(days=400)},
        NOT_ASKED,
        {**NOT_ASKED, "informed": "no"},
    ],
)
def test_whom_somebody_asked_and_what_they_said_or_why_nobody_was_is_enough(said: dict[str, Any]) -> None:
    assert objections(**said) == {}


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({**ASKED, "asked_of": " "}, "asked_of"),
        ({**ASKED, "outcome": ""}, "said"),
        ({**ASKED, "outcome": "maybe"}, "said"),
        ({**ASKED, "asked_on": None}, "asked_on"),
        ({**ASKED, "asked_on": TODAY + timedelta(days=1)}, "asked_on"),
        ({**ASKED, "informed": "perhaps"}, "informed"),
        ({**NOT_ASKED, "because": ""}, "not_asked_because"),
        ({**NOT_ASKED, "because": "no_time"}, "not_asked_because"),
        ({**NOT_ASKED, "informed": ""}, "informed"),
    ],
)
def test_each_part_that_is_left_out_is_asked_for(said: dict[str, Any], part: str) -> None:
    assert list(objections(**said)) == [part]
