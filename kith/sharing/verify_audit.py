#!/usr/bin/env python3
"""Check a Kith audit log without trusting whoever runs Kith. One file; Python 3.11 and nothing else.

    python3 verify_audit.py remember HEAD           keep a signed head that you were sent, and check that it follows the last
    python3 verify_audit.py check EXPORT            recompute a whole log, and hold it to every head that you remember
    python3 verify_audit.py check EXPORT --child N  the same, and say how far the history of child N is whole
    python3 verify_audit.py prove EXPORT N          write down a proof that entry N is in the log
    python3 verify_audit.py entry PROOF             check such a proof by itself

What you remember is kept in `remembered.json` beside you, or where --memory says. The answer is 0 where all is well, 1 where not.

The tree and its proofs are those of RFC 9162 (2.1), signatures Ed25519 (RFC 8032), heads checkpoints as signed notes
(C2SP tlog-checkpoint). A leaf is the hash of 0x00, 16 bytes of salt, and the entry as canonical JSON.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# ---------------------------------------------------------------------------------------------------------
# The tree (RFC 9162, 2.1)
# ---------------------------------------------------------------------------------------------------------

# The hash of the leaves from `low` up to `high`, where they are a whole branch: a power of two, and aligned.
Branch = Callable[[int, int], bytes]


def canonical(entry: dict[str, Any]) -> bytes:
    """One spelling for one entry: keys in order, no spaces, UTF-8."""
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def leaf_hash(salt: bytes, content: bytes) -> bytes:
    return hashlib.sha256(b"\0" + salt + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def root_of(branch: Branch, low: int, high: int) -> bytes:
    """The hash of the tree over these leaves; of none, the hash of nothing."""
    size = high - low
    if size == 0:
        return hashlib.sha256(b"").digest()
    if size & (size - 1) == 0 and low % size == 0:
        return branch(low, high)
    middle = low + split(size)
    return node_hash(root_of(branch, low, middle), root_of(branch, middle, high))


def inclusion(branch: Branch, number: int, size: int) -> list[bytes]:
    """The proof that leaf `number` is in the tree of `size` leaves, from the leaf upwards (2.1.3.1)."""
    low, high, path = 0, size, []
    while high - low > 1:
        middle = low + split(high - low)
        if number < middle:
            path.append(root_of(branch, middle, high))
            high = middle
        else:
            path.append(root_of(branch, low, middle))
            low = middle
    return path[::-1]


def consistency(branch: Branch, earlier: int, size: int) -> list[bytes]:
    """The proof that the tree of `size` leaves begins with the tree of `earlier` (2.1.4.1)."""
    low, high, path, whole = 0, size, [], True
    while earlier != high:
        middle = low + split(high - low)
        if earlier <= middle:
            path.append(root_of(branch, middle, high))
            high = middle
        else:
            path.append(root_of(branch, low, middle))
            low, whole = middle, False
    return ([] if whole else [root_of(branch, low, high)]) + path[::-1]


def is_included(leaf: bytes, number: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf to the root (2.1.3.2)."""
    if not 0 <= number < size:
        return False
    at, last, found = number, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(beside, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(earlier: int, earlier_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the proof leads from the earlier root to the later one (2.1.4.2)."""
    if earlier == size:
        return not path and earlier_root == root
    if not 0 < earlier < size or not path:
        return False
    steps = list(path) if earlier & (earlier - 1) else [earlier_root, *path]
    at, last = earlier - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(beside, first), node_hash(beside, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and first == earlier_root and second == root


class Growing:
    """A tree that leaves are added to, in as much memory as it has levels."""

    def __init__(self) -> None:
        self.size = 0
        self.whole: list[bytes] = []  # the whole branches so far, the largest first

    def add(self, leaf: bytes) -> None:
        size, found = self.size, leaf
        while size & 1:
            found = node_hash(self.whole.pop(), found)
            size >>= 1
        self.whole.append(found)
        self.size += 1

    def root(self) -> bytes:
        if not self.whole:
            return hashlib.sha256(b"").digest()
        found = self.whole[-1]
        for left in reversed(self.whole[:-1]):
            found = node_hash(left, found)
        return found


# ---------------------------------------------------------------------------------------------------------
# Signatures (RFC 8032, 5.1)
# ---------------------------------------------------------------------------------------------------------

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
Point = tuple[int, int, int, int]  # extended coordinates: x = X/Z, y = Y/Z, T = XY/Z


def add_points(a: Point, b: Point) -> Point:
    p, q = (a[1] - a[0]) * (b[1] - b[0]) % PRIME, (a[1] + a[0]) * (b[1] + b[0]) % PRIME
    r, s = 2 * a[3] * b[3] * CURVE % PRIME, 2 * a[2] * b[2] % PRIME
    e, f, g, h = q - p, s - r, s + r, q + p
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add_points(found, point)
        point = add_points(point, point)
        number >>= 1
    return found


def point_of(text: bytes) -> Point | None:
    y = int.from_bytes(text, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if (x * x - square) % PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


BASE = point_of((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether whoever has the other half of this key signed the message."""
    if len(key) != 32 or len(signature) != 64 or BASE is None:
        return False
    signer, first = point_of(key), point_of(signature[:32])
    second = int.from_bytes(signature[32:], "little")
    if signer is None or first is None or second >= ORDER:
        return False
    asked = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(second, BASE), add_points(first, times(asked, signer))
    return not (left[0] * right[2] - right[0] * left[2]) % PRIME and not (
        (left[1] * right[2] - right[1] * left[2]) % PRIME
    )


# ---------------------------------------------------------------------------------------------------------
# Heads: signed notes
# ---------------------------------------------------------------------------------------------------------

HEAD = re.compile(
    r"(?P<text>(?P<log>kith-audit/[A-Z0-9]+)\n(?P<size>\d{1,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"at (?P<at>\S+)\n(?:next-key (?P<next>[A-Za-z0-9+/]{43}=)\n)?)"
    r"\n(?:— |- )(?P=log) (?P<signature>[A-Za-z0-9+/]{91}=)(?:\n|$)"
)
FOLLOWS = re.compile(r"^follows (\d{1,18})\n((?:[A-Za-z0-9+/]{43}=\n?)*)", re.MULTILINE)
KEY = re.compile(r"^key ([A-Za-z0-9+/]{43}=)$", re.MULTILINE)


class NotRead(Exception):
    """What was given is not what it should be; the sentence says what to do."""


@dataclass(frozen=True)
class Head:
    """What a log was at a moment: how many entries, and their tree's root, signed."""

    log: str
    size: int
    root: bytes
    at: str
    signature: bytes
    key_hint: bytes
    next_key: bytes = b""

    @property
    def text(self) -> str:
        next_key = f"next-key {base64.b64encode(self.next_key).decode()}\n" if self.next_key else ""
        root = base64.b64encode(self.root).decode()
        return f"{self.log}\n{self.size}\n{root}\nat {self.at}\n{next_key}"

    @property
    def note(self) -> str:
        return f"{self.text}\n— {self.log} {base64.b64encode(self.key_hint + self.signature).decode()}\n"

    def is_by(self, key: bytes) -> bool:
        return self.key_hint == key_hint(self.log, key) and is_signed(key, self.text.encode(), self.signature)


def key_hint(log: str, key: bytes) -> bytes:
    """By which four bytes a note says whose key signed it."""
    return hashlib.sha256(log.encode() + b"\n\1" + key).digest()[:4]


def head_of(text: str) -> Head:
    """The head in a text: a note by itself, or in the middle of a letter."""
    text = "\n".join(line.strip("\r\t >") for line in text.splitlines()) + "\n"
    found = HEAD.search(text)
    if found is None:
        raise NotRead(
            "There is no head of a Kith audit log in this. Save the whole message as text, and try again."
        )
    signed = base64.b64decode(found["signature"])
    next_key = base64.b64decode(found["next"]) if found["next"] else b""
    return Head(
        found["log"], int(found["size"]), base64.b64decode(found["root"]), found["at"], signed[4:], signed[:4], next_key
    )  # fmt: skip


def follows(text: str) -> tuple[int, list[bytes]] | None:
    """The proof that came with a head: from which earlier size, and its hashes."""
    text = "\n".join(line.strip("\r\t >") for line in text.splitlines()) + "\n"
    found = FOLLOWS.search(text)
    return (int(found[1]), [base64.b64decode(line) for line in found[2].split()]) if found else None


def key_in(text: str) -> bytes:
    """The public key that came with a head, or nothing."""
    found = KEY.search("\n".join(line.strip("\r\t >") for line in text.splitlines()))
    return base64.b64decode(found[1]) if found else b""


def with_key(text: str, key: bytes) -> str:
    """A head, with the key that it is checked with."""
    return f"{text}\nkey {base64.b64encode(key).decode()}\n"


# ---------------------------------------------------------------------------------------------------------
# What a witness remembers
# ---------------------------------------------------------------------------------------------------------


@dataclass
class Memory:
    """The log's key as it was first given, and the heads since."""

    log: str = ""
    keys: list[bytes] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)

    @classmethod
    def read(cls, file: Path) -> "Memory":
        if not file.exists():
            return cls()
        kept = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            kept["log"], [bytes.fromhex(key) for key in kept["keys"]], [head_of(n) for n in kept["heads"]]
        )

    def write(self, file: Path) -> None:
        kept = {"log": self.log, "keys": [k.hex() for k in self.keys], "heads": [h.note for h in self.heads]}
        part = file.with_name(file.name + ".part")
        part.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
        part.replace(file)

    def knows(self, head: Head) -> bool:
        """Whether it says of itself that it is by a key that we know."""
        return any(head.key_hint == key_hint(head.log, key) for key in self.keys)

    def signer(self, head: Head) -> int:
        """Which of our keys signed it, the first given first; -1 where none did."""
        return next((n for n, key in enumerate(self.keys) if head.is_by(key)), -1)

    def accept(self, head: Head) -> str:
        """Why this head is not by the log that we know; nothing where it is. An announced key is known from then on."""
        if self.log and head.log != self.log:
            return f"This head is of the log {head.log}, and what you remember is of {self.log}."
        if self.signer(head) < 0:
            return (
                f"The signature on the head of {head.size:,} entries is not by a key that you know. Either somebody else"
                " made it, or the key was changed without telling you."
            )
        self.log = head.log
        if head.next_key and head.next_key not in self.keys:
            self.keys.append(head.next_key)
        return ""

    def remember(self, text: str, key: bytes = b"") -> list[str]:
        """Take in a head. What is wrong with it, in sentences; what is well is kept, and so is a head that convicts."""
        head = head_of(text)
        if not self.keys:
            if not (key or key_in(text)):
                raise NotRead(
                    "This is the first head that you keep, so its key must come with it: --key KEY."
                )
            self.keys.append(key or key_in(text))
        if wrong := self.accept(head):
            return [wrong]
        proof, found = follows(text), []
        last = max(self.heads, key=lambda h: h.size, default=None)
        if last is not None and head.size >= last.size and self.signer(head) < self.signer(last):
            found.append("This head is signed with a key that was given up. Ask who still has it.")
        if last is not None and last.size:
            if head.size < last.size and head.at > last.at:
                found.append(
                    f"The log was rolled back: it had {last.size:,} entries at {last.at}, and {head.size:,} at"
                    f" {head.at}. {last.size - head.size:,} are missing."
                )
            elif head.size == last.size and head.root != last.root:
                found.append(
                    f"Two different logs of {head.size:,} entries were signed: history was rewritten."
                )
            elif head.size > last.size and proof:
                start = next((h for h in self.heads if h.size == proof[0]), None)
                if start is None:
                    found.append(
                        f"The proof starts at {proof[0]:,} entries, and you remember no head of that size."
                    )
                elif not is_consistent(start.size, start.root, head.size, head.root, proof[1]):
                    found.append(
                        f"This head of {head.size:,} entries does not continue the log of {start.size:,} that you"
                        " remember: something before it was altered, taken out or put in."
                    )
        self.heads.append(head)
        return found

    def is_unproved(self, text: str) -> bool:
        """Whether a head came without the proof that it follows the one before."""
        return len(self.heads) > 1 and follows(text) is None


