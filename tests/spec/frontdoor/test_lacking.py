"""What a sender's own message leaves out."""

import json
from datetime import date

import pytest

from kith.frontdoor.reading import telling
from kith.frontdoor.reading.lacking import ETHNICITY, HISTORY, lacking
from tests.tellings import child

DAY = date(2026, 11, 20)
WITH_ETHNICITY = {"characteristics": {"ethnicity": {"answer": "given", "value": "Roma"}}}


def left_out(said: dict[str, object], own: dict[str, object], **of: object) -> list[str]:
    """What is missing of one child whom a sender of this code told of."""
    told = {
        "sender_name": "Amy",
        "what_happened": "A van.",
        "adults_answer": "none_known",
        "source_code": "6",
    } | of
    read = telling.Telling.model_validate(
        json.loads(json.dumps(told | {"children": [child("Kayleigh", **said)]}))
    )
    return dict(lacking(read, own, DAY)).get("Kayleigh", [])


@pytest.mark.parametrize(
    ("said", "own", "of", "missing"),
    [
        pytest.param(WITH_ETHNICITY, {"previous_incidents": "None"}, {}, [], id="police, and all is there"),
        pytest.param({}, {}, {}, [HISTORY, ETHNICITY], id="police, and neither what came before nor ethnicity"),
        pytest.param(
            {"characteristics": {"ethnicity": {"answer": "not_asked"}}}, {"previous_incidents": "None"}, {}, [ETHNICITY],
            id="police who did not ask",
        ),
        pytest.param(
            {"characteristics": {"ethnicity": {"answer": "declined"}}}, {"previous_incidents": "None"}, {}, [],
            id="a child who did not want to say",
        ),
        pytest.param({}, {}, {"source_code": "2A"}, [], id="a school owes neither"),
        pytest.param({}, {}, {"sub_source": "custody"}, [], id="custody owes neither"),
        pytest.param({"kind": "adult"}, {}, {}, ["who the children are, as soon as you know"], id="of an adult, who the children are"),
        pytest.param(
            {"forms": [{"form": "criminal", "answer": "seen"}]} | WITH_ETHNICITY, {"previous_incidents": "None"}, {},
            ["signs of exploitation: 14 forms not answered"], id="forms that nobody asked about are counted",
        ),
    ],
)  # fmt: skip
def test_a_sender_reads_what_its_own_message_leaves_out_and_no_more(said, own, of, missing):
    assert left_out(said, own, **of) == missing
