"""A dozen invented children and what happened to them in the last four weeks, made through actions."""

from datetime import datetime

from kith.county.places import County


def load(county: County, *, until: datetime) -> None:
    """The four weeks up to a moment."""
