"""What each kind of agency is asked to say on a referral."""

from datetime import date

import pytest

from kith.core import codes
from kith.frontdoor.locally import listed

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "kind, asked",
    [
        pytest.param("school", "attendance this term", id="a school: attendance"),
        pytest.param("police", "what came before on your systems", id="police: what came before"),
        pytest.param("nhs_trust", "who came with them", id="a hospital: who came along"),
        pytest.param("gp", "earlier worries about this child", id="a GP: years of a family"),
    ],
)
def test_each_kind_of_agency_is_asked_for_what_it_knows_best(kind: str, asked: str) -> None:
    entry = listed("prompts", "ravenshire").get(kind, TODAY)
    assert any(asked in each for each in entry.extra["asks"])


def test_every_prompt_is_for_a_kind_of_agency_that_there_is_and_is_local() -> None:
    for entry in listed("prompts", "ravenshire"):
        assert codes.of("agency_kinds").has(entry.code, TODAY) and entry.local and entry.source


def test_a_partnership_lays_its_own_over_them(settings_local) -> None:
    (settings_local / "elsewhere").mkdir()
    (settings_local / "elsewhere" / "prompts.toml").write_text(OWN)
    assert listed("prompts", "elsewhere").get("housing", TODAY).extra["asks"] == ["who holds the tenancy"]
    assert listed("prompts", "elsewhere").has("school", TODAY)


OWN = """
title = "Ours"
[[entry]]
code = "housing"
says = "If you know it, say:"
asks = ["who holds the tenancy"]
from = 2026-01-01
source = "Our partnership"
local = true
"""


@pytest.fixture
def settings_local(tmp_path, monkeypatch):
    from django.conf import settings

    monkeypatch.setattr(settings, "LOCAL", tmp_path)
    listed.cache_clear()
    yield tmp_path
    listed.cache_clear()
