"""Saying what one child is to another, striking it out, and saying that it is over. Always a person, on both records."""

from datetime import date, datetime

from django.db import connection, transaction

from kith.core import reference as references
from kith.core.says import today_in_london
from kith.people import alone, queries, rules
from kith.people.kin import Kin, belonging
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject


class CannotRelate(Exception):
    """Why this cannot stand, or come off: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


@transaction.atomic
def relate(
    *,
    subject: str,
    other: str,
    kind: str,
    since: date | None,
    says_who: str,
    receipt: str = "",
    by: Actor,
    at: datetime,
) -> str:
    """Write down what `other` is to `subject`, since when it is known and who knows it; it is seen from both sides."""
    one, two = (_open(each, by=by, at=at) for each in (subject, other))
    gate.person(by)
    alone.with_child(one.pk, two.pk)
    today = today_in_london(at)
    them = queries.everyone(one.pk)
    there = belonging(them, today=today).now
    found = rules.objections_to_relate(
        kind=kind,
        since=since,
        says_who=says_who,
        is_one_child=two.pk in them,
        known=[each.kind for each in there if two.pk in each.them],
        today=today,
    )
    if found:
        raise CannotRelate(found)
    made = references.new()
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.relate(%s, %s, %s, %s, %s, %s, %s, %s)",
            [made, one.pk, two.pk, kind, since, says_who.strip()[:200], receipt[:20], at],
        )
    _audit("people.related", one, two, made, at=at)
    return made


@transaction.atomic
def end_relation(*, subject: str, relation: str, how: str, because: str, by: Actor, at: datetime) -> Kin:
    """Strike out what was never so, or say that it is so no longer; who said it, and when, stays."""
    opened = _open(subject, by=by, at=at)
    gate.person(by)
    stands = belonging(queries.everyone(opened.pk), today=today_in_london(at)).now
    kin = next((each for each in stands if each.reference == relation), None)
    if kin is None:
        raise CannotRelate({"__all__": "This does not stand any more. Open the page again."})
    if found := rules.objections_to_end(how=how, because=because):
        raise CannotRelate(found)
    other = _open(kin.child, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute("select kith.end_relation(%s, %s, %s, %s)", [relation, how, because.strip(), at])
        if not cursor.fetchone()[0]:
            raise CannotRelate({"__all__": "This does not stand any more. Open the page again."})
    _audit("people.relation_ended", opened, other, relation, at=at)
    return kin


def _open(reference: str, *, by: Actor, at: datetime) -> Subject:
    children = Subject.objects.exclude(kind="adult")
    return gate.open_record(children, reference, actor=by, needs="record.add", purpose="decide", at=at)


def _audit(action: str, one: Subject, other: Subject, about: str, *, at: datetime) -> None:
    kept = {each.pk for each in (one, other) if each.restricted}
    audit.write(action, at=at, purpose="decide", subjects=rules.audited(one.pk, other.pk, kept), about=about)
