"""Who the invented children are. No real child is any of them, and no real place is theirs."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kith.core import codes, identifiers
from kith.county.stories.times import Moments

# Given, last, middle names; sex; years, month, day of birth; street and postcode; school; parent.
PEOPLE: Mapping[str, tuple[str, str, str, str, tuple[int, int, int], str, str, str, str]] = {
    "Zofia": ("Zofia", "Wiśniewska-Hartsop", "", "F", (13, 9, 21), "31 Tarbarrel Lane", "RV2 6QD", "Lanternfield Academy", "Agnieszka Wiśniewska"),
    "Sadhbh": ("Sadhbh", "Ní Chonaill-Bright", "Róisín", "F", (12, 7, 4), "8 Gannet Row", "RV3 1LX", "Lanternfield Academy", "Gráinne Bright"),
    "Caoimhe": ("Caoimhe", "Ní Chonaill-Bright", "Róisín", "F", (12, 7, 4), "8 Gannet Row", "RV3 1LX", "Lanternfield Academy", "Gráinne Bright"),
    "Ștefan": ("Ștefan", "Brâncoveanu-Holt", "", "M", (15, 2, 11), "Flat 4, 90 Ropewalk", "RV1 8TN", "Harrowmere School", "Daciana Brâncoveanu"),
    "Ilinca": ("Ilinca", "Brâncoveanu-Holt", "", "F", (11, 11, 30), "Flat 4, 90 Ropewalk", "RV1 8TN", "Harrowmere School", "Daciana Brâncoveanu"),
    "Cadi": ("Cadi", "Tregarthen-Lloyd", "Mair", "F", (14, 5, 17), "2 Withy Garth", "RV1 4AD", "Lanternfield Academy", "Siân Lloyd"),
    "Yūsuf": ("Yūsuf", "al-Rashīdī-Barrow", "", "M", (13, 1, 8), "17 Coble Street", "RV5 2HB", "Harrowmere School", "Leah Barrow"),
    "Abdirahman": ("Abdirahman", "Cali Warsame", "", "M", (16, 3, 2), "56 Sailmakers’ Way", "RV4 9PL", "Lanternfield Academy", "Hodan Warsame"),
    "Lukáš": ("Lukáš", "Dvořák-Penhale", "", "M", (12, 8, 26), "The Old Net Loft, Ormsea", "RV7 3GF", "Harrowmere School", "Bethan Penhale"),
    "Oluwatomisin": ("Oluwatomisin", "Adéwálé-Featherstonehaugh", "Ayọ̀délé", "M", (15, 10, 5), "3 Beacon Terrace", "RV2 2WS", "Harrowmere School", "Fọlákẹ́ Adéwálé"),
    "Minh Anh": ("Minh Anh", "Nguyễn", "Thị", "F", (14, 12, 1), "", "", "Lanternfield Academy", ""),
    "Jayden-Lee": ("Jayden-Lee", "Ormerod", "", "M", (14, 4, 19), "41 Withy Garth", "RV1 4AL", "Lanternfield Academy", "Kerry Ormerod"),
    "Þórdís": ("Þórdís", "Eiríksdóttir", "", "F", (15, 6, 23), "12 Lantern Hill", "RV2 7NB", "Harrowmere School", "Eiríkur Jónsson"),
    "Khin Myat Noe": ("Khin Myat Noe", "", "", "F", (16, 1, 14), "5 Staithe Court", "RV6 1EJ", "", "Daw Htay"),
    "Imogen": ("Imogen", "Fairweather-Quaye", "", "F", (15, 3, 27), "9 Quarry Rise", "RV8 5TT", "Harrowmere School", "Marcus Fairweather"),
}  # fmt: skip
# Whose school and practice were found in the register by whoever told; of the others only a name was typed.
FOUND: Mapping[str, tuple[str, str]] = {
    "Zofia": ("999011", "V99012"),
    "Cadi": ("999011", "V99011"),
    "Jayden-Lee": ("999011", ""),
    "Imogen": ("999012", "V99014"),
}
NONE: Mapping[str, str] = MappingProxyType({})
UNKNOWN_HERE = "Nobody of this name, birthday or number is known here."
# The key of the force's first message; its system counts from it again after a restart.
FIRST_KEY = "RP-2026-000871"
AS_PEOPLE_SAY = {"Ștefan": "Fane", "Oluwatomisin": "Tomisin", "Abdirahman": "Abdi"}


def who(name: str, moments: Moments, **said: Any) -> dict[str, Any]:
    """A child as a sender who knows them well would name them; `said` adds to it, or says it otherwise."""
    given, family, middle, sex, (years, month, day), line, postcode, school, parent = PEOPLE[name]
    urn, practice = FOUND.get(name, ("", ""))
    told = {
        "given_name": given,
        "family_name": family,
        "middle_names": middle,
        "known_as": AS_PEOPLE_SAY.get(name, ""),
        "sex": sex,
        "date_of_birth": moments.born(years, month, day).isoformat(),
        "address_line": line,
        "postcode": postcode,
        "school_name": school,
        "school_urn": urn,
        "gp_ods_code": practice,
        "parent_name": parent,
    }
    return told | said


def nhs(name: str) -> str:
    """The child's number, from the range that is kept for tests."""
    return identifiers.nhs_test_number(751 + list(PEOPLE).index(name))


def forms(
    day: date,
    *,
    harm: Mapping[str, str] = NONE,
    seen: Mapping[str, str] = NONE,
    ask: Mapping[str, str] = NONE,
) -> list[dict[str, Any]]:
    """Every form answered: harm or a sign seen and what, not known and who would know, and the rest not seen."""
    answers: list[dict[str, Any]] = []
    for entry in codes.of("exploitation_forms").on(day):
        said: dict[str, Any] = {"form": entry.code, "answer": "not_seen"}
        if what := harm.get(entry.code) or seen.get(entry.code):
            said |= {"answer": "seen", "what": what, "harm": entry.code in harm}
        elif entry.code in ask:
            said |= {"answer": "not_known", "who_would_know": ask[entry.code]}
        answers.append(said)
    return answers


def asked(of: str, *, by: str, at: object) -> dict[str, Any]:
    """The family was asked, and agrees."""
    return {
        "needed": "no",
        "needed_because": "The agencies share to keep a child safe; the family was asked because it is theirs to know.",
        "asked_by": by,
        "asked_of": of,
        "asked_at": str(at),
        "outcome": "agreed",
        "informed": "yes",
        "lawful_basis": "public task",
    }


def not_asked(because: str) -> dict[str, Any]:
    """Nobody of the family was asked yet, and why."""
    return {
        "needed": "no",
        "needed_because": because,
        "outcome": "not_asked",
        "not_asked_because": "risk_to_the_child",
        "informed": "no",
        "lawful_basis": "public task",
    }


def equality(**said: str) -> dict[str, dict[str, str]]:
    """Answers as the family gave them; what nobody asked is said to be so."""
    every = ("ethnicity", "disability", "first_language", "interpreter", "religion")
    return {
        what: {"answer": "given", "value": said[what]} if what in said else {"answer": "not_asked"}
        for what in every
    }
