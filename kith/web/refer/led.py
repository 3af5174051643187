"""What led a sender to tell us: asked last, at every door."""

from datetime import date

from kith.core.lists import CodeList
from kith.core.says import today_in_london
from kith.frontdoor.led_by import in_words, led_by
from kith.intake.models import Draft
from kith.sharing.models import Partnership
from kith.web.refer.answers import Answers


def led_choices(draft: Draft) -> list[tuple[str, str]]:
    """The campaigns and briefings of the draft's area, or nothing."""
    return [("", "Choose, or leave it"), *_list(draft).choices(today_in_london(draft.saved_at))]


def led_by_in_words(answers: Answers, draft: Draft, day: date) -> str:
    """What is kept of it: the list's words and the sender's own."""
    code = answers.first("sending", 1, "led")
    known = _list(draft)
    return in_words(
        known.get(code, day).says if known.has(code, day) else "", answers.first("sending", 1, "led_more")
    )


def _list(draft: Draft) -> CodeList:
    return led_by(Partnership.objects.values_list("code", flat=True).get(pk=draft.partnership_id))
