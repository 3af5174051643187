"""What only one kind of sender says of an incident, in words: police, custody, health, probation."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

THREE = {"yes": "Yes", "no": "No", "not_known": "Not known"}
MOMENTS = {"submitted_at", "arrested_at", "ended_at", "attended_at"}
POLICE = {
    "police_ref": "Police reference",
    "type": "Kind of notification",
    "unit": "Unit",
    "previous_incidents": "Earlier incidents known to police",
    "police_risk_grade": "Police grading of the risk",
    "missing_link": "Link to a missing episode",
    "weapons_drugs_injury": "Weapons, drugs, injury",
    "recipients": "Also sent to",
}
CUSTODY = {
    "custody_ref": "Custody reference",
    "station": "Police station",
    "arrested_at": "Arrested",
    "offence": "Arrested for",
    "appropriate_adult": "Was an appropriate adult there?",
    "appropriate_adult_who": "Who the appropriate adult was",
    "exploitation_considered": "Did police consider exploitation?",
    "exploitation_why": "What they made of it",
    "nrm_considered": "Did police consider the National Referral Mechanism?",
    "strip_searched": "Was the child strip-searched?",
    "strip_search_why": "Why, and who was there",
    "ended": "How custody ended",
    "ended_at": "Custody ended",
    "conditions": "Conditions",
}
HEALTH = {
    "attendance_ref": "Attendance reference",
    "service": "Seen by",
    "place": "Where",
    "attended_at": "Seen",
    "came_for": "What the child came with",
    "came_with": "Who came with the child",
    "seen_alone": "Was the child seen alone?",
    "parent_told": "Was a parent told?",
    "left": "How the child left",
}
PROBATION = {
    "probation_ref": "Probation reference",
    "officer": "Supervising officer",
    "officer_contact": "How to reach the officer",
    "office": "Office",
    "supervision": "Supervised under",
    "mappa": "Multi-agency public protection (MAPPA)",
    "harm_level": "Risk of serious harm to children",
    "evidence": "What that rests on",
    "children_not_named": "Children who are not named",
}
LAST = {
    "submitted_at": "Sent by their system",
    "spoken_to": "Was the child spoken to?",
    "spoken_to_alone": "Was the child spoken to alone?",
    "demeanour": "How the officer found the child",
}
WORDS = POLICE | CUSTODY | HEALTH | PROBATION | LAST


def own_facts(sent: Mapping[str, Any], moment: Callable[[datetime], str]) -> list[tuple[str, str]]:
    """What only this kind of sender says, in words and in its order."""
    told = []
    for name in [*(name for name in WORDS if name in sent), *(name for name in sent if name not in WORDS)]:
        value = sent[name]
        if not value:
            continue
        if name in MOMENTS:
            value = moment(datetime.fromisoformat(value))
        words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        told.append((WORDS.get(name, name.replace("_", " ").capitalize()), THREE.get(words, words)))
    return told
