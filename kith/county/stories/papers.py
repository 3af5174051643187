"""The threshold document that Ravenshire decides by, the next one, which waits for a signature, and a record that is held."""

from datetime import datetime, timedelta

from kith.county.stories.stage import Stage
from kith.frontdoor.actions import thresholds as actions
from kith.frontdoor.rules import thresholds as rules
from kith.retention.actions import place_hold

WHERE = {
    "sexual_exploitation": "Section 4, page 11",
    "criminal_exploitation": "Section 4, page 12",
    "outside_home": "Section 5",
    "section_47": "Section 7, page 19",
    "early_help": "Section 3",
    "step_up_down": "Section 6",
    "consent": "Section 2, page 5",
    "escalation": "Appendix B",
    "published": "Page 2",
}
REWORDED = {
    "3.1": "Signs of exploitation outside the home, by anybody, online too; harm not yet seen",
    "4.2": "Made to carry, hold, grow or sell for others",
}
ADDED = (
    '3,3.4,"A missing friend, or friends who are exploited"\n4,4.6,Their home is used by others (cuckooing)\n'
)
SIGNERS = ("gwenda", "ingrid", "casimir")


def thresholds(stage: Stage) -> None:
    """Version 3.2 is signed by all three; 4.0 waits for health, and one thing in it is not named."""
    m = stage.moments

    def put(version: str, rows: str, days: tuple[int, int, int], at: datetime) -> str:
        starts, review, expires = (m.today + timedelta(days=each) for each in days)
        with stage.as_("tamsin") as by:
            return actions.put_threshold(
                partnership=stage.county.partnerships["ravenshire"],
                title="Ravenshire threshold document",
                version=version,
                starts_on=starts,
                review_on=review,
                expires_on=expires,
                rows=rows,
                by=by,
                at=at,
            ).reference

    def check(document: str, missing: dict[str, str], at: datetime) -> None:
        answers = {
            item: rules.Checked(False, why_not=missing[item])
            if item in missing
            else rules.Checked(True, where)
            for item, where in WHERE.items()
        }
        with stage.as_("tamsin") as by:
            actions.check_threshold(document=document, answers=answers, by=by, at=at)

    def sign(document: str, who: str, at: datetime) -> None:
        with stage.as_(who) as by:
            actions.sign_threshold(document=document, by=by, at=at)

    def first(at: datetime) -> None:
        document = put("3.2", rows_of(at), (-320, 20, 130), at)
        check(document, {}, at + timedelta(minutes=20))
        for hours, who in enumerate(SIGNERS, start=1):
            sign(document, who, at + timedelta(minutes=20 * hours + 20))

    def second(at: datetime) -> None:
        words = rows_of(at)
        for code, said in REWORDED.items():
            words = "\n".join(
                f'{code[0]},{code},"{said}"' if line.startswith(f"{code[0]},{code},") else line
                for line in words.splitlines()
            )
        document = put("4.0", f"{words}\n{ADDED}", (20, 400, 760), at)
        check(
            document,
            {
                "step_up_down": "The family help pathway is being rewritten. It is added in 4.1, by the spring."
            },
            at + timedelta(minutes=30),
        )
        sign(document, "gwenda", at + timedelta(hours=2))
        sign(document, "casimir", at + timedelta(hours=3))

    stage.then(m.day(28, 8), first)
    stage.then(m.day(3, 10), second)


def rows_of(at: datetime) -> str:
    """The levels and criteria that come with Kith, as rows to paste."""
    rows = rules.built_in(at.date()).rows
    return "\n".join(f'{row.level},{row.code},"{row.says}","{row.hint}"' for row in rules.in_order(rows))


def held(stage: Stage) -> None:
    """The police ask for Zofia's record; Huw holds it, and somebody else will end that."""
    m = stage.moments

    def holds(at: datetime) -> None:
        with stage.as_("huw") as by:
            place_hold(
                child=stage.contacts["Zofia"].subject.reference,
                kind="police",
                because="Detective Superintendent Thorne-Oduya, by letter, reference RVP/2291. Everything about the man in the car.",
                review_on=m.today + timedelta(days=90),
                by=by,
                at=at,
            )

    stage.then(m.day(2, 15), holds)
