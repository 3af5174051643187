"""Ravenshire and its neighbour: partnerships, agencies, posts and people. None of it exists."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kith.county import areas, registers
from kith.county.acting import as_service
from kith.county.seats import KEEP_POSTS, PLACES, POST_KEEPER, SEATS
from kith.notify.actions import add_mailbox, verify_mailbox
from kith.sharing import actions
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Holding, Partnership, Post, Team, Worker

BEGAN = date(2026, 1, 5)
FEED_KEY = "kith_demonstration_ravenshire_police"
AREAS = ("ravenshire", "kelderdale", *areas.NAMES)
# A top-level domain that reaches nobody (RFC 2606): whoever has such an address is invented.
INVENTED = ".example"


@dataclass
class County:
    """What was founded, by its short name."""

    partnerships: dict[str, Partnership]
    agencies: dict[str, Agency]
    teams: dict[str, Team]
    posts: dict[str, Post]
    workers: dict[str, Worker]


def found(at: datetime | None = None) -> County:
    """Found the county through actions. Call once, as the worker's role, on a prepared database."""
    moment = at or datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    with as_service("service_setup") as by:
        return _found(by, moment)


def _found(by: Actor, at: datetime) -> County:
    partnerships = {
        "ravenshire": actions.found_partnership(
            code="ravenshire",
            says="Ravenshire",
            receipt_prefix="RV",
            outcodes=[f"RV{n}" for n in range(1, 10)],
            duty_phone="01632 960110",
            duty_says="the Ravenshire front door",
            by=by,
            at=at,
        ),
        "kelderdale": actions.found_partnership(
            code="kelderdale",
            says="Kelderdale",
            receipt_prefix="KD",
            outcodes=[f"KD{n}" for n in range(1, 6)],
            duty_phone="01632 960140",
            duty_says="the Kelderdale front door",
            by=by,
            at=at,
        ),
    }
    registers.load(by, at)
    agencies = {}
    for short, place in PLACES.items():
        agencies[short] = actions.found_agency(
            kind=place.kind,
            says=place.says,
            partnerships=[partnerships[p] for p in place.partnerships],
            starts_on=BEGAN,
            by=by,
            at=at,
        )
        if place.mailbox:
            box = add_mailbox(agency=agencies[short], address=place.mailbox, says=place.says, by=by, at=at)
            verify_mailbox(mailbox=box, by=by, at=at)
    agencies["system"] = Agency.objects.get(kind="system")
    # A commissioning group that became the care board: its old involvements are the board's now.
    actions.found_agency(
        kind="icb",
        says="Ravenshire Clinical Commissioning Group",
        partnerships=[partnerships["ravenshire"]],
        starts_on=date(2013, 4, 1),
        ends_on=date(2022, 6, 30),
        became=agencies["icb"],
        by=by,
        at=at,
    )
    council, ravenshire = agencies["council"], partnerships["ravenshire"]
    teams = {
        "front_door": actions.found_team(
            agency=council, partnership=ravenshire, says="Front door", does="front_door", by=by, at=at
        ),
        "out_of_hours": actions.found_team(
            agency=council, partnership=ravenshire, says="Out of hours", does="out_of_hours", by=by, at=at
        ),
        "skarhaven": actions.found_team(
            agency=council, partnership=ravenshire, says="Skarhaven 2", by=by, at=at
        ),
        "family_help": actions.found_team(
            agency=council, partnership=ravenshire, says="Family help, Skarhaven", by=by, at=at
        ),
        "kelder_door": actions.found_team(
            agency=agencies["kelder_council"],
            partnership=partnerships["kelderdale"],
            says="Front door",
            does="front_door",
            by=by,
            at=at,
        ),
    }
    posts: dict[str, Post] = {}
    workers: dict[str, Worker] = {}
    for short, seat in SEATS.items():
        posts[short] = actions.make_post(
            agency=agencies[seat.agency],
            role=seat.role,
            says=seat.post,
            partnerships=[partnerships[p] for p in seat.partnerships],
            team=teams.get(seat.team),
            starts_on=BEGAN,
            by=by,
            at=at,
        )
        workers[short] = actions.make_worker(
            email=f"{seat.email}@ravenshire.example", says=seat.name, by=by, at=at
        )
        actions.hold_post(worker=workers[short], post=posts[short], starts_on=BEGAN, by=by, at=at)
    for short in KEEP_POSTS:
        seat = SEATS[short]
        posts[f"{short}_posts"] = actions.make_post(
            agency=agencies[seat.agency],
            role="post_keeper",
            says=POST_KEEPER,
            partnerships=[partnerships[p] for p in seat.partnerships],
            starts_on=BEGAN,
            by=by,
            at=at,
        )
        actions.hold_post(worker=workers[short], post=posts[f"{short}_posts"], starts_on=BEGAN, by=by, at=at)
    # Amina has a second post, so that there is something to change to.
    posts["amina_caseload"] = actions.make_post(
        agency=council,
        role="social_worker",
        says="Social worker, Skarhaven 2",
        partnerships=[ravenshire],
        team=teams["skarhaven"],
        starts_on=BEGAN,
        by=by,
        at=at,
    )
    actions.hold_post(worker=workers["amina"], post=posts["amina_caseload"], starts_on=BEGAN, by=by, at=at)
    posts["police_feed"] = actions.make_post(
        agency=agencies["police"],
        role="agency_feed",
        says="Police notifications",
        partnerships=[ravenshire, partnerships["kelderdale"]],
        starts_on=BEGAN,
        by=by,
        at=at,
    )
    actions.give_key(
        post=posts["police_feed"],
        says="Ravenshire Police notifications (demonstration)",
        ends_at=at + timedelta(days=3650),
        key=FEED_KEY,
        by=by,
        at=at,
    )
    _agree(partnerships, agencies, by, at)
    return County(partnerships, agencies, teams, posts, workers)


