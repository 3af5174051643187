"""A record is opened for a purpose that an agreement where the child is names for its class, and for no other."""

import pytest
from django.utils import timezone

from kith.plans.models import Plan
from kith.sharing import gate
from kith.sharing.models import Subject
from tests.whole.server import behind
from tests.world import World

NAMED = [
    pytest.param(["plan"], True, id="the purpose of the page is named"),
    pytest.param(["find", "plan"], True, id="it is named beside another"),
    pytest.param([], True, id="none is named, which is any"),
    pytest.param(["decide", "find"], False, id="others are named and it is not"),
]


def names(world: World, purposes: list[str]) -> None:
    with behind(world.database) as server:
        server.execute("update sharing_agreementitem set purposes = %s where data_class = 'plan'", [purposes])


@pytest.mark.parametrize("purposes, answer", NAMED)
def test_a_plan_is_opened_for_a_purpose_that_the_agreement_names(
    told: World, purposes: list[str], answer: bool
) -> None:
    names(told, purposes)
    with told.as_("rhiannon") as by:
        plan = Plan.objects.get().reference

        def opened() -> Plan:
            return gate.open_record(
                Plan.objects.all(), plan, actor=by, needs="plan.write", purpose="plan", at=timezone.now()
            )

        if answer:
            assert opened().reference == plan
        else:
            with pytest.raises(gate.NotYours):
                opened()


@pytest.mark.parametrize("purposes, answer", NAMED)
def test_a_childs_page_leaves_out_what_is_not_agreed_for_its_purpose_and_says_so(
    told: World, purposes: list[str], answer: bool
) -> None:
    names(told, purposes)
    with told.as_("rhiannon"):
        child = Plan.objects.get().subject.reference
        assert Subject.objects.filter(reference=child).exists()
    seen = told.browser("rhiannon").get(f"/children/{child}/").content.decode()
    assert ("Whether there is a plan, and what it says" in seen) is not answer
    assert ("No agreement covers this for Ravenshire Council today" in seen) is not answer