# ---------------------------------------------------------------------------------------------------------
# An exported log
# ---------------------------------------------------------------------------------------------------------

FORMAT = "kith-audit-1"
WITH_CONTENT = re.compile(
    rb'\{"entry":(\{.*\}),"leaf":"([0-9a-f]{64})","n":(0|[1-9]\d{0,17}),"salt":"([0-9a-f]{32})"\}\n?'
)
WITHOUT_CONTENT = re.compile(rb'\{"leaf":"([0-9a-f]{64})","n":(0|[1-9]\d{0,17})\}\n?')
MOST_SENTENCES = 20


@dataclass
class Checked:
    """What became of a check: sentences about what is wrong, and what was seen on the way."""

    entries: int = 0
    heads: int = 0
    last: Head | None = None
    first_at: str = ""
    wrong: list[str] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    taken_out: set[int] = field(default_factory=set)
    about_child: list[dict[str, Any]] = field(default_factory=list)
    unknown: str = ""
    leaves: list[bytes] = field(default_factory=list)

    def says(self, sentence: str) -> None:
        if len(self.wrong) < MOST_SENTENCES:
            self.wrong.append(sentence)


def check(
    lines: Iterable[bytes], memory: Memory, *, child: int | None = None, keep_leaves: bool = False
) -> Checked:
    """Recompute the whole log, line by line, and hold it to its own heads and to those that are remembered."""
    found, tree = Checked(), Growing()
    walk = iter(lines)
    keys = header(next(walk, b""), memory, found)
    if keys is None:
        return found
    expected: dict[int, list[Head]] = {}
    for head in memory.heads:
        expected.setdefault(head.size, []).append(head)
    child_mark = None if child is None else re.compile(rb'"subjects":\[(?:\d+,)*%d[,\]]' % child)
    hold(found, tree, expected)
    for row, line in enumerate(walk, 2):
        if match := WITH_CONTENT.fullmatch(line):
            content, leaf, number = match[1], bytes.fromhex(match[2].decode()), int(match[3])
            if leaf_hash(bytes.fromhex(match[4].decode()), content) != leaf:
                found.says(
                    f"Entry {number:,} is not what was sealed: what it says, or its salt, was altered."
                )
            if (
                not found.first_at
                or b'"audit.taken_out"' in content
                or (child_mark and child_mark.search(content))
            ):
                read_entry(found, content, child)
        elif match := WITHOUT_CONTENT.fullmatch(line):
            leaf, number = bytes.fromhex(match[1].decode()), int(match[2])
            found.left_out.append(number)
        elif line.startswith(b'{"head":'):
            see_head(found, tree, line, row, memory)
            continue
        else:
            found.says(
                f"Line {row:,} of the export is neither an entry nor a head. The file was damaged or altered."
            )
            continue
        if number != tree.size:
            what = "is missing" if number > tree.size else "comes a second time, or out of order"
            at = tree.size if number > tree.size else number
            found.says(f"Entry {at:,} {what}: line {row:,} of the export is entry {number:,}.")
            found.entries = tree.size
            return found
        tree.add(leaf)
        if keep_leaves:
            found.leaves.append(leaf)
        if tree.size in expected:
            hold(found, tree, expected)
    found.entries = tree.size
    close(found, tree, expected)
    return found


