"""One telling with a word of its own in each sensitive field; then every page, answer, message and log is searched.

It tests what leaks, whatever road it takes. Those who must see a word are held to seeing it, as strictly.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.intake.actions import File, attach
from kith.intake.models import Landing, Outcome
from kith.plans import actions as plans
from kith.plans.models import Action, Plan
from kith.sharing import actions as sharing
from kith.sharing.models.access import Relationship
from tests import databases
from tests.whole.addresses import NOTHING, PEOPLE, House, browser, names, references_of
from tests.whole.server import superuser
from tests.whole.test_audit import FAILING
from tests.world import World, child, telling

NAMES = {"given_name": "Zqgiven", "middle_names": "Zqmiddle", "family_name": "Zqfamily", "known_as": "Zqknown",
         "previous_family_names": "Zqformer", "parent_name": "Zqparent", "school_name": "Zqschool", "phone": "07700900461",
         "upn": "A123456789012", "date_of_birth": "19 July 2012"}  # fmt: skip
PLACE = {"address_line": "Zqaddress Garth", "postcode": "RV1 9ZQ"}
WORDS = {"risk": "Zqrisk", "risk_from": "Zqriskfrom", "need": "Zqneed", "strengths": "Zqstrengths", "impact": "Zqimpact",
         "words": "Zqwords", "words_heard": "Zqheard", "what_happened": "Zqhappened", "safe_now": "Zqsafe",
         "sender_did": "Zqdid", "sender_asks": "Zqasks", "sender_contact": "Zqcontact", "form": "Zqform",
         "who_would_know": "Zqwouldknow", "unmapped": "Zqunmapped", "needed_because": "Zqneeded",
         "competence": "Zqcompetence", "asked_of": "Zqasked"}  # fmt: skip
ADULT = {"name": "Zqadult", "relation": "Zqrelation", "why": "Zqwhy", "restriction": "Zqrestriction",
         "restriction_source": "Zqcourt", "safe_contact": "Zqletterbox"}  # fmt: skip
DECISION = {"section_47_why": "Zqtest", "against": "Zqagainst", "options": "Zqoptions"}
PLAN = {"reasons": "Zqreasons", "action": "Zqaction", "purpose": "Zqpurpose"}
ANSWER = {"feedback": "Zqfeedback"}
FILE = {"name": "Zqfile.csv", "raw": "Zqlineinafile"}
EVERYTHING = [
    *NAMES.values(),
    *PLACE.values(),
    *WORDS.values(),
    *ADULT.values(),
    *DECISION.values(),
    *PLAN.values(),
    *ANSWER.values(),
    *FILE.values(),
]
SENT = [*NAMES.values(), *PLACE.values(), *WORDS.values(), *ADULT.values(), *FILE.values()]

# What each may come upon. Who is not here may see none of it: noor is in conflict, the others have nothing to do with it.
MAY_SEE = {
    "amina": EVERYTHING,
    "huw": EVERYTHING,
    "rhiannon": EVERYTHING,
    "keerthana": [*SENT, *ANSWER.values()],
    "beatrix": [*NAMES.values(), *PLAN.values()],
    "jolanta": [*NAMES.values(), *PLAN.values()],
}
# What each must come upon somewhere.
MUST_SEE = {
    "amina": ["Zqgiven", "Zqfamily", "Zqaddress Garth", "Zqrisk", "Zqneed", "Zqstrengths", "Zqimpact", "Zqwords", "Zqheard",
              "Zqhappened", "Zqsafe", "Zqdid", "Zqasks", "Zqcontact", "Zqform", "Zqwouldknow", "Zqunmapped", "Zqadult", "Zqwhy",
              "Zqrestriction", "Zqcourt", "Zqletterbox", "Zqreasons", "Zqtest", "Zqagainst", "Zqoptions", "Zqaction", "Zqasked", "Zqfile.csv", "Zqlineinafile"],
    "rhiannon": ["Zqgiven", "Zqfamily", "Zqaddress Garth", "RV1 9ZQ", "Zqwords", "Zqadult", "Zqrestriction", "Zqaction"],
    "beatrix": ["Zqgiven", "Zqfamily", "Zqaction", "Zqpurpose"],
    "jolanta": ["Zqgiven", "Zqfamily", "Zqaction"],
    "keerthana": ["Zqgiven", "Zqfeedback", "Zqfile.csv", "Zqlineinafile"],
}  # fmt: skip


@dataclass
class Seen:
    """All that each of the cast was sent, page after page, and all that left by other roads."""

    pages: dict[str, str]
    mail: str
    log: str
    # The same log, if failures were written down with all that they say.
    whole: str


def tell(world: World) -> None:
    """The telling, its decision, its plan."""
    said = child(
        NAMES["given_name"],
        **{
            n: NAMES[n]
            for n in ("middle_names", "family_name", "known_as", "parent_name", "school_name", "phone", "upn")
        },
        previous_family_names=[NAMES["previous_family_names"]],
        date_of_birth="2012-07-19",
        **PLACE,
        **{n: WORDS[n] for n in ("risk", "risk_from", "need", "strengths", "impact", "words", "words_heard")},
        nickname=WORDS["unmapped"],
    )
    said["forms"][0] |= {"answer": "seen", "what": WORDS["form"]}
    said["forms"][1] |= {"answer": "not_known", "who_would_know": WORDS["who_would_know"]}
    said["consent"] |= {n: WORDS[n] for n in ("needed_because", "competence", "asked_of")}
    said["adults"] = [
        {"name_or_description": ADULT["name"], "allegation": "charged", "home_contact_unsafe": True,
         **{n: v for n, v in ADULT.items() if n != "name"}}
    ]  # fmt: skip
    about = {
        n: WORDS[n] for n in ("what_happened", "safe_now", "sender_did", "sender_asks", "sender_contact")
    }
    got = world.refers("keerthana", telling(said, **about, adults_answer="yes", sender_reference="L/9"))
    with world.as_("keerthana") as by:
        sent = File(FILE["name"], "text/csv", FILE["raw"].encode())
        attach(receipt=got.receipt.reference, files=[sent], by=by, at=timezone.now())
    world.front_door_decides(
        NAMES["given_name"], section_47_why=DECISION["section_47_why"], against=DECISION["against"], options=DECISION["options"],
        reasons=PLAN["reasons"], feedback=ANSWER["feedback"],
    )  # fmt: skip
    now = timezone.now()
    with world.as_("rhiannon") as by:
        plans.add_action(
            plan=Plan.objects.get().reference, says=PLAN["action"], owner="Beatrix", agency=world.county.agencies["trust"],
            due_on=now.date(), purpose=PLAN["purpose"], by=by, at=now,
        )  # fmt: skip
    subject = world.contact(NAMES["given_name"]).subject_id
    with world.as_("amina") as by:
        sharing.grant(
            subject=subject, relationship=Relationship.ALLOCATED, post=world.county.posts["jolanta"], because="Interview",
            by=by, at=now,
        )  # fmt: skip
    with world.as_("huw") as by:
        sharing.declare_conflict(
            worker=world.worker("noor"), subject=subject, because="Her aunt", by=by, at=now
        )
    with world.as_("tamsin") as by:
        sharing.make_worker(email="nobody@ravenshire.example", says="Nobody Yet", by=by, at=now)
    world.run_jobs()


@pytest.fixture(scope="module")
def seen() -> Iterator[Seen]:
    kept: list[logging.LogRecord] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = kept.append  # type: ignore[method-assign]
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    mail.outbox = []
    try:
        with databases.clone(databases.FOUNDED) as name:
            world = World(name)
            tell(world)
            house = House(
                world,
                {"Zq": references_of(world, NAMES["given_name"])},
                {w: browser(world, w) for w in PEOPLE},
            )
            pages = {who: "\n".join(everything_sent_to(house, who)) for who in PEOPLE}
            pages["a failure"] = "\n".join(failures(house))
            log = "\n".join(as_logged().format(record) for record in kept)
            told = logging.Formatter()
            whole = "\n".join(told.formatException(r.exc_info) for r in kept if r.exc_info)
            yield Seen(pages, "\n".join(str(m.message()) + str(m.to) for m in mail.outbox), log, whole)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


# What the database says of these failures quotes a row, as it does of a table that is not guarded.
QUOTING = """
    create function quoting() returns trigger language plpgsql as $$ begin
        raise exception 'new row for relation "%" violates check constraint "made_up"', tg_table_name
            using errcode = 'check_violation', detail = format('Failing row contains %s.', new);
    end $$;
    create trigger quoting before insert on plans_action for each row execute function quoting();
    create or replace function kith.candidates(the_keys bigint[], at_most int)
    returns table (record_id bigint, subject_id bigint, person bigint, limited boolean)
    language plpgsql stable security definer set search_path = pg_catalog, public as $$ begin
        raise exception 'no key is like those of %', (select r from people_sourcerecord r order by id desc limit 1);
    end $$;
