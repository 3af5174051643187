"""Who may see what, and who stands in for whom: an agreement that ended, what was shared in spite of it, a leave."""

from datetime import datetime, timedelta

from kith.county.places import BEGAN
from kith.county.stories.stage import Stage
from kith.sharing.actions import disclose, mark_absent, sign_agreement


def agreement_ends(stage: Stage) -> None:
    """The drug and alcohol service's agreement ran out; one plan is shared with it by decision, another is not."""
    m, county = stage.moments, stage.county

    def signs(at: datetime) -> None:
        with stage.as_("tamsin") as by:
            sign_agreement(
                says="Plans shared with Saltwell",
                partnership=county.partnerships["ravenshire"],
                agencies=[county.agencies["saltwell"]],
                items={"plan": ["plan"], "record": ["plan"]},
                starts_on=BEGAN,
                ends_on=m.back(5),
                review_on=m.back(19),
                by=by,
                at=at,
            )

    def shares(at: datetime) -> None:
        with stage.as_("rhiannon") as by:
            disclose(
                subject=stage.contacts["Zofia"].subject.reference,
                permission="plan.read",
                to_post=county.posts["halina"],
                is_shared=True,
                helps_with="Halina sees Zofia on Fridays and must know who may fetch her and who may not.",
                harm_weighed="Little: Zofia asked for it herself. Not to know would be worse, with a man waiting in a car.",
                because="The agreement has run out and its renewal waits for a signature. Zofia cannot wait for that.",
                until=m.until + timedelta(days=14),
                by=by,
                at=at,
            )

    def refuses(at: datetime) -> None:
        with stage.as_("emeka") as by:
            disclose(
                subject=stage.contacts["Cadi"].subject.reference,
                permission="plan.read",
                to_post=county.posts["halina"],
                is_shared=False,
                helps_with="Saltwell has met Cadi once, at a school assembly, and asks what the plan says.",
                harm_weighed="Cadi has asked that nobody outside school is told of the knife. She would stop talking to us.",
                because="Nothing in the plan is for Saltwell to do. Ask again if she comes to them.",
                until=None,
                by=by,
                at=at,
            )

    stage.then(m.day(19, 9), signs)
    stage.then(m.day(4, 9, 40), shares)
    stage.then(m.day(4, 16, 10), refuses)


def on_leave(stage: Stage) -> None:
    """Rhiannon is away this week; Emeka's post sees her work."""
    m, posts = stage.moments, stage.county.posts

    def covers(at: datetime) -> None:
        with stage.as_("huw") as by:
            mark_absent(
                post=posts["rhiannon"],
                deputy=posts["emeka"],
                starts_at=at,
                ends_at=m.until + timedelta(days=5),
                by=by,
                at=at,
            )

    stage.then(m.day(1, 8, 30), covers)