def header(line: bytes, memory: Memory, found: Checked) -> list[bytes] | None:
    """The first line names the log and its key. A key that is remembered already is believed before it."""
    try:
        told = json.loads(line)
        if told["format"] != FORMAT:
            raise ValueError
        key, log = base64.b64decode(told["key"], validate=True), str(told["log"])
    except (ValueError, KeyError, TypeError, binascii.Error):
        found.says(
            "This is not an export of a Kith audit log. Ask for the file that `run manage export-audit` writes."
        )
        return None
    if not memory.keys:
        memory.keys.append(key)
    if memory.log and memory.log != log:
        found.says(f"This is the log {log}, and what you remember is of {memory.log}.")
    return memory.keys


def hold(found: Checked, tree: Growing, expected: dict[int, list[Head]]) -> None:
    """The tree as it is now, beside the heads of this size that are remembered."""
    for head in expected.pop(tree.size, []):
        if head.root != tree.root():
            found.says(
                f"The first {head.size:,} entries are not those that were sealed at {head.at}, as you remember them:"
                " something among them was altered, taken out, put in or moved."
            )


def see_head(found: Checked, tree: Growing, line: bytes, row: int, memory: Memory) -> None:
    """A head of the export's own: its signature, its size and its root."""
    try:
        head = head_of(json.loads(line)["head"])
    except (ValueError, KeyError, TypeError, AttributeError, NotRead):
        found.says(f"The head in line {row:,} of the export cannot be read.")
        return
    found.heads += 1
    earlier, found.last = found.last, head
    if memory.keys and not memory.knows(head) and head.log == (memory.log or head.log):
        # Signed before a change of keys that came before us; a later head that we know vouches for all of it.
        found.unknown = "The last heads of this export are signed with a key that you do not know."
    elif wrong := memory.accept(head):
        found.says(wrong)
    else:
        found.unknown = ""
    if head.size != tree.size:
        found.says(
            f"The head of {head.size:,} entries stands behind {tree.size:,}: entries were taken out or put in."
        )
    elif head.root != tree.root():
        since = f"between entry {earlier.size:,} and entry" if earlier else "before entry"
        found.says(
            f"The log does not match the head of {head.at}: something {since} {head.size:,} was altered."
        )


