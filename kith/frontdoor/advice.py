"""What a sender reads about how well a contact was told."""

from datetime import datetime

from kith.core.says import today_in_london
from kith.frontdoor.models import Contact, QualityGrade
from kith.frontdoor.owed import owe_sender
from kith.frontdoor.rules import quality as rules
from kith.sharing.actor import Actor


def advise(contact: Contact, graded: QualityGrade, *, by: Actor, at: datetime) -> None:
    """The advice goes to the post that sent it and whoever reads all that its agency sends, and to nobody else."""
    headline, words = rules.advice(graded.grades, graded.words, today_in_london(at))
    owe_sender(contact, "quality_advice", headline=headline, words=words, by=by, at=at)
