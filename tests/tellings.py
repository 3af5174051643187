"""What senders tell, as tests write it: a child, a school's referral, a police notification."""

from typing import Any

from kith.core import codes


def child(given_name: str, **said: Any) -> dict[str, Any]:
    """A child as a sender tells of them, with every form answered and the family asked."""
    return {
        "given_name": given_name,
        "family_name": "Thackaberry",
        "date_of_birth": "2012-03-02",
        "postcode": "RV1 4AB",
        "address_line": "14 Withy Garth",
        "risk": "Adults whom we do not know give money and phones.",
        "words": "It’s never one time.",
        "forms": [
            {"form": entry.code, "answer": "not_seen"}
            for entry in codes.of("exploitation_forms")
            if entry.code != "criminal"
        ]
        + [{"form": "criminal", "answer": "seen", "harm": True, "what": "Holding money for others"}],
        "consent": {
            "needed": "no",
            "needed_because": "Risk of harm",
            "outcome": "not_asked",
            "informed": "no",
        },
        **said,
    }


def telling(*children: dict[str, Any], **said: Any) -> dict[str, Any]:
    """A school's referral."""
    return {
        "sender_name": "Keerthana Arkwright-Sundaram",
        "source_code": "2A",
        "what_happened": "New phone, out overnight.",
        "adults_answer": "none_known",
        "children": list(children),
        **said,
    }


def notification(*children: dict[str, Any], **said: Any) -> dict[str, Any]:
    """A police notification."""
    return {
        "police_ref": "RP/2026/00117",
        "incident_at": "2026-11-20T03:10:00+00:00",
        "submitted_at": "2026-11-20T08:31:00+00:00",
        "officer": "PC Hallam-Reyes",
        "unit": "Response, Skarhaven",
        "type": "child concern",
        "circumstances": "Officers saw two children get out of a van at 3:10am.",
        "children": list(children),
        **said,
    }
