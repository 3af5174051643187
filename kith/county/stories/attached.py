"""What a school sends beside its words: a chronology and a body map. Both were made for this county and show nobody."""

from datetime import datetime

from kith.county.stories.stage import MOMENT, Stage
from kith.intake.actions import File, attach
from kith.sharing import jobs

CHRONOLOGY = """Day,Time,What was seen,By
Mon 5 Oct,8:52,Late. Wet through. Says that she slept at a friend’s,Form tutor
Thu 15 Oct,12:40,Two phones in her bag,Lunch staff
Tue 27 Oct,15:20,Fetched at the gate by a woman in a grey van,Site staff
Mon 9 Nov,9:10,Asleep in maths. Nails done,Maths
Fri 13 Nov,14:05,Bruise above the left wrist. See the body map,School nurse
"""
DRAWN = b"BT /F1 16 Tf 60 760 Td (Body map: back of the left forearm, 3 cm, yellow at the edge) Tj ET 220 300 160 320 re S 290 420 20 20 re f"


def pdf(drawn: bytes) -> bytes:
    """A page with this drawn on it."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            table,
            len(made),
        )
    )


def with_minh_anh(stage: Stage, at: datetime) -> None:
    """Keerthana's files follow her words by a minute."""

    def sends(at: datetime) -> None:
        files = [
            File("Minh Anh chronology, autumn term.csv", "text/csv", CHRONOLOGY.encode()),
            File("Body map 13 November.pdf", "application/pdf", pdf(DRAWN)),
        ]
        with stage.as_("keerthana") as by:
            attach(receipt=stage.receipts["Minh Anh"], files=files, by=by, at=at)
        jobs.run_waiting(at + MOMENT)

    stage.then(at, sends)
