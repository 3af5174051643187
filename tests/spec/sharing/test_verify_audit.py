"""The script that checks the audit: any one tamper with any log is found, and said where."""

import base64
import copy
import json
from collections.abc import Sequence

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.sharing import verify_audit as v
from kith.sharing.sealing import public

# Any log, any one tamper.

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
LOG = "kith-audit/7Q4M2KH9AB3C"


def head(
    leaves: Sequence[bytes], minute: int, key: Ed25519PrivateKey = KEY, announced: bytes = b""
) -> v.Head:
    root = v.root_of(v.branches(leaves or [b""]), 0, len(leaves))
    bare = v.Head(
        LOG, len(leaves), root, f"2026-11-17T08:{minute:02}:00Z", b"", v.key_hint(LOG, public(key)), announced
    )
    return v.Head(**{**vars(bare), "signature": key.sign(bare.text.encode())})


def entry(n: int, subject: int = 7) -> dict[str, object]:
    return {"id": n, "action": "child.opened", "subjects": [subject], "detail": {}, "allowed": True, "worker": n % 3,
            "post": 1, "at": "2026-11-17T08:00:00.000000Z", "written_at": "2026-11-17T08:00:00.000000Z"}  # fmt: skip


def log_of(
    entries: Sequence[dict[str, object]], every: int = 4, salts: str = "ab"
) -> tuple[list[bytes], list[v.Head]]:
    """An export as it is written, with a head after each few entries, and those heads."""
    lines = [
        v.canonical({"format": v.FORMAT, "key": base64.b64encode(public(KEY)).decode(), "log": LOG}) + b"\n"
    ]
    leaves: list[bytes] = []
    heads = []
    for n, each in enumerate(entries):
        salt = bytes.fromhex(salts) * 16
        leaves.append(v.leaf_hash(salt, v.canonical(each)))
        lines.append(line(each, leaves[-1], n, salt))
        if (n + 1) % every == 0 or n + 1 == len(entries):
            heads.append(head(leaves, n))
            lines.append(v.canonical({"head": heads[-1].note}) + b"\n")
    return lines, heads


def line(each: dict[str, object], leaf: bytes, n: int, salt: bytes) -> bytes:
    return v.canonical({"entry": each, "leaf": leaf.hex(), "n": n, "salt": salt.hex()}) + b"\n"


def witness(*heads: v.Head) -> v.Memory:
    return v.Memory(LOG, [public(KEY)], list(heads))


def relined(lines: list[bytes], change) -> list[bytes]:
    """The export again after its entries were changed by somebody who makes leaves and numbers fit, and cannot sign."""
    entries = [json.loads(each) for each in lines[1:] if not each.startswith(b'{"head"')]
    changed = change(entries)
    made = [lines[0]]
    for n, each in enumerate(changed):
        salt = bytes.fromhex(each["salt"])
        made.append(line(each["entry"], v.leaf_hash(salt, v.canonical(each["entry"])), n, salt))
    return made


def test_a_log_that_nobody_touched_is_whole() -> None:
    lines, heads = log_of([entry(n) for n in range(11)])
    found = v.check(lines, witness(*heads))
    assert found.wrong == [] and found.entries == 11
    assert next(v.tell(found, witness(*heads), None)).startswith(
        "The log kith-audit/7Q4M2KH9AB3C is whole: 11 entries"
    )


def test_a_childs_history_is_told_whole() -> None:
    lines, heads = log_of([entry(n, subject=7 if n in (2, 9) else 77) for n in range(11)])
    found = v.check(lines, witness(heads[0]), child=7)
    assert [each["id"] for each in found.about_child] == [2, 9]
    assert any(
        "history of child 7 in it is complete and unaltered since" in s
        for s in v.tell(found, witness(heads[0]), 7)
    )


TAMPERS = {
    "edited": lambda e, n: [*e[:n], {**e[n], "entry": {**e[n]["entry"], "worker": 99}}, *e[n + 1 :]],
    "deleted": lambda e, n: e[:n] + e[n + 1 :],
    "put in": lambda e, n: [*e[:n], {**e[n], "entry": entry(500)}, *e[n:]],
    "moved": lambda e, n: (
        [*e[:n], e[n + 1], e[n], *e[n + 2 :]] if n + 1 < len(e) else [e[-1], *e[1:-1], e[0]]
    ),
    "cut off": lambda e, n: e[:n],
}


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 40), st.integers(1, 9), st.sampled_from(sorted(TAMPERS)), st.data())
def test_any_one_tamper_with_any_log_is_found(size: int, every: int, how: str, data: st.DataObject) -> None:
    lines, heads = log_of([entry(n) for n in range(size)], every)
    number = data.draw(st.integers(0, size - 1))
    tampered = relined(lines, lambda entries: TAMPERS[how](copy.deepcopy(entries), number))
    told = {h.size: v.canonical({"head": h.note}) + b"\n" for h in heads}
    with_heads = [tampered[0]]
    for n, each in enumerate(tampered[1:], 1):
        with_heads += [each] + ([told[n]] if n in told else [])
    assert v.check(with_heads, witness(heads[-1])).wrong


