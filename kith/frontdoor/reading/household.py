"""Who else is at home, as a person writes it: one on each line. No database and no clock in here."""

import re
from dataclasses import dataclass
from datetime import date

AGE = re.compile(r"(?:aged?\s+)?(\d{1,3})(?:\s*(?:years?(?:\s+old)?|yrs?|y/?o))?", re.IGNORECASE)
MONTHS = re.compile(r"(?:aged?\s+)?\d{1,2}\s*(?:weeks?|months?|mths?)(?:\s+old)?|newborn|baby", re.IGNORECASE)
BORN = re.compile(r"(?:born\s+)?(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4})", re.IGNORECASE)
BRACKETS = re.compile(r"\s*\(([^()]*)\)")
MOST = 20
A_CHILD_UNTIL = 18


@dataclass(frozen=True)
class Line:
    """One person as they were written: what could not be read stays in the relation, word for word."""

    name: str
    relation: str = ""
    age: int | None = None
    born: date | None = None

    def is_child(self, today: date) -> str:
        """Whether they are a child: only an age or a birthday says so (Children Act 1989 s.105: under eighteen)."""
        age = self.age
        if self.born is not None:
            age = today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))
        return "not_known" if age is None else "yes" if age < A_CHILD_UNTIL else "no"


def read(text: str, today: date) -> list[Line]:
    """The people of a text, one for each line: “Finlay Smith, 11, brother”."""
    return [_line(line, today) for line in text.splitlines() if line.strip(" \t,;.-–•*")][:MOST]


def _line(text: str, today: date) -> Line:
    name, *rest = (part.strip() for part in re.split(r"[,;]", BRACKETS.sub(r", \1", text.strip(" \t-–•*."))))
    age, born, said = None, None, []
    for part in filter(None, rest):
        found = _born(part, today)
        if born is None and found:
            born = found
        elif age is None and born is None and MONTHS.fullmatch(part):
            age = 0
            said.append(part)
        elif age is None and born is None and (years := AGE.fullmatch(part)) and int(years[1]) <= 120:
            age = int(years[1])
        else:
            said.append(part)
    return Line(name=name[:200], relation=", ".join(said)[:200], age=age, born=born)


def _born(text: str, today: date) -> date | None:
    found = BORN.fullmatch(text)
    if not found:
        return None
    try:
        born = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return born if born.year >= 1900 and born <= today else None