def _agree(
    partnerships: dict[str, Partnership], agencies: dict[str, Agency], by: Actor, at: datetime
) -> None:
    """The agreements that gate routine sharing. The school has none for plans: it reads what it is sent."""
    every = {name: ["decide", "plan", "find"] for name in ("adult", "contact", "location", "plan", "record")}
    for area, names in (
        ("ravenshire", ("council", "police", "trust", "youth_justice")),
        ("kelderdale", ("kelder_council", "police")),
    ):
        actions.sign_agreement(
            says=f"{partnerships[area].says} protocol for sharing about exploited children",
            partnership=partnerships[area],
            agencies=[agencies[name] for name in names],
            items=every,
            starts_on=BEGAN,
            ends_on=date(2028, 1, 4),
            review_on=date(2027, 1, 4),
            by=by,
            at=at,
        )
    actions.sign_agreement(
        says="Plans shared with the voluntary sector",
        partnership=partnerships["ravenshire"],
        agencies=[agencies["youth"]],
        items={"plan": ["plan"]},
        starts_on=BEGAN,
        ends_on=date(2028, 1, 4),
        review_on=date(2027, 1, 4),
        by=by,
        at=at,
    )


def known() -> County:
    """The county as it was founded, found again by its names."""
    named = {agency.says: agency for agency in Agency.objects.all()}
    agencies = {short: named[place.says] for short, place in PLACES.items()}
    agencies["system"] = next(agency for agency in named.values() if agency.kind == "system")
    holdings = Holding.objects.select_related("post__agency", "worker").order_by("-id")
    held = {(each.worker.says, each.post.agency.says, each.post.says): each.post for each in holdings}

    def post(short: str, says: str) -> Post:
        return held[SEATS[short].name, agencies[SEATS[short].agency].says, says]

    posts = {short: post(short, seat.post) for short, seat in SEATS.items()}
    posts["amina_caseload"] = post("amina", SEATS["rhiannon"].post)
    posts["police_feed"] = Post.objects.get(says="Police notifications")
    posts |= {f"{short}_posts": post(short, POST_KEEPER) for short in KEEP_POSTS}
    workers = {worker.says: worker for worker in Worker.objects.all()}
    return County(
        partnerships={p.code: p for p in Partnership.objects.all()},
        agencies=agencies,
        teams={
            "front_door": Team.objects.get(partnership__code="ravenshire", does="front_door"),
            "skarhaven": Team.objects.get(says="Skarhaven 2"),
            "kelder_door": Team.objects.get(partnership__code="kelderdale", does="front_door"),
        },
        posts=posts,
        workers={short: workers[seat.name] for short, seat in SEATS.items()},
    )


def is_founded() -> bool:
    return Partnership.objects.exists()


def holds_another_record() -> bool:
    """Whether anything here is not the demonstration's: an area of another name, an account that could be somebody's, or
    accounts and agencies where the county was never founded.
    """
    others = Partnership.objects.exclude(code__in=AREAS).exists()
    somebody = Worker.objects.exclude(email__endswith=INVENTED).exists()
    begun = Worker.objects.exists() or Agency.objects.exclude(kind="system").exists()
    return others or somebody or (begun and not is_founded())
