"""What every list of the front door says beside a row: who holds a post today, and who else a subject is."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func

from kith.core import says
from kith.people.models import SourceRecord
from kith.people.queries import name_of
from kith.sharing.models import Post


def everyone_of(column: str) -> Func:
    """All subjects that were decided to be the one in this column, itself among them."""
    return Func(F(column), function="kith.same_person", output_field=ArrayField(BigIntegerField()))


def everyone_in(row: Any) -> list[int]:
    """All subjects that this row's child was decided to be, as `everyone_of` found them."""
    return list(row.everyone)


def holder(row: Any, post: Post | None) -> str:
    """Whoever sits in the post that has it, as `holder_of` found them; the post itself while nobody does."""
    return row.holder or (post.says if post else "")


def shortened(text: str, at_most: int = 170) -> str:
    """The first words of a text, whole, for a line in a list."""
    told = " ".join(text.split())
    if len(told) <= at_most:
        return told
    return told[:at_most].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"


def about(contact: Any) -> str:
    """Whom a contact is about: a child by name, or an adult near whom no child is known yet."""
    name = name_of(contact.record)
    if contact.kind != "adult":
        return name
    near = "an adult" if name == "Name not known" else name
    return f"Children not yet known, near {near}"


def age_beside_name(record: SourceRecord, today: date) -> str:
    """The age, where the name already says that a child is not born yet."""
    age = says.age(record.date_of_birth, today, due_on=record.expected_on)
    return age.removeprefix("unborn, ") if name_of(record).startswith("Unborn") else age
