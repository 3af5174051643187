"""Asks the machine interface all that its own description lets one ask, and much that it does not, as each who may ask."""

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
EVERY = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@dataclass
class Asked:
    """What was asked and answered: how many of each status, and what broke a promise of the description."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(self.statuses.values())

    @property
    def faults(self) -> int:
        return sum(number for status, number in self.statuses.items() if status >= 500)


def ask(askers: Mapping[str, Mapping[str, str]], *, each: int, begun_with: int = 0) -> Asked:
    """Ask each operation `each` times as each asker, half of it as described and half of it not."""
    told = Asked()
    with connections_stay(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
        for who, headers in askers.items():
            operations: list[Any] = [cast(Any, found).ok() for found in described.get_all_operations()]
            for found in operations:
                for number, mode in enumerate(EVERY):
                    _ask(found, mode, who, headers, max(1, each // 2), begun_with + number, told)
    return told


def _ask(
    operation: Any,
    mode: GenerationMode,
    who: str,
    headers: Mapping[str, str],
    number: int,
    begun_with: int,
    told: Asked,
) -> None:
    @seed(begun_with)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        answer = case.call(headers=dict(headers))
        told.statuses[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except BaseException as broken:  # a group of failures, which is no Exception
            if isinstance(broken, KeyboardInterrupt):
                raise
            if len(told.wrong) < 20:
                told.wrong.append(f"{who}, {operation.label}, {answer.status_code}: {str(broken)[:2000]}")

    one()


@contextmanager
def connections_stay() -> Iterator[None]:
    """A request neither begins nor ends with a new connection to the database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
