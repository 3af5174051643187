"""The invented county is put into a database of its own, and never into a record that is somebody's."""

import pytest
from django.core.management import CommandError, call_command

from kith.sharing.models import Partnership, Worker
from tests import databases
from tests.world import World

REFUSED = "holds a record that is not the demonstration’s.* Start with --no-demo"


def loads() -> None:
    with databases.as_role("worker"):
        call_command("load_cast", "--places-only")


def test_the_demonstration_starts_again_on_its_own_database(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    loads()
    assert "Try it as someone" in capsys.readouterr().out


def test_it_is_not_put_where_an_administrator_was_made(empty: str) -> None:
    with databases.as_role("owner"):
        call_command("first_administrator")
    with pytest.raises(CommandError, match=REFUSED):
        loads()
    assert not Partnership.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "insert into sharing_partnership (code, says, receipt_prefix, outcodes, duty_phone, duty_says)"
            " values ('northshire', 'Northshire', 'NS', '{}', '', '')",
            id="an area of another name",
        ),
        pytest.param(
            "update sharing_worker set email = 'a.yusuf@council.gov.uk' where email like 'amina@%'",
            id="an account that could be somebody’s",
        ),
    ],
)
def test_nobody_is_an_invented_person_where_anything_is_not_invented(world: World, statement: str) -> None:
    with databases.owner(world.database) as connected:
        connected.execute("set role kith_search")
        connected.execute(statement)
    with pytest.raises(CommandError, match=REFUSED):
        loads()


def test_accounts_of_the_demonstration_reach_nobody(world: World) -> None:
    assert Worker.objects.exists()
    assert not Worker.objects.exclude(email__endswith=".example").exists()