def read_entry(found: Checked, content: bytes, child: int | None) -> None:
    try:
        entry = json.loads(content)
        found.first_at = found.first_at or str(entry["written_at"])
        if entry["action"] == "audit.taken_out":
            found.taken_out |= set(entry["detail"]["entries"])
        if child is not None and child in entry["subjects"]:
            found.about_child.append(entry)
    except (ValueError, KeyError, TypeError):
        found.says("An entry cannot be read as JSON.")


def close(found: Checked, tree: Growing, expected: dict[int, list[Head]]) -> None:
    """What can be said only at the end: what is missing behind, and what was left out on the way."""
    if found.last is None:
        found.says("The export has no signed head, so nothing in it is vouched for.")
    elif found.last.size != tree.size:
        found.says(f"The export ends with {tree.size - found.last.size:,} entries that no head vouches for.")
    elif found.unknown:
        found.says(found.unknown)
    for size, heads in sorted(expected.items())[-1:]:
        found.says(
            f"{size - tree.size:,} entries are missing at the end: the log had {size:,} at {heads[-1].at}, as you"
            f" remember it, and has {tree.size:,} here."
        )
    unnamed = [n for n in found.left_out if n not in found.taken_out]
    for number in unnamed[:MOST_SENTENCES]:
        found.says(f"Entry {number:,} is without its content, and no later entry says that it was taken out.")


