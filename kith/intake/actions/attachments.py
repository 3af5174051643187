"""Attaching files to what is told, opening them, and answering for one that was not scanned."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from kith.core.says import today_in_london
from kith.intake import attached, checking
from kith.intake.attached import objection, shown_name
from kith.intake.models import (
    Attached,
    AttachedBytes,
    Attachment,
    AttachmentAnswer,
    Draft,
    DraftAttachment,
    Place,
    Receipt,
)
from kith.record import clocks
from kith.sharing import audit, gate, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from kith.sharing.rules import Standing, reaches


@dataclass(frozen=True)
class File:
    """One file as it was sent: its name, what it was said to be, and its bytes."""

    name: str
    told_as: str
    raw: bytes


class CannotAttach(Exception):
    """Why files were not kept, or are not given out, in sentences."""

    def __init__(self, objections: list[str]) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


@dataclass(frozen=True)
class Kept:
    """Which files are kept, and why others are not: what is refused takes nothing else with it."""

    files: list[Attachment] | list[DraftAttachment]
    refused: list[str]


@transaction.atomic
def attach_to_draft(*, draft: str, files: Sequence[File], by: Actor, at: datetime) -> Kept:
    """Keep files with a draft until it is sent. The same file again is the same."""
    gate.must(by, "contact.send")
    held = _open_draft(draft, by)
    there = list(DraftAttachment.objects.filter(draft=held, taken_out_at=None).defer("raw"))
    made, refused = [], []
    for file in files:
        hashed = hashlib.sha256(file.raw).hexdigest()
        if any(each.sha256 == hashed for each in there):
            continue
        name = shown_name(file.name)
        if why := objection(name, len(file.raw), [each.size for each in there], today_in_london(at)):
            refused.append(why)
            continue
        one = DraftAttachment.objects.create(
            draft=held,
            by_post_id=held.by_post_id,
            name=name,
            told_as=_printed(file.told_as),
            size=len(file.raw),
            sha256=hashed,
            raw=file.raw,
            at=at,
        )
        made.append(one)
        there.append(one)
    held.saved_at = at
    held.save(update_fields=["saved_at"])
    audit.write(
        "intake.draft_attached_to", at=at, purpose="refer", about=held.reference, detail={"files": len(made)}
    )
    return Kept(made, refused)


@transaction.atomic
def take_out_of_draft(*, draft: str, file: str, by: Actor, at: datetime) -> None:
    """Take a file out of a draft. Its bytes are gone at once."""
    gate.must(by, "contact.send")
    held = _open_draft(draft, by)
    found = DraftAttachment.objects.filter(draft=held, reference=file, taken_out_at=None)
    if not found.update(raw=b"", taken_out_at=at):
        raise gate.NotYours("intake.draft", "contact.send")
    audit.write("intake.draft_file_taken_out", at=at, purpose="refer", about=held.reference)


def _open_draft(draft: str, by: Actor) -> Draft:
    found = Draft.objects.select_for_update().filter(reference=draft, agency_id=by.agency_id, sent=None)
    held = found.first()
    if held is None:
        raise gate.NotYours("intake.draft", "contact.send")
    return held


def attach_what_was_drafted(draft: Draft, receipt: Receipt, *, at: datetime) -> None:
    """What was kept with a draft goes with what it was sent as, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select kith.attach_draft(%s, %s, %s)", [draft.reference, receipt.pk, at])
        made = [pk for (pk,) in cursor.fetchall()]
    _check(made, receipt, at)


@transaction.atomic
def attach(*, receipt: str, files: Sequence[File], by: Actor, at: datetime) -> Kept:
    """Attach files to what one's own agency sent. Each is kept or refused by itself; the same file again is the same."""
    gate.must(by, "contact.send")
    found = Receipt.objects.filter(reference=receipt, agency_id=by.agency_id).only("pk").first()
    if found is None:
        raise gate.NotYours("intake.receipt", "contact.send")
    checking.alone_with(found.pk)
    whole = Receipt.objects.defer("raw").get(pk=found.pk)
    there = list(Attachment.objects.filter(receipt=whole))
    made, refused = [], []
    for file in files:
        hashed = hashlib.sha256(file.raw).hexdigest()
        if same := next((each for each in there if each.sha256 == hashed), None):
            made.append(same)
            continue
        name = shown_name(file.name)
        if why := objection(name, len(file.raw), [each.size for each in there], today_in_london(at)):
            refused.append(why)
            continue
        one = _store(whole, name, file, hashed, by, at)
        made.append(one)
        there.append(one)
    _check([one.pk for one in made if one.at == at], whole, at)
    return Kept(made, refused)


def _store(receipt: Receipt, name: str, file: File, hashed: str, by: Actor, at: datetime) -> Attachment:
    whose = {
        "agency_id": receipt.agency_id,
        "partnership_id": receipt.partnership_id,
        "subjects": receipt.subjects,
        "by_post_id": by.post_id,
    }
    made = Attachment.objects.create(
        receipt=receipt,
        by_worker_id=by.worker_id,
        name=name,
        told_as=_printed(file.told_as),
        size=len(file.raw),
        sha256=hashed,
        at=at,
        **whose,
    )
    AttachedBytes.objects.create(attachment=made, raw=file.raw, **whose)
    return made


