"""What comes to its end: agencies, agreements, parts in a record, keys, accounts. Each ends for the next request."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from kith.core.says import today_in_london
from kith.sharing import audit, gate, rules
from kith.sharing.actions.access import end_grant, everyone
from kith.sharing.actions.kept import could_open_again, one_at_a_time, readers_of
from kith.sharing.actions.places import keeps
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Agreement, AgreementEnd, Grant, Post, Subject, Worker
from kith.sharing.models.access import Relationship
from kith.sharing.queries.reach import key_of
from kith.sharing.questions import part_is_needed

# What a further permission gave, only that permission ends.
ENDED_ONLY_WITH = {
    Relationship.READER.value: "record.restrict",
    Relationship.DISCLOSED.value: "disclosure.decide",
}


class CannotEnd(Exception):
    """Why this cannot end so, in sentences, with the field that each is about."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


@transaction.atomic
def end_agency(*, agency: Agency, last_day: date, became: Agency | None, by: Actor, at: datetime) -> None:
    """An agency's last day, and what it became. Its posts end with it, and those to come on the day that they would begin,
    when nobody sits in them any more. What it was involved in is handed on the day after.
    """
    keeps(by, agency.pk)
    if last_day < agency.starts_on:
        raise CannotEnd({"last_day": "The last day comes before the agency’s first. Enter a later one."})
    if agency.pk == by.agency_id:
        raise CannotEnd({"last_day": "This is your own agency. Ask somebody of another to end it."})
    Agency.objects.filter(pk=agency.pk).update(ends_on=last_day, became=became)
    Post.objects.filter(agency=agency, starts_on__lte=last_day).filter(
        Q(ends_on=None) | Q(ends_on__gt=last_day)
    ).update(ends_on=last_day)
    Post.objects.filter(agency=agency, starts_on__gt=last_day).update(ends_on=F("starts_on"))
    audit.write("sharing.agency_ended", at=at, purpose="operate", about=agency.reference)


@transaction.atomic
def end_agreement(*, agreement: Agreement, last_day: date, because: str, by: Actor, at: datetime) -> None:
    """An agreement ends before its time, for one of the listed reasons. What it covers closes the day after."""
    gate.must(by, "agreement.sign")
    if agreement.partnership_id not in by.partnerships:
        raise gate.NotYours("sharing.agreement", "agreement.sign")
    # Two who end it wait for one another: the second ends what the first has left of it.
    was = Agreement.objects.select_for_update().values_list("ends_on", flat=True).get(pk=agreement.pk)
    wrong = {}
    if was < today_in_london(at):
        wrong["last_day"] = "This agreement is over already. Nothing needs to be done."
    elif last_day > was:
        wrong["last_day"] = "It would end later than was signed. Enter a new agreement for a longer time."
    elif last_day < today_in_london(at) - timedelta(days=1):
        wrong["last_day"] = "What was read before today was read. Choose yesterday, or a later day."
    if wrong:
        raise CannotEnd(wrong)
    AgreementEnd.objects.create(
        agreement=agreement,
        ended_on=was,
        ends_on=last_day,
        because=because,
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
        recorded_at=at,
    )
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=last_day)
    audit.write(
        "sharing.agreement_ended",
        at=at,
        purpose="operate",
        about=agreement.reference,
        detail={"last_day": last_day.isoformat(), "because": because},
    )


@transaction.atomic
def end_part(*, subject: str, part: str, because: str, by: Actor, at: datetime) -> None:
    """Somebody's part in a child's record ends now, under every subject that is this child, for a listed reason."""
    opened = gate.open_record(
        Subject.objects.all(), subject, actor=by, needs="grant.give", purpose="plan", at=at
    )
    live = Grant.objects.filter(subject_id__in=everyone(opened.pk)).select_related("post", "team", "agency")
    theirs = [grant for grant in live.filter(Q(ends_at=None) | Q(ends_at__gt=at)) if key_of(grant) == part]
    if not theirs:
        raise CannotEnd({"part": "That has ended already. Nothing needs to be done."})
    kind = theirs[0].relationship
    if needs := ENDED_ONLY_WITH.get(kind):
        gate.must(by, needs)
    if kind == Relationship.READER and opened.restricted:
        subjects = everyone(opened.pk)
        one_at_a_time(subjects)
        ending = {grant.post_id for grant in theirs}
        if not rules.could_open_again(could_open_again(subjects, readers_of(subjects, at=at) - ending)):
            raise CannotEnd({"part": rules.NOBODY_LEFT})
    if kind == Relationship.ALLOCATED and theirs[0].post_id:
        said = [why for each in part_is_needed.ask(subject=opened.pk, post=theirs[0].post_id) for why in each]
        if said:
            raise CannotEnd({"part": " ".join(said)})
    end_grant(grants=theirs, by=by, at=at)
    audit.write(
        "sharing.part_ended",
        at=at,
        purpose="plan",
        subjects=[opened.pk],
        about=part.rpartition("-")[2],
        detail={"relationship": kind, "because": because},
    )


@transaction.atomic
def end_key(*, agency: Agency, name: str, by: Actor, at: datetime) -> None:
    """A key of an agency's own system opens nothing from now on."""
    keeps(by, agency.pk)
    with connection.cursor() as cursor:
        cursor.execute("select kith.end_key(%s, %s, %s)", [agency.pk, name, at])
        if not cursor.fetchone()[0]:
            raise CannotEnd({"key": "This key has ended already. Nothing needs to be done."})
    audit.write("sharing.key_ended", at=at, purpose="operate", about=agency.reference)


@transaction.atomic
def close_account(*, worker: Worker, by: Actor, at: datetime) -> None:
    """Nobody signs in with this account any more, and its open sessions answer nothing."""
    _keeps_accounts(worker, by)
    Worker.objects.filter(pk=worker.pk).update(is_active=False)
    audit.write("sharing.account_closed", at=at, purpose="operate", about=worker.reference)


@transaction.atomic
def reopen_account(*, worker: Worker, by: Actor, at: datetime) -> None:
    """The account opens again, with the posts that its worker still holds."""
    _keeps_accounts(worker, by)
    Worker.objects.filter(pk=worker.pk).update(is_active=True)
    audit.write("sharing.account_opened_again", at=at, purpose="operate", about=worker.reference)


def _keeps_accounts(worker: Worker, by: Actor) -> None:
    """Accounts reach across partnerships, so whoever keeps the installation keeps them; nobody their own."""
    gate.must(by, "agency.found")
    if worker.pk == by.worker_id:
        raise gate.NotYours("sharing.worker", "agency.found")
