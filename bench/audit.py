"""What the audit costs: eight clients, one change of a contact in each transaction, with and without its event.

The sides take turns. The plain insert goes into a table of the same columns and indexes without rights of its own,
so that what is left is the price of an append that no role may undo.
"""

import argparse
import threading
import time

from bench.ground import CAST, COUNTY, Figures, connect, median, seat, world
from tests import databases

AIM = 20
PLAIN = """
    create table audit_plain (like sharing_auditevent including all);
    alter table audit_plain enable row level security;
    create policy everybody on audit_plain to kith_app using (true) with check (true);
    grant insert on audit_plain to kith_app;
"""
CHANGE = "begin; select kith.begin_request('{key}'); update frontdoor_contact set held_since = now() where id = {contact};"
EVENT = "'frontdoor.claimed', true, 'decide', array[{subject}]::bigint[], '{reference}', '{{}}'::jsonb, now(), '00ff00ff00ff00ff'"
SIDES = {
    "no event": CHANGE + " commit",
    "plain insert": CHANGE
    + " insert into audit_plain (action, is_allowed, purpose, subjects, about, detail, at, request, written_at, worker_id,"
    " post_id, agency_id, role, transaction)"
    f" values ({EVENT}, clock_timestamp(), 1, 1, 1, 'mash_triage', 1); commit",
    "kith.audit": CHANGE + f" select kith.audit({EVENT}); commit",
}


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench audit")
    asked.add_argument("--on", choices=("cast", "county"), default="cast")
    asked.add_argument("--clients", type=int, default=8)
    asked.add_argument("--rounds", type=int, default=6)
    asked.add_argument("--seconds", type=float, default=2.0, help="how long each side works in a round")
    options = asked.parse_args(words)
    with world(CAST if options.on == "cast" else COUNTY) as name:
        figures = Figures(f"The audit, {options.clients} clients, on {options.on}")
        clients = prepare(name, options.clients)
        before = events(name)
        rates: dict[str, list[float]] = {side: [] for side in SIDES}
        for _ in range(options.rounds):
            for side in SIDES:
                rates[side].append(together(clients, side, options.seconds))
        done = sum(client.done["kith.audit"] for client in clients)
        if events(name) - before != done:
            figures.differs(f"{done} deeds and {events(name) - before} events")
        tell(figures, rates)
        for client in clients:
            client.connected.close()
        return figures.result


class Client:
    """One connection that changes one contact over and over; each transaction is one message to the server."""

    def __init__(self, name: str, contact: int, subject: int, reference: str) -> None:
        self.connected = connect(name, "app")
        self.done = dict.fromkeys(SIDES, 0)
        words = {"key": seat(name, "amina"), "contact": contact, "subject": subject, "reference": reference}
        self.statements = {side: text.format(**words).encode() for side, text in SIDES.items()}
        with self.connected.transaction():
            self.connected.execute("select kith.begin_request(%s)", [words["key"]])
            changed = self.connected.execute(
                "update frontdoor_contact set held_since = now() where id = %s", [contact]
            )
            if changed.rowcount != 1:
                raise RuntimeError("The change reaches no row, so that it would cost nothing.")

    def work(self, side: str, until: float) -> None:
        statement, server = self.statements[side], self.connected.pgconn
        while time.perf_counter() < until:
            answer = server.exec_(statement)
            if answer.error_message:
                raise RuntimeError(answer.error_message.decode())
            self.done[side] += 1


def prepare(name: str, number: int) -> list[Client]:
    """A table for the plain insert, and a contact of Ravenshire for each client."""
    with databases.owner(name) as connected:
        connected.execute(PLAIN)
    with connect(name, "search") as connected:
        found = connected.execute(
            "select c.id, c.subject_id, c.reference from frontdoor_contact c join sharing_partnership p on"
            " p.id = c.partnership_id where p.code = 'ravenshire' and not c.restricted and not exists"
            " (select from sharing_conflict k where k.subject_id = c.subject_id or k.subject_id = any (c.beside))"
            " order by c.id limit %s",
            [number],
        ).fetchall()
    return [Client(name, *found[turn % len(found)]) for turn in range(number)]


def together(clients: list[Client], side: str, seconds: float) -> float:
    """All clients at once for so long; how many transactions a second."""
    before, began = sum(client.done[side] for client in clients), time.perf_counter()
    running = [threading.Thread(target=client.work, args=(side, began + seconds)) for client in clients]
    for each in running:
        each.start()
    for each in running:
        each.join()
    return (sum(client.done[side] for client in clients) - before) / (time.perf_counter() - began)


def events(name: str) -> int:
    with connect(name, "search") as connected:
        row = connected.execute(
            "select count(*) from sharing_auditevent where request = '00ff00ff00ff00ff'"
        ).fetchone()
        return row[0] if row else 0


def tell(figures: Figures, rates: dict[str, list[float]]) -> None:
    bare = rates["no event"]
    figures.says("no event", f"{median(bare):.0f} a second")
    for side in ("plain insert", "kith.audit"):
        slower = max(
            0, median([(1 - with_ / without) * 100 for with_, without in zip(rates[side], bare, strict=True)])
        )
        aim = (f"{AIM}% or less", slower <= AIM) if side == "kith.audit" else ("", None)
        figures.says(side, f"{median(rates[side]):.0f} a second, {slower:.0f}% less", *aim)
