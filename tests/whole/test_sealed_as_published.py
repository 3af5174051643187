"""The script that checks the audit, held to what was published: RFC 9162's tree and proofs, RFC 8032's signatures."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kith.sharing import verify_audit as v
from kith.sharing.sealing import public
from tests.spec.sharing.test_verify_audit import entry, log_of

# The leaves and roots that certificate logs have published since RFC 6962.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHED = [v.leaf_hash(b"", bytes.fromhex(leaf)) for leaf in LEAVES]


@pytest.mark.parametrize("size", range(9))
def test_a_tree_has_the_root_that_certificate_logs_published(size: int) -> None:
    growing = v.Growing()
    for leaf in HASHED[:size]:
        growing.add(leaf)
    assert growing.root().hex() == ROOTS[size]
    assert v.root_of(v.branches(HASHED[:size] or [b""]), 0, size).hex() == ROOTS[size]


@pytest.mark.parametrize(
    "number, size, path",
    [
        pytest.param(0, 1, [], id="the only leaf needs no proof"),
        pytest.param(0, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"], id="the first of eight"),
        pytest.param(5, 8, ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"], id="the sixth of eight"),
        pytest.param(2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"], id="the last of three"),
    ],
)  # fmt: skip
def test_that_a_leaf_is_in_the_tree_is_proved_as_published(number: int, size: int, path: list[str]) -> None:
    proof = v.inclusion(v.branches(HASHED[:size]), number, size)
    assert [each.hex() for each in proof] == path
    assert v.is_included(HASHED[number], number, size, proof, bytes.fromhex(ROOTS[size]))
    assert not v.is_included(HASHED[number], number, size, [*proof, b"x" * 32], bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(
    "earlier, size, path",
    [
        pytest.param(8, 8, [], id="the same tree"),
        pytest.param(1, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"], id="from one to eight"),
        pytest.param(6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"], id="from six to eight"),
        pytest.param(2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"], id="from two to five"),
    ],
)  # fmt: skip
def test_that_a_log_continues_an_earlier_one_is_proved_as_published(
    earlier: int, size: int, path: list[str]
) -> None:
    proof = v.consistency(v.branches(HASHED[:size]), earlier, size)
    assert [each.hex() for each in proof] == path
    assert v.is_consistent(earlier, bytes.fromhex(ROOTS[earlier]), size, bytes.fromhex(ROOTS[size]), proof)
    assert not v.is_consistent(earlier, bytes.fromhex(ROOTS[0]), size, bytes.fromhex(ROOTS[size]), proof)


@given(st.integers(1, 70), st.data())
def test_every_leaf_and_every_earlier_tree_can_be_proved_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = [v.leaf_hash(b"", bytes([n])) for n in range(size)]
    branch = v.branches(leaves)
    root = v.root_of(branch, 0, size)
    number = data.draw(st.integers(0, size - 1))
    path = v.inclusion(branch, number, size)
    assert v.is_included(leaves[number], number, size, path, root)
    assert not v.is_included(v.leaf_hash(b"", b"another"), number, size, path, root)
    assert size == 1 or not v.is_included(leaves[number], (number + 1) % size, size, path, root)
    earlier = data.draw(st.integers(1, size))
    first, proof = v.root_of(branch, 0, earlier), v.consistency(branch, earlier, size)
    assert v.is_consistent(earlier, first, size, root, proof)
    assert not v.is_consistent(earlier, v.node_hash(first, first), size, root, proof)


# RFC 8032, 7.1: tests 1 to 3.
SIGNED = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


@pytest.mark.parametrize("key, message, signature", SIGNED, ids=["nothing", "one byte", "two bytes"])
def test_a_signature_is_checked_as_published(key: str, message: str, signature: str) -> None:
    signer, said, signed = (bytes.fromhex(each) for each in (key, message, signature))
    assert v.is_signed(signer, said, signed)
    assert not v.is_signed(signer, said + b"x", signed)
    assert not v.is_signed(
        signer, said, signed[:32] + (int.from_bytes(signed[32:], "little") + v.ORDER).to_bytes(32, "little")
    )
    assert not v.is_signed(bytes(32), said, signed) and not v.is_signed(signer, said, signed[:63])


@pytest.mark.parametrize("n", range(5))
def test_what_the_sealer_signs_the_script_believes(n: int) -> None:
    key = Ed25519PrivateKey.generate()
    assert v.is_signed(public(key), bytes([n]) * n, key.sign(bytes([n]) * n))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_an_entry_has_one_spelling_whatever_order_its_keys_came_in(value: object) -> None:
    once = v.canonical({"detail": value, "a": 1})
    assert v.canonical({"a": 1, "detail": value}) == once == v.canonical(json.loads(once))
    assert b"\n" not in once


@pytest.mark.parametrize(
    "lines, says",
    [
        pytest.param([], "This is not an export", id="nothing"),
        pytest.param([b"\xff\xfe\n"], "This is not an export", id="bytes that are no text"),
        pytest.param([b'{"format":"kith-audit-1"}\n'], "This is not an export", id="a header without a key"),
        pytest.param([log_of([entry(0)])[0][0]], "has no signed head", id="a header alone"),
        pytest.param(
            [log_of([entry(0)])[0][0], b"{}\n"],
            "Line 2 of the export is neither",
            id="a line of something else",
        ),
        pytest.param(
            [log_of([entry(0)])[0][0], b'{"head":7}\n'], "The head in line 2", id="a head that is a number"
        ),
    ],
)
def test_what_is_no_export_gets_a_sentence(lines: list[bytes], says: str) -> None:
    assert says in v.check(lines, v.Memory()).wrong[0]
