"""Those who write to the front door, and how each signs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kith.core.says import hour

Sender = Mapping[str, str]

KEERTHANA: Sender = {
    "sender_name": "Keerthana Arkwright-Sundaram",
    "sender_contact": "01632 960150",
    "source_code": "2A",
}
IDWAL: Sender = {
    "sender_name": "Idwal Fenwright-Osei",
    "sender_contact": "01632 960151",
    "source_code": "2A",
}
SCHOOL_NURSE: Sender = {
    "sender_name": "Jude Farquhar-Lim, school nurse",
    "sender_contact": "01632 960133",
    "source_code": "3C",
}


def police(came: datetime, reference: str, officer: str, unit: str) -> dict[str, Any]:
    """What every notification of the force says."""
    return {
        "police_ref": reference,
        "incident_at": came.isoformat(),
        "submitted_at": came.isoformat(),
        "officer": officer,
        "unit": unit,
        "in_danger": "no",
        "safe_now": f"Yes, seen at home at {hour(came)}",
        "adults_answer": "not_asked",
    }
