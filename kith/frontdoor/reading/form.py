"""A referral from Kith's own form: the answers as they were sent, read into a telling."""

import json
from typing import Any

from pydantic import ValidationError

from kith.frontdoor.reading.telling import Telling, sentences, text_of
from kith.intake.reading import CannotRead


def read(raw: bytes) -> tuple[Telling, dict[str, Any]]:
    """The telling in a form's answers. CannotRead says in sentences why not."""
    try:
        return Telling.model_validate(json.loads(text_of(raw))), {}
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise CannotRead(["The form did not arrive whole. Ring the sender."]) from None
    except ValidationError as error:
        raise CannotRead(sentences(error)) from None