"""


def failures(house: House) -> Iterator[str]:
    """What is answered when a row is refused, when a look-up fails, and when nothing can be audited."""
    with superuser(house.world.database) as server:
        server.execute(QUOTING)
    plan = house.address("child:add_action", "Zq") or ""
    day = timezone.now().date()
    action = {
        "says": PLAN["action"], "owner": "Beatrix", "purpose": PLAN["purpose"], "due_on_0": day.day, "due_on_1": day.month,
        "due_on_2": day.year, "agency": house.world.county.agencies["trust"].reference,
    }  # fmt: skip
    child = {"given_name": NAMES["given_name"], "family_name": NAMES["family_name"]}
    for who, method, address, sent in (
        ("rhiannon", "POST", plan, action),
        ("amina", "POST", "/find/", child),
    ):
        answer = house.ask(who, method, address, sent)
        assert answer.status_code == 500, f"{address} was to fail, and said: {text(answer)}"
        yield text(answer)
    with superuser(house.world.database) as server:
        server.execute(FAILING)
    for who in ("amina", "rhiannon"):
        for address in addresses(house):
            answer = house.ask(who, "GET", address)
            if answer.status_code >= 500:
                yield text(answer)


def as_logged() -> logging.Formatter:
    """What writes the product's log, as its settings say."""
    said: dict[str, Any] = settings.LOGGING
    made = DictConfigurator(said).configure_formatter(said["formatters"]["plain"])
    assert isinstance(made, logging.Formatter)
    return made