def test_an_entry_that_was_edited_is_named() -> None:
    lines, heads = log_of([entry(n) for n in range(11)])
    lines[6] = lines[6].replace(b'"worker":1', b'"worker":2')
    (wrong,) = v.check(lines, witness(heads[-1])).wrong
    assert wrong == "Entry 4 is not what was sealed: what it says, or its salt, was altered."


def test_an_entry_that_is_missing_is_named() -> None:
    lines, heads = log_of([entry(n) for n in range(11)])
    del lines[3]
    assert v.check(lines, witness()).wrong == ["Entry 2 is missing: line 4 of the export is entry 3."]


def test_a_log_that_was_rolled_back_is_whole_in_itself_and_not_to_a_witness() -> None:
    lines, heads = log_of([entry(n) for n in range(12)])
    shorter = lines[:11]
    assert v.check(shorter, v.Memory()).wrong == []
    assert v.check(shorter, witness(heads[-1])).wrong == [
        "4 entries are missing at the end: the log had 12 at 2026-11-17T08:11:00Z, as you remember it, and has 8 here."
    ]


def test_a_history_that_was_written_anew_and_signed_again_is_found_by_whoever_remembers_the_first() -> None:
    _, first = log_of([entry(n) for n in range(12)])
    second, _ = log_of([entry(n if n != 3 else 77) for n in range(12)])
    assert v.check(second, v.Memory()).wrong == []
    (wrong,) = v.check(second, witness(first[1])).wrong
    assert "are not those that were sealed at" in wrong


def test_a_head_that_somebody_else_signed_is_not_believed() -> None:
    lines, heads = log_of([entry(n) for n in range(4)])
    leaves = [bytes.fromhex(json.loads(each)["leaf"]) for each in lines[1:5]]
    forged = head(leaves, 3, OTHER)
    lines[-1] = v.canonical({"head": forged.note}) + b"\n"
    assert v.check(lines, witness(heads[0])).wrong == [
        "The last heads of this export are signed with a key that you do not know."
    ]
    altered = heads[0].note.replace("T08:03", "T09:03")
    lines[-1] = v.canonical({"head": altered}) + b"\n"
    assert "signature" in v.check(lines, witness()).wrong[0]


def test_a_new_key_is_believed_where_the_old_one_announced_it_and_the_old_one_no_more() -> None:
    leaves = [v.leaf_hash(b"", bytes([n])) for n in range(9)]
    announcing = head(leaves[:4], 1, KEY, public(OTHER))
    later, by_the_old = head(leaves[:8], 2, OTHER), head(leaves, 3, KEY)
    memory = witness()
    assert memory.remember(announcing.note) == []
    assert memory.remember(later.note) == []
    assert memory.remember(by_the_old.note) == [
        "This head is signed with a key that was given up. Ask who still has it."
    ]
    assert (
        witness()
        .remember(later.note)[0]
        .startswith("The signature on the head of 8 entries is not by a key that you know.")
    )


def letter(leaves: Sequence[bytes], earlier: int, minute: int) -> str:
    proof = v.consistency(v.branches(leaves), earlier, len(leaves))
    told = "".join(base64.b64encode(each).decode() + "\n" for each in proof)
    return f"Dear witness,\n\n{head(leaves, minute).note}\nfollows {earlier}\n{told}\nWith thanks\n"


def test_a_witness_sees_from_the_head_alone_that_a_log_goes_on_or_that_it_was_rewritten() -> None:
    leaves = [v.leaf_hash(b"", bytes([n])) for n in range(9)]
    memory = witness(head(leaves[:5], 1))
    assert memory.remember(letter(leaves, 5, 2).replace("\n", "\r\n")) == []
    rewritten = [v.leaf_hash(b"", b"other"), *leaves[1:]]
    (wrong,) = witness(head(leaves[:5], 1)).remember(letter(rewritten, 5, 2))
    assert wrong.startswith("This head of 9 entries does not continue the log of 5 that you remember")


def test_a_witness_is_told_how_many_entries_are_missing() -> None:
    leaves = [v.leaf_hash(b"", bytes([n])) for n in range(9)]
    memory = witness(head(leaves, 1))
    (wrong,) = memory.remember(head(leaves[:6], 2).note)
    assert wrong == (
        "The log was rolled back: it had 9 entries at 2026-11-17T08:01:00Z, and 6 at 2026-11-17T08:02:00Z. 3 are missing."
    )


@pytest.mark.parametrize(
    "named, wrong",
    [
        pytest.param([1], [], id="a later entry says which was taken out: the rest is whole"),
        pytest.param([2], ["Entry 1 is without its content, and no later entry says that it was taken out."], id="another was"),
        pytest.param([], ["Entry 1 is without its content, and no later entry says that it was taken out."], id="none was"),
    ],
)  # fmt: skip
def test_what_was_taken_out_leaves_the_rest_whole_where_the_log_says_so(
    named: list[int], wrong: list[str]
) -> None:
    taken = {**entry(3), "action": "audit.taken_out", "detail": {"entries": named}}
    lines, heads = log_of([entry(0), entry(1), entry(2), taken])
    told = json.loads(lines[2])
    lines[2] = v.canonical({"leaf": told["leaf"], "n": 1}) + b"\n"
    assert v.check(lines, witness(heads[-1])).wrong == wrong
