"""A school's system writes a table of worries, and not every row can be read."""

from datetime import datetime, timedelta

from kith.county.stories.stage import MOMENT, Stage
from kith.intake.actions import send_file
from kith.sharing import jobs

HEADINGS = "Forename,Surname,DOB,What happened,Your name,Postcode,Tutor group\n"
ROWS = (
    "Wren,Ashby-Kowalczyk,2013-06-14,Came in twice this week with money that she cannot explain,K. Arkwright-Sundaram,RV4 2PD,8C\n"
    "Łukasz,Varga-Penrose,7/9/2012,Leaves by the back gate with somebody older,K. Arkwright-Sundaram,RV2 6LE,9A\n"
    "Seren,,2011-11-30,Asleep in lessons; says that she works nights,K. Arkwright-Sundaram,RV4 8TN,10B\n"
)


def a_table_of_worries(stage: Stage) -> None:
    """Three rows: one can be sent, one has a day that can be two, one has no family name. Keerthana has not looked yet."""

    def sends(at: datetime) -> None:
        with stage.as_("keerthana") as by:
            send_file(
                raw=(HEADINGS + ROWS).encode("utf-8-sig"),
                shape="telling",
                content_type="text/csv",
                partnership=stage.county.partnerships["ravenshire"].pk,
                by=by,
                at=at,
            )
        jobs.run_waiting(at + MOMENT)

    stage.then(stage.until - timedelta(minutes=25), sends)
