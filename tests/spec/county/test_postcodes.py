"""Every postcode of the invented county could be one, and is nobody’s: its areas are given to no real place."""

import random
import re
from datetime import date
from pathlib import Path

import pytest

import kith
from kith.core import identifiers
from kith.county import crowd

HOUSE = Path(kith.__file__).parent
# Royal Mail has no postcode area of these two names.
AREAS = {"RV", "KD"}
LITERAL = re.compile(r"\b([A-Z]{1,2})(\d[\dA-Z]?) (\d[A-Z]{2})\b")
PLACES = sorted(
    [*HOUSE.glob("county/**/*.py"), *HOUSE.glob("county/**/*.sql"), HOUSE / "web/api/examples.py"]
)


@pytest.mark.parametrize(
    "place", [pytest.param(path, id=f"those of {path.relative_to(HOUSE)}") for path in PLACES if LITERAL.search(path.read_text())]
)  # fmt: skip
def test_each_written_postcode_is_well_formed_and_of_an_invented_area(place: Path) -> None:
    for area, district, inward in LITERAL.findall(place.read_text()):
        assert area in AREAS
        assert identifiers.postcode(f"{area}{district} {inward}") == f"{area}{district} {inward}"


def test_each_postcode_of_the_crowd_is_well_formed_and_of_an_invented_area() -> None:
    for child in crowd.children(400, date(2026, 11, 20), random.Random(7)):
        assert identifiers.postcode(child.record.postcode) == child.record.postcode
        assert child.record.postcode[:2] in AREAS