# ---------------------------------------------------------------------------------------------------------
# One entry by itself
# ---------------------------------------------------------------------------------------------------------


def is_proved(proof: dict[str, Any], memory: Memory) -> list[str]:
    """Why a proof of one entry does not hold; nothing where it does."""
    try:
        head = head_of(proof["head"])
        content, salt = canonical(proof["entry"]), bytes.fromhex(proof["salt"])
        path, number = [base64.b64decode(line) for line in proof["path"]], int(proof["n"])
        key = base64.b64decode(proof["key"])
    except (KeyError, ValueError, TypeError, NotRead):
        return ["This is not a proof of an entry that can be read."]
    if not memory.keys:
        memory.keys.append(key)
    if wrong := memory.accept(head):
        return [wrong]
    if not is_included(leaf_hash(salt, content), number, head.size, path, head.root):
        return [
            f"This is not entry {number:,} of the log of {head.size:,} entries as it was sealed at {head.at}."
        ]
    for known in memory.heads:
        if known.size == head.size and known.root != head.root:
            return [f"Two different logs of {head.size:,} entries were signed: history was rewritten."]
    return []


def branches(leaves: Sequence[bytes]) -> Branch:
    """Whole branches of a log that is held in memory, each worked out once."""
    levels: list[list[bytes]] = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[n], below[n + 1]) for n in range(0, len(below) - 1, 2)])
    return lambda low, high: levels[(high - low).bit_length() - 1][low // (high - low)]


def prove(file: Path, number: int, memory: Memory) -> dict[str, Any]:
    """The proof of one entry, made of a whole export that was checked on the way."""
    with file.open("rb") as lines:
        found = check(lines, memory, keep_leaves=True)
    if found.wrong or found.last is None:
        raise NotRead("The export does not hold, so that nothing is proved with it. Run `check` to see why.")
    with file.open("rb") as lines:
        first = json.loads(next(lines))
        for line in lines:
            if (match := WITH_CONTENT.fullmatch(line)) and int(match[3]) == number:
                path = inclusion(branches(found.leaves), number, found.entries)
                return {
                    "entry": json.loads(match[1]),
                    "salt": match[4].decode(),
                    "n": number,
                    "path": [base64.b64encode(each).decode() for each in path],
                    "head": found.last.note,
                    "key": first["key"],
                }
    raise NotRead(f"The export has no entry {number:,} with its content.")


# ---------------------------------------------------------------------------------------------------------
# The command
# ---------------------------------------------------------------------------------------------------------


def tell(found: Checked, memory: Memory, child: int | None) -> Iterator[str]:
    """What a check found, in sentences."""
    if found.wrong:
        yield "This log is NOT as it was sealed."
        yield from (f"- {sentence}" for sentence in found.wrong)
        return
    assert found.last is not None
    yield f"The log {found.last.log} is whole: {found.entries:,} entries, as they were sealed at {found.last.at}."
    if found.left_out:
        yield f"The content of {len(found.left_out):,} of them was taken out, and a later entry says so."
    held = [h for h in memory.heads if h.size <= found.entries]
    if held:
        yield f"It continues each of the {len(held):,} heads that you remember, the first of {held[0].at}."
    else:
        yield (
            "You remember no head of it. So this shows that it was not altered since it was signed, and not that no other"
            " log was signed in its place. Keep a head: verify_audit.py remember."
        )
    if child is not None:
        yield (
            f"The history of child {child} in it is complete and unaltered since {found.first_at or 'the first entry'}:"
            f" {len(found.about_child):,} entries."
        )
        for entry in found.about_child:
            allowed = "" if entry["allowed"] else " (refused)"
            yield f"  {entry['at']}  {entry['action']}{allowed}  worker {entry['worker']}, post {entry['post']}"


def main(words: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=("check", "remember", "prove", "entry"))
    asked.add_argument("file", type=Path, help="the export, the head or the proof; - for what is piped in")
    asked.add_argument("number", type=int, nargs="?", help="which entry to prove")
    asked.add_argument("--memory", type=Path, default=Path("remembered.json"))
    asked.add_argument("--key", default="", help="the log's public key, as you were given it")
    asked.add_argument("--child", type=int, help="the number by which the log knows a child")
    options = asked.parse_args(words)
    try:
        memory = Memory.read(options.memory)
        if options.key and not memory.keys:
            memory.keys.append(base64.b64decode(options.key))
        return globals()[f"do_{options.what}"](options, memory)
    except NotRead as problem:
        print(problem)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"That could not be read: {problem}")
    return 1


