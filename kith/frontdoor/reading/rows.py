"""A row of a file becomes what is sent one by one: the same shapes, the same readers, nothing of it dropped."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from kith.core import codes, lists
from kith.frontdoor.reading.channels import READERS
from kith.frontdoor.reading.telling import today
from kith.frontdoor.reading.written_days import CannotTell, day_of, moment_of
from kith.frontdoor.rules import shapes
from kith.frontdoor.rules.sent import spoken_alone
from kith.frontdoor.rules.shapes import Shape
from kith.intake.reading import CannotRead, RowTold

TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
THREE = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no", "not known": "not_known",
         "unknown": "not_known", "don t know": "not_known", "": "not_known"}  # fmt: skip
SERVICES = {"ambulance": "ambulance", "ambulance crew": "ambulance", "ed": "emergency_department",
            "emergency department": "emergency_department", "a e": "emergency_department"}  # fmt: skip
FAMILY = {"agreed": "agreed", "agrees": "agreed", "yes": "agreed", "said no": "said_no", "no": "said_no",
          "refused": "said_no", "not asked": "not_asked"}  # fmt: skip
CHILD = (
    "given_name family_name known_as date_of_birth sex address_line postcode parent_name phone school_name nhs_number"
    " upn words words_heard spoken_alone spoken_alone_who"
).split()
NAMED = {"reference": {"police": "police_ref", "custody": "custody_ref", "attendance": "attendance_ref",
                       "probation": "probation_ref", "telling": "sender_reference"},
         "sender_name": {"police": "officer", "custody": "officer", "attendance": "practitioner", "probation": "officer"},
         "sender_contact": {"probation": "officer_contact"},
         "event_at": {"police": "incident_at", "custody": "arrested_at", "attendance": "attended_at"},
         "sender_did": dict.fromkeys(Shape, "actions_taken") | {"telling": "sender_did"},
         "sender_asks": dict.fromkeys(Shape, "asks") | {"telling": "sender_asks"},
         "what_happened": dict.fromkeys(Shape, "circumstances") | {"telling": "what_happened"}}  # fmt: skip


@cache
def every_column() -> lists.CodeList:
    """Every column that a file may have, whatever its rows are."""
    return lists.beside(shapes.LISTS, "columns")


def columns(shape: str, day: date) -> list[lists.Entry]:
    """The columns of one shape, in the order of its template."""
    return [entry for entry in every_column().on(day) if shape in entry.extra["shapes"]]


def is_needed(column: lists.Entry, shape: str) -> bool:
    return shape in column.extra.get("needed", ())


def plainly(said: str) -> str:
    """A heading or an answer without what people write differently: case, signs and blanks."""
    return re.sub(r"[\W_]+", " ", said.casefold()).strip()


def matched(shape: str, header: Sequence[str], day: date) -> dict[str, int]:
    """Which column of a file is which of ours. CannotRead names those of ours that are missing, or there twice."""
    if shape not in set(Shape):
        raise CannotRead(
            ["Nobody said what the rows of this file are. Send it again, and choose what they are."]
        )
    known = {
        plainly(name): entry.code
        for entry in columns(shape, day)
        for name in [*entry.extra.get("also", ()), entry.says, entry.code]
    }
    found: dict[str, int] = {}
    twice = []
    for place, heading in enumerate(header):
        code = known.get(plainly(heading))
        if code in found:
            twice.append(code)
        elif code:
            found[code] = place
    of = {entry.code: entry for entry in columns(shape, day)}
    sentences = [
        f"Two columns both mean “{of[code].says}”. Take one of them out." for code in dict.fromkeys(twice)
    ]
    missing = [entry.says for entry in of.values() if is_needed(entry, shape) and entry.code not in found]
    if missing:
        sentences.append(
            f"These columns are missing from the first row: {'; '.join(missing)}. Copy your rows into the template."
        )
    if sentences:
        raise CannotRead(sentences)
    return found


def told(
    shape: str, values: Mapping[str, str], beside: Mapping[str, str], *, source: str, received_at: datetime,
    days_first: bool | None,
) -> RowTold:  # fmt: skip
    """What one row tells, or what is wrong with it, a sentence for each column."""
    day = today()
    objections: dict[str, str] = {}
    read: dict[str, Any] = {}
    for column in columns(shape, day):
        said = values.get(column.code, "").strip()
        if TURNED.search(said):
            objections[column.code] = "This holds hidden marks that turn letters round. Type it again."
        elif not said and is_needed(column, shape):
            objections[column.code] = f"Fill in “{column.says}”."
        elif said or column.extra["kind"] == "three":
            try:
                read[column.code] = READS[column.extra["kind"]](said, days_first)
            except CannotTell as reason:
                objections[column.code] = str(reason)
    name = " ".join(values.get(part, "").strip() for part in ("given_name", "family_name")).strip()
    if shape == Shape.PROBATION and not name:
        name = values.get("adult_family_name", "").strip()
    if objections:
        return RowTold({}, objections, name[:200])
    made = _made(shape, read, source, received_at)
    if others := {heading: said for heading, said in beside.items() if said}:
        made["Other columns"] = others
    try:
        READERS[shape](json.dumps(made).encode())
    except CannotRead as reason:
        return RowTold({}, {"": " ".join(reason.sentences)}, name[:200])
    return RowTold(made, {}, name[:200])


def _made(shape: str, read: dict[str, Any], source: str, received_at: datetime) -> dict[str, Any]:
    """The row in the shape that its reader reads."""
    child = {name: read.pop(name) for name in CHILD if name in read}
    if signs := read.pop("signs", None):
        child["forms"] = [{"form": code, "answer": "seen"} for code in signs]
    if family := read.pop("family", ""):
        child["consent"] = {"needed": "not_known", "outcome": family, "informed": "not_known"}
    if shape == Shape.TELLING:
        read["source_code"] = source
    else:
        read["submitted_at"] = received_at.isoformat()
    if shape == Shape.PROBATION:
        return _renamed(shape, _probation(read, child))
    if "risk" in read:
        child["risk"] = read.pop("risk")
    order = {
        name: read.pop(name)
        for name in ("restriction", "restriction_source", "restriction_ends_on")
        if name in read
    }
    if (adult := read.pop("adult_name", "")) or order:
        child["adults"] = [{"name_or_description": adult or "An adult who is not named", **order}]
        read["adults_answer"] = "yes"
    if shape == Shape.POLICE:
        read = {"unit": "", "type": ""} | read
    return _renamed(shape, {**read, "children": [child]})


def _probation(read: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    adult = {
        ours: read.pop(theirs)
        for ours, theirs in (
            ("given_name", "adult_given_name"), ("family_name", "adult_family_name"), ("date_of_birth", "adult_date_of_birth"),
            ("address_line", "adult_address"), ("postcode", "adult_postcode"), ("supervision", "supervision"),
        )
        if theirs in read
    }  # fmt: skip
    order = {
        ours: read.pop(theirs)
        for ours, theirs in (
            ("says", "restriction"),
            ("source", "restriction_source"),
            ("ends_on", "restriction_ends_on"),
        )
        if theirs in read
    }
    if order:
        adult["orders"] = [{"says": "An order that is not described", **order}]
    return {
        **read,
        "adult": adult,
        "children": [child] if child.get("given_name") or child.get("family_name") else [],
    }


def _renamed(shape: str, read: dict[str, Any]) -> dict[str, Any]:
    """Each field under the name that this shape gives it."""
    return {NAMED.get(name, {}).get(shape, name): value for name, value in read.items()}


def _day(said: str, days_first: bool | None) -> str:
    return day_of(said, days_first=days_first).isoformat()


def _moment(said: str, days_first: bool | None) -> str:
    return moment_of(said, days_first=days_first).isoformat()


def _one_of(known: Mapping[str, str], said: str) -> str:
    if plainly(said) not in known:
        says = dict.fromkeys(known.values())
        raise CannotTell(f"Write one of: {', '.join(code.replace('_', ' ') for code in says)}.")
    return known[plainly(said)]


def _listed(found: lists.CodeList, said: str) -> str:
    entries = found.on(today())
    for entry in entries:
        # “Criminal”, where the list says “Criminal: drugs, money or other crime”.
        if plainly(said) in {
            plainly(name) for name in (entry.says, entry.says.partition(":")[0], entry.code)
        }:
            return entry.code
    raise CannotTell(f"Write one of: {'; '.join(entry.says for entry in entries)}.")


def _several(found: lists.CodeList, said: str) -> list[str]:
    return list(dict.fromkeys(_listed(found, part) for part in re.split(r"[;\n|]", said) if part.strip()))


SEX = {"unknown": "U", "not known": "U"}
READS: dict[str, Callable[[str, bool | None], Any]] = {
    "words": lambda said, _: said,
    "day": _day,
    "moment": _moment,
    "three": lambda said, _: _one_of(THREE, said),
    "family": lambda said, _: _one_of(FAMILY, said),
    "alone": lambda said, _: _listed(spoken_alone(), said),
    "service": lambda said, _: _one_of(SERVICES, said),
    "sex": lambda said, _: _listed(codes.of("sex"), SEX.get(plainly(said), said)),
    "forms": lambda said, _: _several(codes.of("exploitation_forms"), re.sub("(?i) exploitation", "", said)),
    "came_for": lambda said, _: _several(shapes.attended_for(), said),
    "custody_end": lambda said, _: _listed(shapes.custody_ends(), said),
    "harm_level": lambda said, _: _listed(shapes.harm_levels(), said),
}
