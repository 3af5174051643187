"""Threshold documents: put in the register, checked, signed by each partner for itself, reviewed, taken back while a draft."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import (
    SignOff,
    ThresholdCheck,
    ThresholdCriterion,
    ThresholdDocument,
    ThresholdInForce,
    ThresholdReview,
)
from kith.frontdoor.queries.thresholds import answers_of, own_document, shown
from kith.frontdoor.rules import threshold_review as review
from kith.frontdoor.rules import thresholds as rules
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Partnership


@transaction.atomic
def put_threshold(
    *,
    partnership: Partnership,
    title: str,
    version: str,
    starts_on: date | None,
    review_on: date | None,
    expires_on: date | None,
    rows: str,
    by: Actor,
    at: datetime,
) -> ThresholdDocument:
    """Put a version of the threshold document in the register, as a draft. Nothing cites it before all three have signed."""
    gate.must(by, "threshold.keep")
    if partnership.pk not in by.partnerships:
        raise gate.NotYours("frontdoor.thresholddocument", "threshold.keep")
    alone.with_thresholds(partnership.pk)
    read, unread = rules.read_rows(rows)
    known = ThresholdDocument.objects.filter(partnership=partnership, taken_back_at=None)
    found = rules.objections_to_put(
        title=title,
        version=version,
        starts_on=starts_on,
        review_on=review_on,
        expires_on=expires_on,
        rows=read,
        unread=unread,
        versions=set(known.values_list("version", flat=True)),
    )
    if found or starts_on is None or review_on is None or expires_on is None:
        raise CannotDo(list(found.values()), found)
    made = ThresholdDocument.objects.create(
        partnership=partnership,
        title=title.strip(),
        version=version.strip(),
        starts_on=starts_on,
        review_on=review_on,
        expires_on=expires_on,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ThresholdCriterion.objects.bulk_create(
        ThresholdCriterion(
            document=made, place=place, level=row.level, code=row.code, says=row.says, hint=row.hint
        )
        for place, row in enumerate(read)
    )
    audit.write("frontdoor.threshold_put", at=at, purpose="operate", about=made.reference)
    return made


@transaction.atomic
def check_threshold(
    *, document: str, answers: Mapping[str, rules.Checked], by: Actor, at: datetime
) -> ThresholdDocument:
    """Say of each thing that a document must name whether it does, and where; why not, where it must."""
    gate.must(by, "threshold.keep")
    found = _locked(document, by)
    if found.taken_back_at:
        raise CannotDo(["This draft was taken back. Nothing was saved."])
    if SignOff.objects.filter(document=found).exists():
        raise CannotDo(
            [
                "Somebody has signed on these answers already, so they stand. A new version can be checked anew."
            ]
        )
    if wrong := rules.objections_to_checks(answers, today_in_london(at)):
        raise CannotDo(list(wrong.values()), wrong)
    ThresholdCheck.objects.bulk_create(
        ThresholdCheck(
            document=found,
            item=entry.code,
            is_there=said.is_there,
            where=said.where.strip() if said.is_there else "",
            why_not="" if said.is_there else said.why_not.strip(),
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
        for entry in rules.checklist().on(today_in_london(at))
        for said in [answers[entry.code]]
    )
    audit.write("frontdoor.threshold_checked", at=at, purpose="operate", about=found.reference)
    return found


@transaction.atomic
def sign_threshold(*, document: str, by: Actor, at: datetime) -> SignOff:
    """Sign a document for one's own agency. The third safeguarding partner's signature brings it in force on its day."""
    gate.must(by, "threshold.sign")
    found = _locked(document, by)
    day = today_in_london(at)
    signed = SignOff.objects.filter(document=found)
    if wrong := rules.objections_to_sign(
        answers=answers_of(found),
        has_signed=signed.filter(agency_id=by.agency_id).exists(),
        is_taken_back=found.taken_back_at is not None,
        expires_on=found.expires_on,
        day=day,
    ):
        raise CannotDo(wrong)
    kind = Agency.objects.values_list("kind", flat=True).get(pk=by.agency_id)
    made = SignOff.objects.create(
        document=found,
        agency_id=by.agency_id,
        partner=rules.partner_of(kind, day),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        signed_at=at,
    )
    days = {each.partner: today_in_london(each.signed_at) for each in signed.order_by("-id") if each.partner}
    begins = rules.in_force_from(found.starts_on, days, day)
    if begins and not ThresholdInForce.objects.filter(document=found).exists():
        ThresholdInForce.objects.create(document=found, from_on=begins, recorded_at=at)
    audit.write("frontdoor.threshold_signed", at=at, purpose="operate", about=found.reference)
    return made


@transaction.atomic
def review_threshold(
    *, document: str, words: str, next_on: date | None, by: Actor, at: datetime
) -> ThresholdReview:
    """Write down that a document in force was reviewed and stays as it is, why, and when it is reviewed next."""
    gate.must(by, "threshold.keep")
    found = _locked(document, by)
    day = today_in_london(at)
    wrong = review.objections(
        state=shown(document, actor=by, on=day).line.state,
        words=words,
        next_on=next_on,
        expires_on=found.expires_on,
        day=day,
    )
    if wrong or next_on is None:
        raise CannotDo(list(wrong.values()), {name: said for name, said in wrong.items() if name})
    made = ThresholdReview.objects.create(
        document=found,
        words=words.strip(),
        next_on=next_on,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    audit.write("frontdoor.threshold_reviewed", at=at, purpose="operate", about=found.reference)
    return made


@transaction.atomic
def take_back_threshold(*, document: str, because: str, by: Actor, at: datetime) -> ThresholdDocument:
    """Take a draft back that is not in force; it stays in the register, with why."""
    gate.must(by, "threshold.keep")
    found = _locked(document, by)
    if ThresholdInForce.objects.filter(document=found).exists():
        raise CannotDo(
            ["All three have signed this document. Put a newer version in the register: it ends this one."]
        )
    if found.taken_back_at:
        raise CannotDo(["This draft was taken back already."])
    if not because.strip():
        raise CannotDo(["Say why it is taken back."], {"because": "Say why it is taken back."})
    found.taken_back_at, found.taken_back_because = at, because.strip()[:300]
    found.save(update_fields=["taken_back_at", "taken_back_because"])
    audit.write("frontdoor.threshold_taken_back", at=at, purpose="operate", about=found.reference)
    return found


def _locked(reference: str, by: Actor) -> ThresholdDocument:
    """The document, and no two who act on the documents of its partnership at once."""
    found = own_document(reference, actor=by)
    alone.with_thresholds(found.partnership_id)
    return own_document(reference, actor=by)
