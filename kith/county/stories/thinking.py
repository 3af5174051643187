"""What others are asked to think of contacts that still wait: one dissents, one is silent, one advises."""

from datetime import datetime

from kith.county.stories.stage import Stage
from kith.county.stories.times import soon


def about_minh_anh(stage: Stage, came: datetime) -> None:
    """Police see it as more than is proposed; health has not answered, and its agency was told."""
    m = stage.moments
    stage.asks_views(
        "amina",
        soon(came, m.until, 80),
        "Minh Anh",
        level="3",
        section_47="unclear",
        outcome="assessment",
        reasons="Signs of work at night and of somebody else’s hand on her papers. Where she lives is not known yet.",
    )
    stage.gives_view(
        "olu",
        soon(came, m.until, 120),
        "Minh Anh",
        agrees="no",
        level="4",
        section_47="met",
        outcome="strategy_discussion",
        because="The van was outside two nail bars that we looked at in spring. Another child was found there.",
    )
    stage.asks_advice(
        "amina",
        soon(came, m.until, 85),
        "Minh Anh",
        question="Who should speak with her first, and what must we not ask while she still goes back to the house?",
        forms=["labour", "trafficking", "domestic_servitude"],
    )
    stage.gives_view(
        "sunniva",
        soon(came, m.until, 150),
        "Minh Anh",
        because="The assistant whom she already speaks with, and an interpreter from outside the area. Do not ask about money or"
        " the debt yet: ask what she would need to stay away for one night.",
    )
    stage.agency_is_told(m.ago(minutes=30), "Minh Anh")


def about_zofia(stage: Stage, came: datetime) -> None:
    """A third visit: nobody has answered yet."""
    m = stage.moments
    stage.asks_views(
        "noor",
        soon(came, m.until, 135),
        "Zofia, third visit",
        level="3",
        section_47="unclear",
        outcome="assessment",
        reasons="Three falls in ten weeks, and a man whom she does not greet. She was not asked alone at home.",
    )
    stage.gives_view(
        "beatrix",
        soon(came, m.until, 170),
        "Zofia, third visit",
        agrees="yes",
        because="The wrist, the rib and the wrist again: a doctor who knows children should see all three together.",
    )
