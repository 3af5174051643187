"""Who has signed for what, agency by agency; and which schools and GP practices of the area have not."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from kith.core.says import today_in_london
from kith.people import registers
from kith.people.finding import PRACTICE, SCHOOL, Line
from kith.sharing import gate
from kith.sharing.queries import posts
from kith.sharing.queries.signed import Matrix, matrix
from kith.sharing.signed import near_days
from kith.web.middleware import Request
from kith.web.page import page

# The kind of an agency, what the register outside has of that kind, and how one and several are called.
REGISTERED = (
    ("gp", PRACTICE, "GP practice", "GP practices"),
    ("school", SCHOOL, "school", "schools"),
)


@dataclass(frozen=True)
class Covered:
    """Those of one kind that lie in the area, and which of them have signed for the front door.

    An agency is taken for the one of the same name where the area has one of that name only. `unknown` are agencies here that no
    line of the register stands for.
    """

    one: str
    many: str
    in_area: int
    signed: int
    without: tuple[Line, ...]
    unknown: tuple[str, ...]
    is_read: bool

    @property
    def percent(self) -> int:
        return round(100 * self.signed / self.in_area) if self.in_area else 0


@require_GET
def agreements_matrix(request: Request) -> HttpResponse:
    """Each agency of one partnership by each purpose: signed, near its end, not begun, ended, or none."""
    actor = gate.must(request.actor, "agreement.read")
    today = today_in_london(request.now)
    areas = posts.areas(actor)
    asked = request.GET.get("area", "")
    area = next((each for each in areas if each.code == asked), None) if asked else next(iter(areas), None)
    if area is None:
        raise Http404
    found = matrix(area, on=today)
    return page(
        request,
        "sharing/matrix.html",
        matrix=found,
        area=area,
        areas=areas if len(areas) > 1 else [],
        covered=[covered(found, *each, outcodes=area.outcodes, today=today) for each in REGISTERED],
        near_days=near_days(today),
        may_sign=actor.may("agreement.sign"),
    )


def covered(
    found: Matrix, kind: str, register: str, one: str, many: str, *, outcodes: list[str], today: date
) -> Covered:
    """How many of the register’s in these postcodes have signed, and which have not."""
    lines = registers.in_area(register, outcodes, on=today)
    agencies = [row for row in found.rows if row.kind == kind]
    names = [line.name.casefold() for line in lines]
    known = {name for name in names if names.count(name) == 1}
    signed = {row.says.casefold() for row in agencies if row.door.is_in_force} & known
    return Covered(
        one=one,
        many=many,
        in_area=len(lines),
        signed=len(signed),
        without=tuple(line for line in lines if line.name.casefold() not in signed),
        unknown=tuple(row.says for row in agencies if row.says.casefold() not in known),
        is_read=bool(lines) or registers.now(register).exists(),
    )
