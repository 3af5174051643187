"""The front door’s queues for the page of all of them."""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce

from kith.core.says import today_in_london
from kith.frontdoor.models import Contact, ShiftHandOver
from kith.frontdoor.queries.thresholds import owing
from kith.frontdoor.rules import day
from kith.frontdoor.rules.added import CLOCKS
from kith.frontdoor.rules.contact import State
from kith.intake.models import Receipt
from kith.record.queues import Waiting, queue, running
from kith.sharing.actor import Actor

NEWS = tuple(dict.fromkeys(CLOCKS.values()))
CALLS = ("CLK-03", "CLK-03-chase")
PICTURE = ("CLK-04-red", "CLK-04-amber", "CLK-04-green")
REQUESTS = ("CLK-05-red", "CLK-05-amber", "CLK-05-green")
VIEWS = ("KITH-VIEW-red", "KITH-VIEW-amber", "KITH-VIEW")
CHALLENGES = ("CLK-47-stage-1", "CLK-47-stage-2", "CLK-47-stage-3")
HELP = ("KITH-HELP-ASK", "KITH-HELP-ALLOCATE", "KITH-HELP-MEET")
HELP_BACK = ("KITH-HELP-BACK",)
RULES = (
    "CLK-01", "CLK-02", *CHALLENGES, *HELP, *HELP_BACK, *PICTURE, *NEWS, *CALLS, *REQUESTS, *VIEWS, "KITH-CLOSING", "KITH-HANDED", "KITH-QUARANTINE", "KITH-ROWS",
    "KITH-BALANCE", "KITH-SILENT",
    "KITH-ATTACHMENT",
)  # fmt: skip


def waiting(by: Actor, at: datetime) -> list[Waiting]:
    """What waits at the front doors of this actor."""
    ran = running(by, rules=RULES, at=at)
    return [
        queue("decide", "Waiting for a decision", ("CLK-01",), ran),
        *(
            queue(
                f"picture-{code.rpartition('-')[2]}", f"Picture due, {code.rpartition('-')[2]}", (code,), ran
            )
            for code in PICTURE
        ),
        *_claims(by, at),
        queue("asked", "Agencies asked, not yet answered", REQUESTS, ran),
        queue("views", "Views and advice asked, not yet given", VIEWS, ran),
        queue("new", "New since the decision", NEWS, ran),
        queue("writing", "To come in writing after a call", ("CLK-02",), ran),
        queue("handed", "Handed to another area, not yet accepted", ("KITH-HANDED",), ran),
        queue("close", "A manager’s view on closing", ("KITH-CLOSING",), ran),
        queue("help", "Early help: family to be asked, to be allocated, to be met", HELP, ran),
        queue("help-back", "Early help that came back", HELP_BACK, ran),
        queue("challenges", "Challenges to a decision, not yet answered", CHALLENGES, ran),
        queue("tell", "Senders to be told", CALLS, ran),
        queue("unread", "Could not be read", ("KITH-QUARANTINE",), ran),
        queue("rows", "Rows of files that nobody has sent", ("KITH-ROWS",), ran),
        queue("balance", "What came does not add up", ("KITH-BALANCE",), ran),
        queue("silent", "Sources that have fallen silent", ("KITH-SILENT",), ran),
        queue("attachments", "Attached files that nobody may open yet", ("KITH-ATTACHMENT",), ran),
        _not_landed(by, at),
        _handovers(by, at),
        _thresholds(by, at),
    ]


def _claims(by: Actor, at: datetime) -> list[Waiting]:
    """Whose the contacts are that wait: nobody’s, a colleague’s, one’s own."""
    open_ = Contact.objects.filter(state=State.RECEIVED, partnership_id__in=by.partnerships).annotate(
        worked=Coalesce("worked_at", "held_since")
    )
    claimed = Q(worked__gt=at - day.minutes("claim_lapses", at.date()))
    mine, nobody = Q(held_by_id__in=by.posts) & claimed, Q(held_by=None) | ~claimed
    told = open_.aggregate(
        mine=Count("pk", filter=mine),
        mine_since=Min("received_at", filter=mine),
        nobody=Count("pk", filter=nobody),
        nobody_since=Min("received_at", filter=nobody),
        who=Count("pk", filter=Q(identified_at=None)),
        who_since=Min("received_at", filter=Q(identified_at=None)),
    )
    return [
        Waiting("unclaimed", "Nobody’s", told["nobody"], 0, told["nobody_since"]),
        Waiting("mine", "Yours", told["mine"], 0, told["mine_since"]),
        Waiting("who", "Who is this?", told["who"], 0, told["who_since"]),
    ]


def _not_landed(by: Actor, at: datetime) -> Waiting:
    """What was received and that no job has read yet; after a minute something is amiss."""
    found = Receipt.objects.filter(landings=None, subjects=[], partnership_id__in=by.partnerships)
    told = found.aggregate(
        n=Count("pk"),
        late=Count("pk", filter=Q(received_at__lt=at - timedelta(minutes=1))),
        since=Min("received_at"),
    )
    return Waiting("received", "Received, not yet read by Kith", told["n"], told["late"], told["since"])


def _handovers(by: Actor, at: datetime) -> Waiting:
    """A handover that nobody has accepted."""
    told = ShiftHandOver.objects.filter(accepted_at=None, partnership_id__in=by.partnerships).aggregate(
        n=Count("pk"),
        late=Count("pk", filter=Q(handed_at__lt=at - day.minutes("handover_accepted", at.date()))),
        since=Min("handed_at"),
    )
    return Waiting("handover", "Handed over, not yet accepted", told["n"], told["late"], told["since"])


def _thresholds(by: Actor, at: datetime) -> Waiting:
    """A threshold document that is to be reviewed soon, or whose last day has come."""
    today = today_in_london(at)
    found = [line.owes_by for line in owing(by.partnerships, today) if line.owes_by]
    return Waiting(
        "thresholds",
        "Threshold documents to look at again",
        len(found),
        sum(day < today for day in found),
        None,
    )
