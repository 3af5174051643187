"""Who leads a plan may change, to a post that may lead one and that the record opens to, for a reason that is said."""

import pytest

from kith.plans.rules import objections_to_lead, why_not_lead

MAY = {"may_lead": True, "is_held": True, "is_kept_from": False}


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        pytest.param({}, "", id="a social worker who is there, and whom the record opens to"),
        pytest.param({"may_lead": False}, "Choose who leads the plan.", id="a post that leads no plans"),
        pytest.param({"is_held": False}, "Nobody is in this post today, so nobody would see what is due. Choose another.", id="nobody sits there"),
        pytest.param({"is_kept_from": True}, "This child’s record does not open to whoever is in this post. Choose another, or ask the team manager.", id="the record would stay shut to them"),
    ],
)  # fmt: skip
def test_a_plan_is_not_led_by(wrong, sentence):
    assert why_not_lead(**{**MAY, **wrong}) == sentence


@pytest.mark.parametrize(
    "why_not, is_lead, because, sentences",
    [
        pytest.param("", False, "They take over.", [], id="another social worker, for a reason"),
        pytest.param("Not they.", False, "They take over.", ["Not they."], id="a post that cannot lead it"),
        pytest.param("Not they.", True, "They take over.", ["This post leads the plan already. Choose another."], id="the lead it has"),
        pytest.param("", False, " ", ["Say why another leads the plan."], id="no reason"),
        pytest.param("Not they.", False, "", ["Not they.", "Say why another leads the plan."], id="neither"),
    ],
)  # fmt: skip
def test_a_plan_does_not_pass_to_another_lead_without(why_not, is_lead, because, sentences):
    assert list(objections_to_lead(why_not, is_lead=is_lead, because=because).values()) == sentences
