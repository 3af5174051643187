"""The sealed audit: a long log written out and checked by the script that stands alone, tampers found, and what sealing costs.

The tampers are made here, by code that knows the lines of an export and nothing of the script. Whoever tampers has the whole
server, and makes every number and every leaf fit; for the last two kinds they have the signing key as well. The script
remembers one head, as a witness would.
"""

import argparse
import base64
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench import audit
from bench.ground import CAST, Figures, median, set_up, settle, world
from tests import databases

CHECKED_WITHIN, PROVED_WITHIN, SLOWER_BY = 30.0, 50.0, 20
MADE = """
    insert into sharing_auditevent (at, written_at, action, is_allowed, worker_id, post_id, agency_id, role, purpose, subjects,
                                    about, detail, request, transaction)
    select now(), now(), (array['child.opened', 'frontdoor.decided', 'plans.plan.opened'])[1 + n %% 3], n %% 50 > 0, n %% 200,
           n %% 300, n %% 20, 'mash_triage', 'decide', array[n %% 5000]::bigint[], substr(md5(n::text), 1, 12), '{"level": 4}',
           substr(md5(n::text), 1, 16), 3 + n / 10000
      from generate_series(1, %s) n
"""
KINDS = ("edit", "delete", "insert", "reorder", "truncate", "roll back", "fork")


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench seal")
    asked.add_argument("--entries", type=int, default=1_000_000)
    asked.add_argument("--tampers", type=int, default=1_000)
    asked.add_argument("--of", type=int, default=2_000, help="entries in the log that is tampered with")
    asked.add_argument(
        "--rounds", type=int, default=6, help="of appending, with the sealer beside and without"
    )
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args(words)
    figures = Figures(f"The sealed audit, {options.entries:,} entries")
    with tempfile.TemporaryDirectory() as folder:
        if options.entries:
            a_long_log(figures, options.entries, Path(folder))
        if options.tampers:
            tampers(figures, options.tampers, options.of, random.Random(options.seed), Path(folder))
    if options.rounds:
        beside(figures, options.rounds)
    return figures.result


