"""One example of each body, as the document of the interface shows it. Nobody in them exists."""

CHILD = {
    "given_name": "Maisie",
    "family_name": "Thackaberry",
    "date_of_birth": "2012-03-02",
    "postcode": "RV1 4AB",
    "words": "They said I owe them.",
    "words_heard": "To the officer, alone",
    "forms": [{"form": "criminal", "answer": "seen", "what": "Carried a phone for others"}],
}
POLICE = {
    "police_ref": "RP/2026/00117",
    "incident_at": "2026-11-20T03:10:00+00:00",
    "submitted_at": "2026-11-20T08:31:00+00:00",
    "officer": "PC Hallam-Reyes",
    "unit": "Response, Skarhaven",
    "type": "child concern",
    "circumstances": "Officers saw a child get out of a van at 3:10am.",
    "children": [CHILD],
}
CUSTODY = {
    "custody_ref": "SK/2026/03311",
    "submitted_at": "2026-11-20T05:02:00+00:00",
    "arrested_at": "2026-11-20T03:40:00+00:00",
    "station": "Skarhaven",
    "officer": "Sergeant Idris Vane-Okafor",
    "offence": "Possession with intent to supply",
    "appropriate_adult": "yes",
    "appropriate_adult_who": "Her aunt",
    "exploitation_considered": "yes",
    "nrm_considered": "no",
    "strip_searched": "no",
    "ended": "bailed",
    "children": [CHILD],
}
ATTENDANCE = {
    "attendance_ref": "RCH/2026/88210",
    "submitted_at": "2026-11-20T02:15:00+00:00",
    "attended_at": "2026-11-20T01:20:00+00:00",
    "service": "emergency_department",
    "place": "Raven Coast Hospital",
    "practitioner": "Nurse in charge",
    "came_for": ["substance", "injury"],
    "circumstances": "Brought in by a man who left before he gave a name.",
    "came_with": "A man of about 30",
    "parent_told": "no",
    "children": [CHILD],
}
PROBATION = {
    "probation_ref": "PDU/2026/0192",
    "submitted_at": "2026-11-20T10:00:00+00:00",
    "officer": "Delyth Ashgrove-Tan",
    "office": "Skarhaven",
    "officer_contact": "01632 960177",
    "circumstances": "He has moved in above a café where children of 12 to 15 meet.",
    "risk": "Sexual exploitation of children who use the café. No child is known by name.",
    "harm_level": "high",
    "adult": {
        "given_name": "Corin",
        "family_name": "Ferncastle",
        "address_line": "Flat 2, 9 Slipway Court",
        "postcode": "RV6 3BN",
        "supervision": "Licence",
        "orders": [
            {
                "says": "No unsupervised contact with children under 16",
                "source": "Parole Board",
                "ends_on": "2028-02-01",
            }
        ],
    },
    "children": [],
}
TELLING = {
    "sender_name": "Jude Farquhar-Lim",
    "source_code": "3C",
    "what_happened": "New phone, out overnight.",
    "children": [CHILD],
}
