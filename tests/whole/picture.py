"""The invented county read as a whole, by the role that reads all of it."""

from datetime import timedelta
from typing import Any

from django.db import connection

from kith.core import clocks
from kith.core.clocks import State
from tests import databases
from tests.world import World

MINUTES_OLD = timedelta(minutes=9)


class Picture:
    """The county read as the backup role reads it: all of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.contacts = self.rows(
            "select c.reference, r.given_name as name, c.receipt_reference as receipt, c.rag, c.state, c.received_at,"
            "       c.held_by_id as held, c.identified_at, s.kind, s.restricted, p.code as area, r.expected_on,"
            "       (select min(k.due_at) from record_clock k where k.about = c.reference and k.stopped_at is null) as due"
            "  from frontdoor_contact c join people_sourcerecord r on r.id = c.record_id"
            "  join sharing_subject s on s.id = c.subject_id join sharing_partnership p on p.id = c.partnership_id"
            " order by c.received_at"
        )
        # Two red ones came a few minutes ago; in the first minutes of a day others may have come after them.
        self.until = max(c["received_at"] for c in self.contacts if c["rag"] == "red") + MINUTES_OLD

    def rows(self, statement: str, *arguments: Any) -> list[dict[str, Any]]:
        with databases.opened(self.world.database, "backup"), connection.cursor() as cursor:
            cursor.execute(statement, arguments)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def count(self, table: str, where: str = "true") -> int:
        return self.rows(f"select count(*) as n from {table} where {where}")[0]["n"]

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """What Ravenshire's duty worker sees: undecided, and not kept from her."""
        return [
            c
            for c in self.contacts
            if c["state"] == "received" and c["area"] == "ravenshire" and not c["restricted"]
        ]

    def sent(self, state: State) -> set[str]:
        """Things sent, by their receipts: one incident is one thing, however many its children are."""
        return {c["receipt"] for c in self.waiting if clocks.state(c["due"], self.until) == state}