def log_in(folder: Path, entries: int, heads: int) -> tuple[Path, Ed25519PrivateKey, dict[str, float]]:
    """A log of so many entries, sealed with so many heads, written out; and how long each took."""
    set_up()
    from kith.sharing import sealed_log, sealing

    databases.make_templates()
    took = {}
    file = folder / f"export-{entries}"
    with databases.clone(databases.EMPTY) as name:
        keys = sealing.keys_in(folder / "audit.key")
        with databases.owner(name) as owner, psycopg.connect(databases.address("sealer", name)) as sealer:
            began = time.perf_counter()
            for _ in range(heads):
                owner.execute(MADE, [entries // heads])
                sealing.seal_all(sealer, keys)
            took["sealed"] = time.perf_counter() - began
            began = time.perf_counter()
            with file.open("wb") as opened:
                opened.writelines(sealed_log.export(sealer))
            took["written"] = time.perf_counter() - began
            (folder / "head").write_text(sealed_log.last_letter(sealer), encoding="utf-8")
    return file, keys[0], took


def a_long_log(figures: Figures, entries: int, folder: Path) -> None:
    """One long log, from end to end, and the proof of one entry in it."""
    file, _, took = log_in(folder, entries, 1)
    figures.says("added, sealed and signed", f"{entries / took['sealed']:,.0f} a second")
    figures.says(f"written out, {file.stat().st_size / 1e6:,.0f} MB", f"{took['written']:.1f} s")
    script = Path("kith/sharing/verify_audit.py").resolve()

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(script), *words]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    run("remember", "head")
    began = time.perf_counter()
    done = run("check", file.name)
    seconds = time.perf_counter() - began
    if done.returncode or f"{entries:,} entries" not in done.stdout:
        figures.differs(f"the script says of an untouched log: {done.stdout}{done.stderr}")
    figures.says(
        "checked by the script, from end to end",
        f"{seconds:.1f} s",
        f"{CHECKED_WITHIN:.0f} s or less",
        seconds <= CHECKED_WITHIN,
    )
    one = entries * 2 // 3
    (folder / "proof").write_text(run("prove", file.name, str(one)).stdout, encoding="utf-8")
    from kith.sharing import verify_audit

    proof = json.loads((folder / "proof").read_text(encoding="utf-8"))
    times = []
    for _ in range(50):
        began = time.perf_counter()
        if verify_audit.is_proved(proof, verify_audit.Memory()):
            figures.differs("the proof of an entry does not hold")
        times.append((time.perf_counter() - began) * 1000)
    figures.says(
        f"the proof of one entry, {len(proof['path'])} hashes, and its signature",
        f"{median(times):.1f} ms",
        f"{PROVED_WITHIN:.0f} ms or less",
        median(times) <= PROVED_WITHIN,
    )
    file.unlink()


# Tampers, made without the script.


class Log:
    """The lines of an export taken apart, and put together again so that everything fits that can be made to fit."""

    def __init__(self, lines: list[bytes], key: Ed25519PrivateKey) -> None:
        self.first, self.key = lines[0], key
        told = [json.loads(line) for line in lines[1:]]
        self.entries = [each for each in told if "head" not in each]
        self.heads = [each["head"] for each in told if "head" in each]

    def hashed(self, each: dict) -> dict:
        text = json.dumps(each["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        leaf = hashlib.sha256(b"\0" + bytes.fromhex(each["salt"]) + text.encode())
        return {**each, "leaf": leaf.hexdigest()}

    def written(self, entries: list[dict], heads: list[str]) -> list[bytes]:
        """The export of these entries, each with its number and leaf worked out again, and these heads at their places."""
        at = {int(head.split("\n")[1]): head for head in heads}
        lines = [self.first]
        for number, each in enumerate(entries):
            lines.append(plain({**self.hashed(each), "n": number}))
            if head := at.get(number + 1):
                lines.append(plain({"head": head}))
        return lines

    def signed(self, entries: list[dict]) -> str:
        """A head of these entries, by the log's own key."""
        level = [bytes.fromhex(self.hashed(each)["leaf"]) for each in entries]
        while len(level) > 1:
            pairs = [
                hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)
            ]
            level = pairs + level[len(pairs) * 2 :]
        was = self.heads[-1].split("\n")
        text = f"{was[0]}\n{len(entries)}\n{base64.b64encode(level[0]).decode()}\n{was[3]}\n"
        hint = base64.b64decode(was[-2].rsplit(" ", 1)[1])[:4]
        return f"{text}\n— {was[0]} {base64.b64encode(hint + self.key.sign(text.encode())).decode()}\n"


def plain(value: dict) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def tampered(kind: str, log: Log, chance: random.Random) -> list[bytes]:
    """One tamper of this kind."""
    entries, size = list(log.entries), len(log.entries)
    at = chance.randrange(size)
    if kind in ("edit", "fork"):
        entry = dict(entries[at]["entry"])
        name = chance.choice(
            ["worker", "post", "action", "at", "allowed", "subjects", "about", "detail", "purpose"]
        )
        entry[name] = {"worker": 10**6, "post": 10**6, "subjects": [10**6], "detail": {"level": 1}}.get(
            name, "altered"
        )
        entries[at] = {**entries[at], "entry": entry}
        if kind == "fork":
            return log.written(entries, [log.signed(entries)])
    elif kind == "delete":
        del entries[at]
    elif kind == "insert":
        entries.insert(at, {**entries[at], "entry": {**entries[at]["entry"], "id": 10**9}})
    elif kind == "reorder":
        other = (at + chance.randrange(1, size)) % size
        entries[at], entries[other] = entries[other], entries[at]
    elif kind == "truncate":
        entries = entries[:at]
    elif kind == "roll back":
        # Back to a head that was really signed, or that the key signs for the occasion.
        size = max(1, at)
        return log.written(entries[:size], [log.signed(entries[:size])])
    return log.written(entries, log.heads)


def tampers(figures: Figures, number: int, of: int, chance: random.Random, folder: Path) -> None:
    """So many tampers, each found or not by the script that remembers the last head."""
    from kith.sharing import verify_audit

    file, key, _ = log_in(folder, of, 5)
    log = Log(file.read_bytes().splitlines(keepends=True), key)
    head = (folder / "head").read_text(encoding="utf-8")

    def wrong(lines: list[bytes]) -> list[str]:
        memory = verify_audit.Memory()
        memory.remember(head)
        return verify_audit.check(lines, memory).wrong

    if found := wrong(log.written(log.entries, log.heads)):
        figures.differs(f"an untouched log is called altered: {found}")
    missed = dict.fromkeys(KINDS, 0)
    for turn in range(number):
        kind = KINDS[turn % len(KINDS)]
        missed[kind] += not wrong(tampered(kind, log, chance))
    for kind, count in missed.items():
        if count:
            figures.differs(f"{count} tampers of the kind “{kind}” were not found")
    figures.says(
        f"tampers found, of {', '.join(KINDS)}",
        f"{number - sum(missed.values()):,} of {number:,}",
        "every one",
        not sum(missed.values()),
    )


# What sealing costs those who append.


def beside(figures: Figures, rounds: int, seconds: float = 2.0) -> None:
    """Eight clients that change a contact with its event, with the sealer beside them and without, in turns."""
    with world(CAST) as name, tempfile.TemporaryDirectory() as folder:
        clients = audit.prepare(name, 8)
        settle()
        rates: dict[bool, list[float]] = {True: [], False: []}
        for turn in range(rounds * 2):
            with_sealer = bool(turn % 2)
            stop = sealing_beside(name, Path(folder)) if with_sealer else (lambda: None)
            rates[with_sealer].append(audit.together(clients, "kith.audit", seconds))
            stop()
        for client in clients:
            client.connected.close()
    slower = median([(1 - on / off) * 100 for on, off in zip(rates[True], rates[False], strict=True)])
    figures.says(
        "appending, with the sealer beside",
        f"{median(rates[True]):.0f} a second, {max(0, slower):.0f}% less",
        f"{SLOWER_BY}% or less",
        slower <= SLOWER_BY,
    )


def sealing_beside(name: str, folder: Path) -> Callable[[], None]:
    """The sealer in a process of its own, as the worker has it; what is called to end it."""
    code = (
        "import sys, threading; from pathlib import Path; from kith.sharing import sealing;"
        "sealing.keep_sealing(sys.argv[1], Path(sys.argv[2]), threading.Event())"
    )
    command = [sys.executable, "-c", code, databases.address("sealer", name), str(folder / "audit.key")]
    process = subprocess.Popen(command)
    threading.Event().wait(1.5)

    def stop() -> None:
        process.kill()
        process.wait()

    return stop