def addresses(house: House) -> list[str]:
    """Every address of ours, about this child where it is about one."""
    found = [house.address(name, "Zq") for name, route in names() if not route.startswith("account/")]
    return [address for address in found if address]


def text(answer) -> str:  # type: ignore[no-untyped-def]
    return f"{answer.content.decode(errors='replace')} {dict(answer.headers)}"


def everything_sent_to(house: House, who: str) -> Iterator[str]:
    for address in addresses(house):
        for method in ("GET", "POST"):
            yield text(house.ask(who, method, address))
    for further in ("?show=everyone&all=1", "?days=182", "?since=all"):
        for address in ("/worklist/", "/looks/", house.address("child:child", "Zq") or ""):
            yield text(house.ask(who, "GET", address + further))
    yield text(house.ask(who, "GET", f"/contacts/{NOTHING}/"))


@pytest.mark.parametrize("who", [*PEOPLE, "a failure"])
def test_nobody_comes_upon_what_is_not_for_them(seen: Seen, who: str) -> None:
    told = seen.pages[who]
    found = [token for token in EVERYTHING if token in told]
    assert [token for token in found if token not in MAY_SEE.get(who, [])] == []


@pytest.mark.parametrize("who", sorted(MUST_SEE))
def test_those_who_must_see_it_do(seen: Seen, who: str) -> None:
    assert [token for token in MUST_SEE[who] if token not in seen.pages[who]] == []


def test_no_message_holds_any_of_it(seen: Seen) -> None:
    assert "OFFICIAL-SENSITIVE" in seen.mail
    assert [token for token in EVERYTHING if token in seen.mail] == []


def test_no_line_of_the_log_holds_any_of_it(seen: Seen) -> None:
    for said in (
        "the audit is full",
        "Failing row contains",
        "no key is like those of",
        "Zqaction",
        "Zqgiven",
    ):
        assert said in seen.whole, "Failures were provoked, and what they say would be in the log."
    assert "RaiseException" in seen.log and "CheckViolation" in seen.log, "Their kinds are."
    assert [token for token in EVERYTHING if token in seen.log] == []


def test_what_the_database_could_not_hold_is_set_apart_and_not_quoted_in_the_reason(world: World) -> None:
    sent = world.refers("keerthana", telling(child("Zqgiven", extra={"deep": "Zqunmapped\x00"})))
    with world.as_("amina"):
        landing = Landing.objects.get(receipt=sent.receipt)
    assert landing.outcome == Outcome.QUARANTINED
    assert landing.sentences
    assert [token for token in EVERYTHING if token in str(landing.sentences)] == []


@pytest.mark.parametrize("how", ["in conflict", "not a named reader"])
def test_what_was_sent_about_a_child_is_kept_from_whom_the_child_is_kept_from(world: World, how: str) -> None:
    from kith.intake.models import Receipt

    world.school_refers("Zqgiven")
    subject, now = world.contact("Zqgiven").subject_id, timezone.now()
    with world.as_("huw") as by:
        if how == "in conflict":
            sharing.declare_conflict(
                worker=world.worker("noor"), subject=subject, because="Her aunt", by=by, at=now
            )
        else:
            sharing.restrict(
                subject=subject, because="x", readers=[world.county.posts["huw"]], whom_to_ask=world.county.posts["huw"],
                review_on=now.date(), by=by, at=now,
            )  # fmt: skip
    with world.as_("noor"):
        assert not Contact.objects.exists() and not Action.objects.exists()
        assert not any(b"Zqgiven" in bytes(receipt.raw) for receipt in Receipt.objects.all())
