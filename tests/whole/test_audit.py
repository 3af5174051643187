"""Every deed and every look is written down, for ever; and what cannot be written down is not done and not shown."""

from datetime import timedelta

import psycopg
import pytest
from django.test import Client
from django.utils import timezone

from kith.county.places import FEED_KEY
from kith.frontdoor.actions.work import claim
from kith.frontdoor.models import Contact
from kith.plans.models import Plan
from kith.record import ledger
from kith.sharing.models import Subject
from kith.web.sharing import deeds
from tests.whole.calls import BEFORE, CALLS, act, actions
from tests.whole.server import signed_in, superuser
from tests.world import World, child, notification


def counts(database: str) -> tuple[int, int]:
    with superuser(database) as server:
        ((audited, ledgered),) = server.execute(
            "select (select count(*) from sharing_auditevent), (select count(*) from record_entry)"
        ).fetchall()
    return audited, ledgered


# A step of an action that writes them.
STEPS = {"people.add_record": "landing", "people.add_adults": "landing", "people.add_household": "landing"}

# Not yet true.
OWED: dict[str, str] = {}


def test_every_action_is_listed_here():
    assert set(actions()) == set(CALLS)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=OWED[name], strict=True)) if name in OWED else name
        for name in sorted(CALLS)
    ],
)
def test_every_deed_is_in_the_audit_and_every_deed_about_a_child_in_the_ledger_too(
    told: World, name: str
) -> None:
    if name not in actions():
        pytest.fail(f"There is no action {name} any more: take it off this list.")
    for who, earlier in BEFORE.get(name, []):
        act(told, earlier, who)
    audited, ledgered = counts(told.database)
    who, is_about_a_child, _ = CALLS[name]
    act(told, name, who)
    audited_now, ledgered_now = counts(told.database)
    if name not in STEPS:
        assert audited_now > audited, f"{name} leaves nothing in the audit."
    assert (ledgered_now > ledgered) == is_about_a_child
    assert [action for action in written(told.database) if not has_words(action)] == []


def written(database: str) -> list[str]:
    with superuser(database) as server:
        return [row[0] for row in server.execute("select distinct action from sharing_auditevent order by 1")]


def has_words(action: str) -> bool:
    """Whether who looks at the audit reads words, and whole ones: no code, and nothing cut off before a name."""
    said = deeds.says(action)
    return said != action and said.split()[-1] not in "about and asked by for from of the to with".split()


def test_every_kind_of_entry_has_words_for_whoever_asks_who_did_it():
    assert [kind for kind in sorted(ledger.kinds) if not has_words(kind)] == []


def test_what_is_rolled_back_leaves_neither_deed_nor_audit(told: World) -> None:
    before = counts(told.database)
    with pytest.raises(ZeroDivisionError), told.as_("amina") as by:
        claim(contact=Contact.objects.get(record__given_name="Finlay").reference, by=by, at=timezone.now())
        raise ZeroDivisionError
    assert counts(told.database) == before


# For ever.


@pytest.mark.parametrize("role", ["superuser", "owner", "app", "worker"])
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("update sharing_auditevent set at = now()", id="altered"),
        pytest.param("delete from sharing_auditevent", id="deleted"),
        pytest.param("truncate sharing_auditevent", id="emptied"),
        pytest.param("update sharing_auditevent set at = now() where false", id="altered nowhere"),
    ],
)
def test_the_audit_cannot_be(told: World, role: str, statement: str) -> None:
    connected = superuser(told.database) if role == "superuser" else signed_in(role, told.database)
    with connected, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connected.execute(statement)
    with superuser(told.database) as server:
        assert server.execute("select count(*) from sharing_auditevent").fetchone() > (0,)


def test_nobody_writes_in_the_audit_under_another_name(told: World) -> None:
    with told.as_("keerthana"):
        told.sql("select kith.audit('mine', true, '', '{}', '', '{\"worker\": 1}', now(), '')")
    with superuser(told.database) as server:
        ((worker, at_late),) = server.execute(
            "select worker_id, written_at - now() from sharing_auditevent where action = 'mine'"
        ).fetchall()
    assert worker == told.worker("keerthana").pk
    assert abs(at_late) < timedelta(minutes=1)


# No audit row, no answer.

FAILING = """
    create or replace function kith.audit(
        action text, is_allowed boolean, purpose text, subjects bigint[], about text, detail jsonb, at timestamptz,
        request text) returns void language plpgsql security definer set search_path = pg_catalog, public
    as $$ begin raise exception 'the audit is full'; end $$
"""


def pages_about_a_child(world: World) -> dict[str, tuple[str, str]]:
    """Addresses that show something about Kayleigh, who opens them, and a word that they show."""
    contact = world.contact("Kayleigh")
    with world.as_("amina"):
        subject = Subject.objects.get(pk=contact.subject_id).reference
        plan = Plan.objects.get().reference
    return {
        f"/contacts/{contact.reference}/": ("amina", "Thackaberry"),
        f"/children/{subject}/": ("rhiannon", "Thackaberry"),
        f"/plans/{plan}/add/": ("rhiannon", "Kayleigh"),
    }


@pytest.mark.parametrize("place", [0, 1, 2], ids=["a contact", "a child", "a plan"])
def test_what_cannot_be_audited_is_not_shown(told: World, place: int) -> None:
    address, (who, shown) = list(pages_about_a_child(told).items())[place]
    browser = told.browser(who)
    assert shown in browser.get(address).content.decode()
    with superuser(told.database) as server:
        server.execute(FAILING)
    browser.raise_request_exception = False
    answer = browser.get(address)
    assert answer.status_code == 500
    assert shown not in answer.content.decode()
    assert "Thackaberry" not in answer.content.decode()


def test_what_cannot_be_audited_is_not_answered_to_a_system_either(told: World) -> None:
    got = told.police_notify(notification(child("Maisie-Grace")))
    headers = {"authorization": f"Bearer {FEED_KEY}", "host": "localhost"}
    address = f"/api/v1/receipts/{got.receipt.reference}"
    assert Client(headers=headers).get(address).status_code == 200
    with superuser(told.database) as server:
        server.execute(FAILING)
    client = Client(headers=headers, raise_request_exception=False)
    answer = client.get(address)
    assert answer.status_code == 500
    assert got.receipt.reference not in answer.content.decode()