def _printed(told: str) -> str:
    return "".join(sign for sign in told if sign.isascii() and sign.isprintable())[:100]


def _check(made: list[int], receipt: Receipt, at: datetime) -> None:
    if made:
        audit.write(
            "intake.attached", at=at, purpose="refer", about=receipt.reference, subjects=receipt.subjects,
            detail={"files": len(made)},
        )  # fmt: skip
    for pk in made:
        jobs.defer(checking.check_attachment, attachment_id=pk)


def find_attachment(reference: str, *, actor: Actor | None) -> Attachment:
    """One attachment of what this actor reads as it was sent. Not there and not yours are the same answer."""
    gate.must(actor, "receipt.read")
    rows = Attachment.objects.select_related("receipt__partnership", "agency", "by_post", "answer__by_post")
    found = rows.defer("receipt__raw").filter(reference=reference).first()
    if found is None:
        raise gate.NotYours("intake.attachment", "receipt.read")
    return found


def reads_place(attachment: Attachment, actor: Actor) -> bool:
    """Whether this actor may read where every child lives whom it is about; before that is known, in its area."""
    if not attachment.subjects:
        nobody = Standing(0, frozenset(attachment.partnerships), frozenset(), False)
        return reaches(actor.reach, "location.read", nobody, "decide")
    about = list(Subject.objects.filter(pk__in=attachment.subjects))
    return len(about) == len(set(attachment.subjects)) and all(
        reaches(actor.reach, "location.read", gate.standing(each), "decide") for each in about
    )


def is_given_out(attachment: Attachment) -> bool:
    """Whether anybody is given its bytes: scanned and clean, not scanned because there is no scanner, or answered for."""
    answer = getattr(attachment, "answer", None)
    return attachment.state in {Attached.CLEAN, Attached.NOT_SCANNED} or bool(
        answer and answer.is_given_out and attachment.state != Attached.FOUND
    )


@transaction.atomic
def open_attachment(*, reference: str, by: Actor | None, at: datetime) -> Attachment:
    """An attachment opened to be read about, and its first lines; written in the audit with the children."""
    found = find_attachment(reference, actor=by)
    _opened(found, "page", at)
    return found


@transaction.atomic
def give_out(*, reference: str, is_copy: bool, by: Actor | None, at: datetime) -> tuple[Attachment, bytes]:
    """The bytes as they came, or a copy that holds no place. A file that holds a place is only for who reads where a child lives."""
    found = find_attachment(reference, actor=by)
    assert by is not None
    if not is_given_out(found):
        raise CannotAttach(["This file is not given out. Its page says why."])
    if not is_copy and found.holds_place == Place.YES and not reads_place(found, by):
        raise CannotAttach(
            ["This file says where it was made, and is for those who may know where the child lives."]
        )
    held = AttachedBytes.objects.get(attachment=found)
    raw = bytes(held.copy if is_copy else held.raw)
    if is_copy and not raw:
        raise CannotAttach(["There is no copy of this file without its place."])
    _opened(found, "copy" if is_copy else "file", at)
    return found, raw


def _opened(found: Attachment, what: str, at: datetime) -> None:
    audit.write(
        "intake.attachment_opened",
        at=at,
        purpose="decide",
        subjects=found.subjects,
        about=found.reference,
        detail={"what": what},
    )


@transaction.atomic
def answer_attachment(
    *, reference: str, is_given_out: bool, because: str, by: Actor, at: datetime
) -> AttachmentAnswer:
    """A person says that a file is given out without a scan, or that it stays shut. One with something harmful in it stays shut."""
    gate.must(by, "contact.decide")
    checking.alone_with_attachment(find_attachment(reference, actor=by).pk)
    found = Attachment.objects.get(reference=reference)
    if found.state in {Attached.CLEAN, Attached.NOT_SCANNED}:
        raise CannotAttach(["Nothing is needed any more: it was checked meanwhile. Look again."])
    if AttachmentAnswer.objects.filter(attachment=found).exists():
        raise CannotAttach(["Somebody has answered for this file already. Look again."])
    if not because.strip():
        raise CannotAttach(["Say why. Whoever sent it reads what you write."])
    if is_given_out and found.state == Attached.FOUND:
        raise CannotAttach(
            ["Something harmful was found in it. It cannot be given out; ask for it in another way."]
        )
    made = AttachmentAnswer.objects.create(
        attachment=found,
        agency_id=found.agency_id,
        partnership_id=found.partnership_id,
        subjects=found.subjects,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        is_given_out=is_given_out,
        because=because.strip()[:500],
        at=at,
    )
    clocks.stop(
        checking.KIND, found.reference, codes=(checking.ASKED,), because="a person has answered for it", at=at
    )
    audit.write(
        "intake.attachment_answered",
        at=at,
        purpose="decide",
        subjects=found.subjects,
        about=found.reference,
        detail={"given_out": is_given_out},
    )
    return made


def may_still_attach(receipt: Receipt, at: datetime) -> bool:
    """Whether a system may still send files of this; what comes later goes with an addition, which somebody reads."""
    return at <= receipt.received_at + attached.within(today_in_london(at))
