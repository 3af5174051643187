"""What a system posts as JSON: read into its shape, or refused in sentences that repeat nothing of it."""

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from kith.frontdoor.reading.telling import Part, Telling, sentences, text_of
from kith.intake.reading import CannotRead

Told = TypeVar("Told", bound=Part)


def read(shape: type[Told], raw: bytes) -> Told:
    """These bytes in this shape."""
    try:
        return shape.model_validate(json.loads(text_of(raw)))
    except UnicodeDecodeError:
        raise CannotRead(["The text is not UTF-8. Send it again in UTF-8."]) from None
    except (json.JSONDecodeError, RecursionError):
        raise CannotRead(["This is not JSON that can be read. Send the whole notification again."]) from None
    except ValidationError as error:
        raise CannotRead(sentences(error)) from None


def telling(told: Part, **said: Any) -> Telling:
    """The telling in it. A field that we do not know is kept; one that has a name of ours is kept apart, and decides nothing."""
    extra = told.model_extra or {}
    apart = {name: value for name, value in extra.items() if name in Telling.model_fields}
    others: dict[str, Any] = {n: value for n, value in extra.items() if n not in Telling.model_fields}
    try:
        return Telling(**(others | ({"other_fields": apart} if apart else {})), **said)
    except ValidationError as error:
        raise CannotRead(sentences(error)) from None


def own(told: Part, *names: str) -> dict[str, Any]:
    """What only this kind of sender says, by the names that the page has words for; what was left empty is left out."""
    found = {name: getattr(told, name) for name in names}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in found.items()
        if value
    }