def do_check(options: argparse.Namespace, memory: Memory) -> int:
    if str(options.file) == "-":
        found = check(sys.stdin.buffer, memory, child=options.child)
    else:
        with options.file.open("rb") as lines:
            found = check(lines, memory, child=options.child)
    for sentence in tell(found, memory, options.child):
        print(sentence)
    return 1 if found.wrong else 0


def do_remember(options: argparse.Namespace, memory: Memory) -> int:
    text = sys.stdin.read() if str(options.file) == "-" else options.file.read_text(encoding="utf-8")
    found = memory.remember(text)
    memory.write(options.memory)
    for sentence in found:
        print(f"- {sentence}")
    if not found:
        head = memory.heads[-1]
        print(f"Remembered: {head.size:,} entries at {head.at}.")
        if memory.is_unproved(text):
            print("It came without a proof that it follows the one before. `check` an export to be sure.")
    return 1 if found else 0


def do_prove(options: argparse.Namespace, memory: Memory) -> int:
    if options.number is None:
        raise NotRead("Say which entry: verify_audit.py prove EXPORT N.")
    print(json.dumps(prove(options.file, options.number, memory), indent=1, ensure_ascii=False))
    return 0


def do_entry(options: argparse.Namespace, memory: Memory) -> int:
    proof = json.loads(options.file.read_text(encoding="utf-8"))
    found = is_proved(proof, memory)
    for sentence in found:
        print(f"- {sentence}")
    if not found:
        head = head_of(proof["head"])
        print(f"Entry {proof['n']:,} is in the log of {head.size:,} entries as it was sealed at {head.at}.")
        if not memory.heads:
            print(
                "You remember no head of that log: that the key is its own is the word of whoever gave you the proof."
            )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
