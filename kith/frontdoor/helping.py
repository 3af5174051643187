"""What an offer of early help sets going: its clocks, and that it ends when the contact is decided anew."""

from datetime import datetime

from kith.frontdoor.models import Contact, Decision, HelpOffer
from kith.frontdoor.queries.helping import ABOUT
from kith.frontdoor.rules.helping import CLOCKS, Stands
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor

OUTCOME = "early_help"


def offer(contact: Contact, decision: Decision, *, by: Actor, at: datetime) -> HelpOffer:
    """Early help was decided: the family is asked by a clock."""
    made = HelpOffer.objects.create(
        subject_id=contact.subject_id,
        contact=contact,
        decision=decision,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        offered_at=at,
    )
    move(made, contact, Stands.TO_ASK, because="", by=by, at=at)
    ledger.write(
        "frontdoor.help_offered", subject=contact.subject_id, by=by, at=at, about=contact.reference,
        purpose="decide",
    )  # fmt: skip
    return made


def move(
    made: HelpOffer,
    contact: Contact,
    to: Stands,
    *,
    because: str,
    by: Actor,
    at: datetime,
    post: int | None = None,
) -> None:
    """What was due of an offer is done; what is due now has its clock, once."""
    code = CLOCKS.get(to, "")
    others = tuple(each for each in CLOCKS.values() if each != code)
    clocks.stop(ABOUT, made.reference, codes=others, because=because, at=at)
    if code and clocks.running(ABOUT, made.reference).exists():
        if post:
            clocks.hold(ABOUT, made.reference, post=post, at=at)
    elif code:
        clocks.start(
            code,
            subject=made.subject_id,
            partnership=contact.partnership_id,
            about_kind=ABOUT,
            about=made.reference,
            team=contact.team_id,
            post=post,
            by=by,
            at=at,
        )


def ends(contact: Contact, *, at: datetime) -> None:
    """The contact is decided anew: nothing is due of an earlier offer."""
    for made in HelpOffer.objects.filter(contact=contact):
        clocks.stop(ABOUT, made.reference, codes=tuple(CLOCKS.values()), because="decided anew", at=at)
