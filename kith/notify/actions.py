"""Owing and sending. What is owed is a row in the deed's own transaction; what is sent is a link, never content."""

from datetime import datetime

from django.db import connection, transaction

from kith.notify import tasks, witnesses
from kith.notify.models import Mailbox, Notice, Witness
from kith.sharing import audit, gate, jobs, rows
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Post, Worker

# What is shown instead of a notice that was taken back.
RECALLED = (
    "This notice was taken back",
    "It was about another child than was thought, and nobody had opened it. There is nothing to read and nothing to do.",
)


@transaction.atomic
def owe(
    kind: str,
    *,
    agency: int,
    post: int,
    partnership: int,
    subject: int | None,
    about: str,
    headline: str,
    words: str,
    by: Actor,
    at: datetime,
) -> Notice:
    """Owe an agency a notice. It waits in Kith at once; a message that says so, and no more, goes to its mailbox."""
    gate.must(by, "notice.send")
    made = Notice(
        agency_id=agency,
        for_post_id=post,
        partnership_id=partnership,
        subjects=[subject] if subject else [],
        kind=kind,
        about=about,
        headline=headline,
        words=words,
        owed_at=at,
    )
    rows.add(made)
    audit.write("notify.owed", at=at, about=made.reference, detail={"kind": kind, "agency": agency})
    jobs.defer(tasks.send, notice=made.reference)
    return made


@transaction.atomic
def open_notice(*, reference: str, by: Actor, at: datetime) -> Notice | None:
    """Open a notice, and say when it was first opened by those whom it answers; whoever reads it for the area was not told."""
    found = Notice.objects.filter(reference=reference).select_related("for_post").first()
    if found is None:
        raise gate.NotYours("notify.notice", "notice.read")
    audit.write("notify.opened", at=at, purpose="reply", subjects=found.subjects, about=reference)
    if found.opened_at is None and found.agency_id == by.agency_id and is_for(found.for_post, by):
        # Whoever takes it back at this moment waits for this, or comes first: it is opened or recalled, never both.
        Notice.objects.filter(pk=found.pk, opened_at=None, recalled_at=None).update(opened_at=at)
        found.refresh_from_db(fields=["opened_at", "recalled_at"])
    if found.recalled_at:
        found.headline, found.words = RECALLED
    return found


@transaction.atomic
def recall(*, notice: str, by: Actor, at: datetime) -> bool:
    """Take back a notice that nobody has opened: it is not sent any more, and its link shows nothing. False where it was opened."""
    gate.must(by, "child.identify")
    with connection.cursor() as cursor:
        cursor.execute("select kith.recall_notice(%s, %s)", [notice, at])
        is_recalled = bool(cursor.fetchone()[0])
    if is_recalled:
        audit.write("notify.recalled", at=at, purpose="find", about=notice)
    return is_recalled


def is_for(sender: Post, by: Actor) -> bool:
    """Whether what this post is told is theirs to hear: they hold or cover the post, share its team, or read all that their
    agency sends."""
    return (
        sender.pk in by.posts
        or (by.team_id is not None and sender.team_id == by.team_id)
        or by.may("sent.read")
    )


@transaction.atomic
def add_mailbox(*, agency: Agency, address: str, says: str, by: Actor, at: datetime) -> Mailbox:
    """Put a role mailbox in the directory. Nothing is sent to it until it is verified."""
    _is_ours(agency, by)
    made = Mailbox.objects.create(agency=agency, address=address.lower(), says=says)
    audit.write("notify.mailbox_added", at=at, purpose="operate", about=agency.reference)
    return made


@transaction.atomic
def verify_mailbox(*, mailbox: Mailbox, by: Actor, at: datetime) -> None:
    """The mailbox has answered. It is asked again after 90 days (local)."""
    _is_ours(mailbox.agency, by)
    tasks.mark_verified(mailbox, at)
    audit.write("notify.mailbox_verified", at=at, purpose="operate", about=mailbox.agency.reference)


@transaction.atomic
def ask_mailbox(*, mailbox: Mailbox, by: Actor, at: datetime) -> None:
    """Send the mailbox a link. Whoever reads it there answers, and only then is anything else sent to it."""
    _is_ours(mailbox.agency, by)
    audit.write("notify.mailbox_asked", at=at, purpose="operate", about=mailbox.agency.reference)
    jobs.defer(tasks.ask, mailbox=mailbox.pk)


@transaction.atomic
def end_mailbox(*, mailbox: Mailbox, by: Actor, at: datetime) -> None:
    """Nothing is sent to this mailbox any more."""
    _is_ours(mailbox.agency, by)
    Mailbox.objects.filter(pk=mailbox.pk, ended_at=None).update(ended_at=at)
    audit.write("notify.mailbox_ended", at=at, purpose="operate", about=mailbox.agency.reference)


@transaction.atomic
def invite(*, worker: Worker, by: Actor, at: datetime) -> None:
    """Send somebody the link of their first sign-in, to their work address and to nobody else."""
    gate.must(by, "post.manage")
    audit.write("notify.invited", at=at, purpose="operate", about=worker.reference)
    jobs.defer(tasks.invite, worker=worker.reference)


@transaction.atomic
def tell_of_factor(*, worker: Worker, by: Actor, at: datetime) -> None:
    """Tell somebody by mail what is happening to their second factor."""
    gate.must(by, "post.manage")
    audit.write("notify.factor_owed", at=at, purpose="operate", about=worker.reference)
    jobs.defer(tasks.tell_of_factor, worker=worker.reference)


@transaction.atomic
def name_witness(*, agency: str, address: str, by: Actor, at: datetime) -> Witness:
    """From now on this agency is sent every new head: at this address, or by mail to its own mailbox."""
    gate.must(by, "witness.name")
    found = witnesses.agencies(by).filter(reference=agency).first()
    if found is None:
        raise gate.NotYours("notify.witness", "witness.name")
    address = address.strip()
    wrong = witnesses.objections(
        address=address,
        has_mailbox=witnesses.mailbox_of(found.pk) is not None,
        is_one=Witness.objects.filter(agency=found, ended_at=None).exists(),
    )
    if wrong:
        raise witnesses.CannotWitness(wrong)
    made = Witness(agency=found, address=address, since=at)
    rows.add(made)
    audit.write("notify.witness_named", at=at, purpose="audit", about=found.reference)
    return made


@transaction.atomic
def end_witness(*, agency: str, by: Actor, at: datetime) -> None:
    """This agency is sent no more heads. That it was ended stands in the audit, and so under the heads of the others."""
    gate.must(by, "witness.name")
    found = witnesses.agencies(by).filter(reference=agency).first()
    if found is None or not Witness.objects.filter(agency=found, ended_at=None).update(ended_at=at):
        raise gate.NotYours("notify.witness", "witness.name")
    audit.write("notify.witness_ended", at=at, purpose="audit", about=found.reference)


def _is_ours(agency: Agency, by: Actor) -> None:
    gate.must(by, "post.manage")
    if not by.may("agency.found") and not agency.partnerships.filter(pk__in=by.partnerships).exists():
        raise gate.NotYours("notify.mailbox", "post.manage")
