"""What migrations make together (docs/adr/0026-migrations-written-shorter.md)."""

from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Tables(Operation):
    """Tables that are made together: Django draws every model anew for each that it is told of, and for these once."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *tables: migrations.CreateModel) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        vars(state).pop("apps", None)
        for each in self.tables:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in self.tables:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for each in reversed(self.tables):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Make {len(self.tables)} tables together"
