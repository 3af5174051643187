"""Nine more invented areas, each with a front door of its own: how Kith stands up to ten counties. None of it exists."""

from datetime import date, datetime

from kith.county import crowd
from kith.county.growth import Where
from kith.sharing import actions
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Partnership

BEGAN = date(2026, 1, 5)
# No postcode in the country begins with Q.
NAMES = {
    "thackmere": ("Thackmere", "QA"),
    "ostrowick": ("Ostrowick", "QB"),
    "harrowgarth": ("Harrowgarth", "QC"),
    "merrifeld": ("Merrifeld", "QD"),
    "saxelby": ("Saxelby Vale", "QE"),
    "quarmside": ("Quarmside", "QF"),
    "tregarley": ("Tregarley", "QG"),
    "lindstead": ("Lindstead", "QH"),
    "corriwell": ("Corriwell", "QJ"),
}
AGENCIES = (
    ("council", "council_social_care", "Council"),
    ("police", "police", "Police"),
    ("trust", "nhs_trust", "NHS Trust"),
    ("school", "school", "Academy"),
    ("youth", "voluntary", "Youth Project"),
)
# Agency, role, what the post is called, whether it is in the front door's team; each has one holder, or is a system.
POSTS = (
    ("council", "mash_triage", "Duty social worker, front door", True),
    ("council", "mash_triage", "Screener, front door", True),
    ("council", "mash_manager", "Team manager, front door", True),
    ("council", "partnership_manager", "Partnership manager", False),
    ("council", "ig_officer", "Privacy officer", False),
    ("police", "police_ppu", "Detective sergeant, child protection", False),
    ("police", "agency_feed", "Notifications from the police system", False),
    ("trust", "health_mash", "Named nurse", False),
    ("school", "school_dsl", "Safeguarding lead", False),
    ("youth", "rhi_practitioner", "Return interviewer", False),
)


def where(number: int) -> Where:
    """The area of this number: Ravenshire is the first, and none of the others has a neighbour here."""
    if number == 0:
        return Where()
    code = list(NAMES)[number - 1]
    return Where(code, number, "", crowd.Ground(NAMES[code][1], ""))


def found(code: str, *, by: Actor, at: datetime) -> Partnership:
    """An area with its agencies, its front door, who sits there, and the agreement that lets them share."""
    says, letters = NAMES[code]
    area = actions.found_partnership(
        code=code,
        says=says,
        receipt_prefix=letters,
        outcodes=[f"{letters}{n}" for n in range(1, 10)],
        duty_phone="01632 960190",
        duty_says=f"the {says} front door",
        by=by,
        at=at,
    )
    agencies: dict[str, Agency] = {
        short: actions.found_agency(
            kind=kind, says=f"{says} {called}", partnerships=[area], starts_on=BEGAN, by=by, at=at
        )
        for short, kind, called in AGENCIES
    }
    door = actions.found_team(
        agency=agencies["council"], partnership=area, says="Front door", does="front_door", by=by, at=at
    )
    for number, (short, role, called, is_door) in enumerate(POSTS, start=1):
        post = actions.make_post(
            agency=agencies[short],
            role=role,
            says=called,
            partnerships=[area],
            team=door if is_door else None,
            starts_on=BEGAN,
            by=by,
            at=at,
        )
        if role != "agency_feed":
            worker = actions.make_worker(
                email=f"post{number}@{code}.crowd.example", says=f"{called}, {says}", by=by, at=at
            )
            actions.hold_post(worker=worker, post=post, starts_on=BEGAN, by=by, at=at)
    every = {name: ["decide", "plan", "find"] for name in ("adult", "contact", "location", "plan", "record")}
    actions.sign_agreement(
        says=f"{says} protocol for sharing about exploited children",
        partnership=area,
        agencies=[agencies[short] for short in ("council", "police", "trust")],
        items=every,
        starts_on=BEGAN,
        ends_on=date(2028, 1, 4),
        review_on=date(2027, 1, 4),
        by=by,
        at=at,
    )
    return area
