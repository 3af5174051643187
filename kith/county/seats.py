"""Who is in the invented county: its agencies, and who sits where in them. None of it exists."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One agency: its kind, its partnerships, and the mailbox of the role that is told things."""

    kind: str
    says: str
    partnerships: tuple[str, ...] = ("ravenshire",)
    mailbox: str = ""


PLACES: Mapping[str, Place] = {
    "council": Place("council_social_care", "Ravenshire Council", mailbox="frontdoor@ravenshire.example"),
    "kelder_council": Place(
        "council_social_care", "Kelderdale Council", ("kelderdale",), "hub@kelderdale.example"
    ),
    "police": Place(
        "police", "Ravenshire Police", ("ravenshire", "kelderdale"), "ppu@ravenshire-police.example"
    ),
    "trust": Place("nhs_trust", "Ravenshire Coast NHS Trust", mailbox="safeguarding@ravencoast.example"),
    "icb": Place(
        "icb",
        "Raven and Kelder Integrated Care Board",
        ("ravenshire", "kelderdale"),
        "children@rkicb.example",
    ),
    "school": Place("school", "Lanternfield Academy", mailbox="safeguarding@lanternfield.example"),
    "second_school": Place("school", "Harrowmere School", mailbox="dsl@harrowmere.example"),
    "probation": Place("probation", "Raven and Kelder Probation", mailbox="skarhaven@rkprobation.example"),
    "youth": Place("voluntary", "Tidewall Youth Project", mailbox="duty@tidewall.example"),
    "saltwell": Place("voluntary", "Saltwell Drug and Alcohol Service", mailbox="duty@saltwell.example"),
    "youth_justice": Place(
        "youth_justice", "Ravenshire Youth Justice Service", mailbox="yjs@ravenshire.example"
    ),
}


@dataclass(frozen=True)
class Seat:
    """One post, and who holds it."""

    agency: str
    role: str
    post: str
    name: str
    email: str
    team: str = ""
    partnerships: tuple[str, ...] = ("ravenshire",)


SEATS: Mapping[str, Seat] = {
    "amina": Seat(
        "council",
        "mash_triage",
        "Duty social worker, front door",
        "Amina Yusuf-Brandt",
        "amina",
        "front_door",
    ),
    "noor": Seat(
        "council", "mash_triage", "Screener, front door", "Noor Castellane-Webb", "noor", "front_door"
    ),
    "huw": Seat(
        "council", "mash_manager", "Team manager, front door", "Huw Tregarthen-Adeyemi", "huw", "front_door"
    ),
    "aurelio": Seat(
        "council",
        "edt",
        "Social worker, out of hours",
        "Aurelio Thistlewood-Okafor",
        "aurelio",
        "out_of_hours",
    ),
    "rhiannon": Seat(
        "council",
        "social_worker",
        "Social worker, Skarhaven 2",
        "Rhiannon Prys-Ellwood",
        "rhiannon",
        "skarhaven",
    ),
    "emeka": Seat(
        "council",
        "social_worker",
        "Social worker, Skarhaven 2",
        "Emeka Strand-Ó Briain",
        "emeka",
        "skarhaven",
    ),
    "morwenna": Seat(
        "council", "practice_supervisor", "Service manager", "Morwenna Castell-Díaz", "morwenna", "skarhaven"
    ),
    "carys": Seat(
        "council",
        "family_help_lead_practitioner",
        "Lead practitioner, family help",
        "Carys Ellingham-Roux",
        "carys",
        "family_help",
    ),
    "sunniva": Seat(
        "council",
        "exploitation_specialist",
        "Exploitation specialist, front door",
        "Sunniva Hartigan-Oyelaran",
        "sunniva",
    ),
    "olu": Seat(
        "police",
        "police_ppu",
        "Detective sergeant, child protection",
        "Olu Marchbanks",
        "olu",
        "",
        ("ravenshire", "kelderdale"),
    ),
    "ffion": Seat(
        "police",
        "police_missing",
        "Missing coordinator",
        "Ffion Abara-Lund",
        "ffion",
        "",
        ("ravenshire", "kelderdale"),
    ),
    "beatrix": Seat("trust", "health_mash", "Named nurse", "Beatrix Ó Murchú-Hale", "beatrix"),
    "keerthana": Seat(
        "school", "school_dsl", "Safeguarding lead", "Keerthana Arkwright-Sundaram", "keerthana"
    ),
    "idwal": Seat("second_school", "school_dsl", "Safeguarding lead", "Idwal Fenwright-Osei", "idwal"),
    "jolanta": Seat("youth", "rhi_practitioner", "Return interviewer", "Jolanta Merriweather-Sy", "jolanta"),
    "halina": Seat(
        "saltwell", "substance_misuse", "Young people’s worker", "Halina Ostrowe-Kettle", "halina"
    ),
    "delyth": Seat(
        "probation", "probation_officer", "Probation officer, Skarhaven", "Delyth Ashgrove-Tan", "delyth"
    ),
    "ottoline": Seat(
        "council", "performance_analyst", "Performance lead", "Ottoline Brace-Mwangi", "ottoline"
    ),
    "perpetua": Seat(
        "council", "ig_officer", "Privacy officer, council", "Perpetua Lindgren-Shah", "perpetua"
    ),
    "tamsin": Seat("council", "partnership_manager", "Partnership manager", "Tamsin Holloway-Bose", "tamsin"),
    "isaura": Seat(
        "system",
        "sysadmin",
        "System administrator",
        "Isaura Penhallow-Mensah",
        "isaura",
        "",
        ("ravenshire", "kelderdale"),
    ),
    "gwenda": Seat(
        "council", "safeguarding_partner", "Director of children’s services", "Gwenda Ashgrove-Nair", "gwenda"
    ),
    "casimir": Seat(
        "police",
        "safeguarding_partner",
        "Detective superintendent",
        "Casimir Thorne-Oduya",
        "casimir",
        "",
        ("ravenshire", "kelderdale"),
    ),
    "ingrid": Seat(
        "icb",
        "safeguarding_partner",
        "Chief nurse, care board",
        "Ingrid Fallowfield-Rao",
        "ingrid",
        "",
        ("ravenshire", "kelderdale"),
    ),
    "silas": Seat(
        "kelder_council",
        "mash_triage",
        "Screener, front door",
        "Silas Quarmby-Nwosu",
        "silas",
        "kelder_door",
        ("kelderdale",),
    ),
}

# Who keeps the posts of their own agency too, beside their own work. Everybody else's are kept by the administrator.
KEEP_POSTS = ("olu", "keerthana")
POST_KEEPER = "Keeper of posts"
