"""How far the audit is sealed, for those who look after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from kith.sharing import verify_audit

# Heads are signed each minute where something happened (local).
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Sealed:
    """The last head, and how many entries wait for the next."""

    size: int
    at: datetime
    note: str
    key: bytes
    waiting: int

    def is_late(self, at: datetime) -> bool:
        """Whether something has waited for longer than a sealer that works would leave it."""
        return self.waiting > 0 and at - self.at > LATE

    @property
    def letter(self) -> str:
        """The head as a witness keeps it: the signed note, and the key that it is checked with."""
        return verify_audit.with_key(self.note, self.key)


def sealed() -> Sealed | None:
    """How far the audit is sealed; nothing before the first head, and for those who may not know."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.last_head()")
        row = cursor.fetchone()
    return Sealed(row[0], row[1], row[2], bytes(row[3]), row[4]) if row else None
