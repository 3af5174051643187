"""Many people act on the same contacts at once; afterwards what each was told is held against what stands.

Each answer is one action in one transaction of its own, as the role that serves pages. Told *done*, it stands; what stands,
somebody was told; and for each contact some order explains every answer (`bench.linear`).
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.ground import Figures, percentile, set_up
from bench.linear import Stands, Told, in_order
from tests import databases

WHO = ("amina", "noor", "huw")
DEEDS, SHARES = ("claim", "take over", "answer", "decide"), (45, 25, 28, 2)
# Longer than a claim stands: in each round, whoever had a contact in the round before has it no more.
ROUND = timedelta(minutes=31)
DECISION: dict[str, Any] = {
    "level": "1", "criteria": [], "section_47": "not_met", "section_47_why": "Nothing points to harm.",
    "outcome": "no_further_action", "against": "A bicycle may be stolen.", "feedback": "", "lead": "", "others": "own",
    "not_asked_why": "A found bicycle.",
}  # fmt: skip


@dataclass
class Log:
    """What people were told, by contact; what should stand because of it; and what nobody foresaw."""

    tellings: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    stand: dict[str, set[Any]] = field(default_factory=lambda: {deed: set() for deed in DEEDS})
    refusals: Counter[str] = field(default_factory=Counter)
    unforeseen: Counter[str] = field(default_factory=Counter)
    last_round: datetime = datetime.max


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench together", description=__doc__)
    asked.add_argument("--ops", type=int, default=10_000)
    asked.add_argument("--contacts", type=int, default=200)
    asked.add_argument("--clients", type=int, default=12)
    asked.add_argument("--rounds", type=int, default=50, help="between two of them every claim lapses")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args(words)
    set_up()
    databases.make_templates()
    with databases.clone(databases.FOUNDED) as name:
        figures = Figures(
            f"{options.ops:,} deeds by {options.clients} clients on {options.contacts} contacts, in {options.rounds} rounds"
        )
        contacts = tell(name, options.contacts)
        began = time.perf_counter()
        log = act(
            name,
            contacts,
            ops=options.ops,
            clients=options.clients,
            rounds=options.rounds,
            seed=options.seed,
        )
        took = time.perf_counter() - began
        for words_ in found(name, contacts, log):
            figures.differs(words_)
        every = [told for tellings in log.tellings.values() for told in tellings if told.did != "lapse"]
        if not every:
            figures.differs("nobody was told anything")
            return figures.result
        lasted = [(told.ended - told.begun) * 1000 for told in every]
        figures.says("deeds a second", f"{options.ops / took:.0f}")
        figures.says("p50 / p95", f"{percentile(lasted, 0.5):.0f} / {percentile(lasted, 0.95):.0f} ms")
        for (did, result), count in sorted(Counter((told.did, told.result) for told in every).items()):
            figures.says(f"{did}: {result}", f"{count:,}")
        figures.says("what does not add up", str(len(figures.differing)), "none", not figures.differing)
        return figures.result


def tell(name: str, count: int) -> list[str]:
    """So many contacts of children who are new to us; nobody has any."""
    from django.utils import timezone

    from kith.frontdoor.actions import work
    from kith.frontdoor.models import Contact
    from kith.people.models import Verdict
    from tests.world import World, child, notification

    world = World(name)
    for number in range(count):
        given = "".join(chr(97 + int(digit)) for digit in f"{number:04}").capitalize()
        world.police_notify(notification(child(given, forms=[], risk="", consent=None)))
    with world.as_("amina"):
        references = list(Contact.objects.order_by("id").values_list("reference", flat=True))
    for reference in references:
        with world.as_("amina") as by:
            work.say_who(
                contact=reference, verdict=Verdict.NEW, child="", because="Nobody of this name is known", shown=[],
                by=by, at=timezone.now(),
            )  # fmt: skip
    return references


def act(name: str, contacts: list[str], *, ops: int, clients: int, rounds: int, seed: int) -> Log:
    """Clients do what comes, each on a connection of its own; each answer is written down with its two moments.

    In a round all work on the same few contacts, in the same order, so that they meet; in the next, every claim has lapsed.
    """
    from django.db import connection
    from django.utils import timezone

    from tests.world import World

    world, log = World(name), Log()
    chance = random.Random(seed)

    def client(number: int, turn: int, order: list[str]) -> None:
        own = random.Random(f"{seed} {number} {turn}")
        try:
            for step, contact in enumerate(order):
                deed = own.choices(DEEDS, SHARES)[0]
                one(world, log, own.choice(WHO), deed, contact, f"Deed {turn}.{number}.{step}", turn * ROUND)
        finally:
            connection.close()

    each = max(1, ops // (clients * rounds))
    with ThreadPoolExecutor(clients) as pool:
        for turn in range(rounds):
            order = [chance.choice(contacts) for _ in range(each)]
            log.last_round = timezone.now() + turn * ROUND
            list(pool.map(client, range(clients), [turn] * clients, [order] * clients))
            now = time.perf_counter()
            for contact in contacts if turn < rounds - 1 else ():
                log.tellings[contact].append(Told(0, "lapse", "done", now, now))
    return log


def one(world: Any, log: Log, who: str, deed: str, contact: str, mark: str, late: timedelta) -> None:
    """One deed; what it was answered once it was saved."""
    from django.utils import timezone

    from kith.frontdoor.actions import claims, decide, forms, work
    from kith.frontdoor.models import TakenOver
    from kith.frontdoor.rules.forms import Answer

    post, result, begun = world.county.posts[who].pk, "done", time.perf_counter()
    stands: tuple[Any, ...] = (contact, mark)
    of = None
    try:
        with world.as_(who) as by:
            at = timezone.now() + late
            if deed == "claim":
                held = work.claim(contact=contact, by=by, at=at)
                result, stands = "done" if held.held_since == at else "kept", (contact, post, at)
            elif deed == "take over":
                claims.take_over(contact=contact, because=mark, by=by, at=at)
                stands = (contact, post, at)
                of = TakenOver.objects.filter(because=mark).values_list("from_post_id", flat=True).first()
            elif deed == "decide":
                decide.decide(contact=contact, reasons=mark, by=by, at=at, **DECISION)
            else:
                said = [Answer("criminal", "not_seen")]
                forms.answer_forms(contact=contact, answers=said, said_by=mark, by=by, at=at)
    except work.CannotDo as refusal:
        said_so = str(refusal)
        result = "is decided" if "already decided" in said_so else "refused"
        log.refusals[said_so] += 1
    except Exception as unforeseen:  # noqa: BLE001
        log.unforeseen[f"{deed}: {type(unforeseen).__name__}: {unforeseen}"[:200]] += 1
        return
    log.tellings[contact].append(Told(post, deed, result, begun, time.perf_counter(), of))
    if result == "done":
        log.stand[deed].add(stands)


def found(name: str, contacts: list[str], log: Log) -> list[str]:
    """What does not add up, in sentences; nothing where nothing was lost."""
    from kith.frontdoor.models import Contact, ContactHeld, Decision, FormAnswer
    from tests.world import World

    with World(name).as_("huw"):
        held = ContactHeld.objects.filter(post__isnull=False)
        stand = {
            "claim or take over": set(held.values_list("contact__reference", "post_id", "recorded_at")),
            "answer": set(
                FormAnswer.objects.exclude(said_by="").values_list("contact__reference", "said_by")
            ),
            "decide": set(Decision.objects.values_list("contact__reference", "reasons")),
        }
        decisions = Counter(Decision.objects.values_list("contact__reference", flat=True))
        ends = {
            each.reference: Stands(each.held_by_id if has_it(each, log) else None, each.state == "decided")
            for each in Contact.objects.all()
        }
    told = {**log.stand, "claim or take over": log.stand["claim"] | log.stand["take over"]}
    wrong = [f"{count} times nobody foresaw: {words}" for words, count in log.unforeseen.items()]
    for deed, there in stand.items():
        wrong += [f"{deed}: told as done and not there: {each}" for each in told[deed] - there]
        wrong += [f"{deed}: there, and nobody was told: {each}" for each in there - told[deed]]
    wrong += [f"{reference} was decided {times} times" for reference, times in decisions.items() if times > 1]
    wrong += [
        f"{reference}: no order explains what was told"
        for reference in contacts
        if not in_order(log.tellings[reference], ends=ends[reference])
    ]
    return wrong + ["somebody was refused without a sentence" for words in log.refusals if not words.strip()]


def has_it(contact: Any, log: Log) -> bool:
    """Whether the claim on a contact stands: it is not decided, and was claimed in the last round."""
    return (
        contact.state != "decided" and contact.held_since is not None and contact.held_since >= log.last_round
    )
