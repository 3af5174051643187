"""What senders told of children who have a contact of their own each: proposed, until a person says what they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from kith.frontdoor.models import Considered, Contact
from kith.people import queries as people
from kith.people import rules
from kith.people.kin import Kin


@dataclass(frozen=True)
class Proposed:
    """Another child whom a sender named in this one’s home, the word that was used, and the receipt that told it."""

    child: str
    name: str
    word: str
    kind: str
    told_by: str
    receipt: str


def proposed(subjects: Collection[int], there: Collection[Kin], *, today: date) -> list[Proposed]:
    """Those of whom nobody has said yet what they are to this child. What was struck out is not proposed again."""
    made = Contact.objects.filter(receipt_id=OuterRef("receipt_id")).order_by("id")
    rows = (
        Considered.objects.exclude(receipt=None)
        .exclude(member=None)
        .annotate(made_subject=Subquery(made.values("subject_id")[:1]))
        .filter(Q(contact__subject_id__in=subjects) | Q(made_subject__in=subjects))
        .exclude(made_subject=None)
        .select_related("member", "contact")
        .order_by("id")
    )
    said = {one for kin in there for one in kin.them}
    sides = []
    for row in rows:
        is_made = row.made_subject in subjects
        other = row.contact.subject_id if is_made else row.made_subject
        if other not in subjects and other not in said:
            sides.append((other, is_made, row))
    known = people.names(other for other, _, _ in sides) if sides else {}
    found = {}
    for other, is_made, row in sides:
        if other in known:
            word = row.member.relation if row.member else ""
            kind = rules.may_be(word, today)
            found[other] = Proposed(
                child=known[other].reference,
                name=known[other].name,
                word=word,
                kind=rules.turned(kind) if is_made else kind,
                told_by=row.contact.sender_name,
                receipt=row.contact.receipt_reference,
            )
    return list(found.values())
