"""How far the audit is sealed, for those who look after it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from kith.sharing import verify_audit


@dataclass(frozen=True)
class Sealed:
    """The last head, and how many entries wait for the next."""

    size: int
    at: datetime
    note: str
    key: bytes
    waiting: int

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
