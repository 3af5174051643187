"""A statement whose text is written once finds what a query that is written each time finds."""

from collections.abc import Callable

import pytest
from django.db.models import CharField, Subquery

from kith.core.among import Among
from kith.core.written import Given, once
from kith.sharing.models import Agency, Team
from tests.world import World

pytestmark = pytest.mark.database


@once
def of_kind():
    """Agencies of a kind, each with a word that is given."""
    return Agency.objects.filter(kind=Given("kind")).annotate(word=Given("word", CharField())).order_by("pk")


@once
def of_agencies():
    return (
        Team.objects.filter(Among("agency_id", Given("agencies")))
        .select_related("agency")
        .annotate(called=Subquery(Agency.objects.filter(reference=Given("reference")).values("says")[:1]))
        .order_by("pk")
    )


def test_a_statement_finds_what_its_query_finds_whatever_is_given(world: World) -> None:
    for kind in ("school", "police", "nothing of the kind"):
        found = of_kind.rows(kind=kind, word="so")
        assert found == list(Agency.objects.filter(kind=kind).order_by("pk"))
        assert {row.word for row in found} <= {"so"}
    assert len(of_kind.rows(kind="school", word="")) > 1


def test_what_is_joined_and_what_is_asked_beside_come_with_it(world: World) -> None:
    agencies = [team.agency for team in Team.objects.select_related("agency")]
    there = agencies[0]
    found = of_agencies.rows(agencies=[there.pk], reference=there.reference)
    assert found and {team.agency.says for team in found} == {there.says}
    assert {team.called for team in found} == {there.says}
    assert of_agencies.rows(agencies=[], reference=there.reference) == []
    everything = of_agencies.rows(agencies=[agency.pk for agency in agencies], reference="nobody")
    assert len(everything) == Team.objects.count() and {team.called for team in everything} == {None}


def test_a_value_that_looks_like_a_statement_is_a_value(world: World) -> None:
    assert of_kind.rows(kind="school' or 'a' = 'a", word="%s") == []
    assert [row.word for row in of_kind.rows(kind="school", word="%s'; --")][0] == "%s'; --"


@pytest.mark.parametrize("given", [{}, {"kind": "school"}, {"kind": "school", "word": "", "more": 1}])
def test_what_is_missing_or_not_asked_for_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="is given"):
        of_kind.rows(**given)


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset, dict.fromkeys])
def test_many_may_be_given_in_whatever_holds_them(world: World, kind: Callable[..., object]) -> None:
    there = Team.objects.select_related("agency")[0].agency
    assert of_agencies.rows(agencies=kind([there.pk]), reference=there.reference)
