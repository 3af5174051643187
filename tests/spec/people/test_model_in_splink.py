"""One model, two readers: Splink in bulk and Kith in a look-up weigh the same pair the same."""

import json
import math
import random
from datetime import date, timedelta

import pytest

from kith.core import identifiers
from kith.people.matching.columns import DAYS, TEXTS, columns
from kith.people.matching.model import model
from kith.people.matching.names import LISTS
from kith.people.matching.record import Record, tidy

FIRST = [
    "",
    "Aoife",
    "Aoífe",
    "Niamh",
    "Beth",
    "Elizabeth",
    "Elizabteh",
    "Kasia",
    "Katarzyna",
    "Mary-Kate",
    "Mary",
    "Quill",
]
LAST = [
    "",
    "Ní Dhómhnaill-Carrick",
    "Ni Dhomnaill",
    "Carrick",
    "Nowak",
    "Novak",
    "Marsh",
    "March",
    "Quill",
    "Aoife",
    "Đỗ",
]
UPNS = [identifiers.upn_check_letter(rest) + rest for rest in ("999999999901", "999999999902")]
POSTCODES = ["", "NE99 1ZZ", "NE99 2ZZ", "NE98 1ZZ"]


RARE = [
    Record(given_name="Aoife", family_name="Quill", date_of_birth=date(2013, 3, 2)),
    Record(given_name="Quill", family_name="Aoife", date_of_birth=date(2010, 3, 2)),
    Record(given_name="Filip", family_name="Quillfeather"),
    Record(given_name="Philip", family_name="Quilfeathear"),
    Record(given_name="Salim"),
    Record(given_name="Saleem"),
]


def invented(chance: random.Random) -> Record:
    one_of = chance.choice
    return Record(
        given_name=one_of(FIRST),
        middle_names=one_of(["", "", "Mary", "Kate"]),
        family_name=one_of(LAST),
        known_as=one_of(["", "", "Star", "Beth"]),
        previous_family_names=one_of([(), (), ("Marsh",), ("Quill",)]),
        sex=one_of(["", "M", "F"]),
        date_of_birth=one_of(
            [
                None,
                date(2012, 1, 1),
                date(2012, 2, 1) + timedelta(days=chance.randrange(90)),
                date(2013, 3, 2),
            ]
        ),
        address_line=one_of(["", "22 Tarbarrel Lane", "1 Mill Rd"]),
        postcode=one_of(POSTCODES),
        previous_postcodes=one_of([(), ("NE99 2ZZ",)]),
        school_urn=one_of(["", "999001", "999002"]),
        parent_name=one_of(["", "Siobhán", "Siobhán Carrick", "Tomasz Nowak"]),
        phone=one_of(["", "01632 960133", "01632 960134"]),
        nhs_number=one_of(["", identifiers.nhs_test_number(1), identifiers.nhs_test_number(2)]),
        upn=one_of(["", *UPNS]),
    )


def in_sql(rows, connection):
    kinds = {**dict.fromkeys(TEXTS, "VARCHAR"), **dict.fromkeys(DAYS, "DATE")}
    named = ", ".join(f'"{column}" {kinds.get(column, "VARCHAR[]")}' for column in rows[0])
    connection.execute(f"create table people (unique_id integer, {named})")
    marks = ", ".join("?" for _ in range(len(rows[0]) + 1))
    for nth, row in enumerate(rows):
        values = [list(value) if isinstance(value, tuple) else value for value in row.values()]
        connection.execute(f"insert into people values ({marks})", [nth, *values])
    return connection


def test_splink_and_kith_weigh_every_pair_the_same():
    splink = pytest.importorskip(
        "splink", reason="Splink is not installed, so Kith alone reads the model here"
    )
    duckdb = pytest.importorskip(
        "duckdb", reason="DuckDB is not installed, so Kith alone reads the model here"
    )
    chance = random.Random(2026)
    rows = [columns(tidy(invented(chance))) for _ in range(294)] + [columns(tidy(each)) for each in RARE]
    settings = json.loads((LISTS / "model.json").read_text(encoding="utf-8")) | {
        "link_type": "dedupe_only",
        "blocking_rules_to_generate_predictions": ["1=1"],
    }
    database = splink.DuckDBAPI(connection=in_sql(rows, duckdb.connect()))
    linker = splink.Linker(database.register("people"), settings)
    pairs = linker.inference.predict().as_record_list()
    prior = settings["probability_two_random_records_match"]
    assert len(pairs) == 300 * 299 / 2
    answered = set()
    for pair in pairs:
        sent, held = rows[pair["unique_id_l"]], rows[pair["unique_id_r"]]
        answered |= {(each.field, each.levels.index(each.answer(sent, held))) for each in model().comparisons}
        assert model().weight(sent, held) == pytest.approx(
            pair["match_weight"] - math.log2(prior / (1 - prior)), abs=1e-4
        )
    assert answered == {
        (each.field, place) for each in model().comparisons for place in range(len(each.levels))
    }
