"""Who may open a child's record: for whom it is open, who is kept out and why, and who must not meet the child."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kith.sharing.actions import kept as actions
from kith.sharing.queries import kept, reach
from kith.web.child import person
from kith.web.child.opened import Opened, open_child
from kith.web.middleware import Request
from kith.web.page import page

PURPOSE = "deciding who may open a record"


@dataclass(frozen=True)
class Opener:
    """Somebody who may open the record, and how. `key` is the reference of their post."""

    key: str
    says: str
    how: str


@require_GET
def opens(request: Request, reference: str) -> HttpResponse:
    """For whom this record is open, whether it is kept to named readers, and what can be done about it."""
    opened = open_child(request, reference, needs="grant.read")
    how = kept.kept_to(opened.subjects, on=opened.today)
    readers, others = parts(opened, request)
    return page(
        request,
        "child/opens.html",
        purpose=PURPOSE,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        kept=how,
        readers=readers,
        others=others,
        everywhere=[] if how else kept.read_everywhere(opened.subject, on=opened.today),
        asked=actions.waiting(opened.subjects) if how else None,
        may_restrict=opened.reads("record.restrict"),
        may_end=opened.reads("grant.give"),
        may_declare=opened.reads("conflict.declare"),
        apart=kept.conflicts_of(opened.subjects, on=opened.today),
    )


def parts(opened: Opened, request: Request) -> tuple[list[reach.Involved], list[reach.Involved]]:
    """The named readers of this record, and who else has a part in it."""
    found = reach.involved(opened.subjects, at=request.now, on=opened.today)
    return [each for each in found if each.kind == "reader"], [
        each for each in found if each.kind != "reader"
    ]


def openers(opened: Opened, request: Request) -> list[Opener]:
    """Everybody who reaches this record while it is not kept to named readers, by name and each once."""
    found = {
        each.reference: Opener(each.reference, each.says, "Reaches every child of the area")
        for each in kept.read_everywhere(opened.subject, on=opened.today)
    }
    for each in sorted(parts(opened, request)[1], key=lambda each: not each.names):
        key = each.key.rpartition("-")[2]
        if each.names:
            found.setdefault(key, Opener(key, f"{each.names}, {each.says}, {each.agency}", each.because))
            continue
        whose = each.agency if each.says == "The agency" else each.says
        for seat in kept.reached_through(each.kind, key, on=opened.today):
            found.setdefault(
                seat.reference,
                Opener(seat.reference, seat.says, f"{whose}: {each.because[:1].lower()}{each.because[1:]}"),
            )
    return list(found.values())
