"""How many queries a page asks, with 10 rows and with 1,000: the same, or something is asked for each row."""

import argparse
from collections import Counter

from bench.ground import FEW, MANY, Figures, connect, counties_of, set_up, world

FULL = 1_000
BUDGETS = {"worklist": 12, "contact": 25, "child": 30}
ROWS = {
    "worklist": "select count(*), '' from record_clock k join sharing_team t on t.id = k.team_id"
    " join sharing_partnership p on p.id = t.partnership_id"
    " where k.stopped_at is null and t.does = 'front_door' and p.code = 'ravenshire'",
    # The latest contact of the child of whom most was sent, and that child: with all that the ledger holds of them.
    "contact": "{most} select (select count(*) from record_entry e join person m on m.subject_id = e.subject_id), c.reference"
    " from frontdoor_contact c join person m on m.subject_id = c.subject_id"
    " where c.identified_at is not null order by c.id desc limit 1",
    "child": "{most} select (select count(*) from record_entry e join person m on m.subject_id = e.subject_id), s.reference"
    " from sharing_subject s join most m on m.id = s.id",
}
MOST = """
    with recursive most as (
        select s.id from sharing_subject s left join people_link l on l.other_id = s.id and l.ends_at is null
         where s.partnerships @> array[(select id from sharing_partnership where code = 'ravenshire')] and not s.restricted
           and s.kind = 'child'
         group by s.id
         order by count(l.id) desc, (select count(*) from record_entry e where e.subject_id = s.id) desc, s.id limit 1
    ), person as (
        select id as subject_id from most
        union
        select case l.subject_id when m.subject_id then l.other_id else l.subject_id end
          from people_link l join person m on m.subject_id in (l.subject_id, l.other_id) where l.ends_at is null
    )
"""
PATHS = {"worklist": "/worklist/", "contact": "/contacts/{}/", "child": "/children/{}/?since=all"}


def main(words: list[str]) -> int:
    options = argparse.ArgumentParser(prog="run bench queries")
    options.add_argument("--counties", type=int, choices=range(1, 11), help="on so many grown counties")
    counties = options.parse_args(words).counties
    set_up()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    few, many = counted(FEW), counted(counties_of(counties) if counties else MANY)
    figures = Figures(
        f"Queries of a page, as the front door{f', at {counties} counties' if counties else ''}"
    )
    for page, budget in BUDGETS.items():
        (rows, asked), (more_rows, more_asked) = few[page], many[page]
        for number, found in ((rows, asked), (more_rows, more_asked)):
            figures.says(
                f"{page}, {number} rows", f"{len(found)} queries", f"{budget} or fewer", len(found) <= budget
            )
        if not counties:
            figures.says(
                f"{page}, a full page", f"{more_rows:,} rows", f"{FULL:,} or more", more_rows >= FULL
            )
        same = len(asked) == len(more_asked)
        figures.says(f"{page}, the same at both", "yes" if same else "no", "the same", same)
        if len(more_asked) > budget or not same:
            tell_most_asked(more_asked)
    return figures.result


def counted(template: str) -> dict[str, tuple[int, list[str]]]:
    """For each page its rows and its statements, without those that open and close the transaction."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.asked import statements
    from tests.world import World

    found = {}
    with world(template) as name:
        browser = World(name).browser("amina")
        browser.get("/help/")  # the seat is taken on the first page
        for page, path in PATHS.items():
            with connect(name, "search") as beside:
                row = beside.execute(ROWS[page].format(most=MOST)).fetchone()
            assert row is not None
            rows, reference = row
            with CaptureQueriesContext(connection) as asked:
                response = browser.get(path.format(reference))
            if response.status_code != 200:
                raise RuntimeError(f"The {page} answered {response.status_code}")
            found[page] = (rows, statements(asked))
    return found


def tell_most_asked(asked: list[str]) -> None:
    """The tables that were asked most often, to begin to look."""
    froms = Counter(" ".join(s.split('FROM "')[-1].split('"')[:1])[:60] for s in asked)
    print("      most asked: " + ", ".join(f"{table} {times}" for table, times in froms.most_common(5)))
