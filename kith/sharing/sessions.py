"""Sessions whose key is never stored: the table holds its SHA-256, so reading it opens nothing."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def proof(key: str, worker_id: int) -> str:
    """What tells the database that the application, and no injected statement, opens this seat."""
    said = f"seat|{hashlib.sha256(key.encode()).hexdigest()}|{worker_id}"
    return hmac.new(settings.SEAL_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()


def open_seat(key: str, worker_id: int, *, lasts: float | None = None) -> bool:
    """Seat a worker who has signed in with a second factor, in the first of their posts; whether they hold one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.open_seat(%s, %s, %s, %s * interval '1 second')",
            [
                key,
                worker_id,
                proof(key, worker_id),
                settings.SESSION_COOKIE_AGE if lasts is None else lasts,
            ],
        )
        return cursor.fetchone()[0] is not None


def close_seat(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select kith.close_seat(%s)", [key])


class SessionStore(DatabaseSessions):
    """Django's database sessions, looked up and saved by the hash of their key."""

    @classmethod
    def get_model_class(cls):
        from kith.sharing.models import Session

        return Session

    def _get_session_from_db(self):
        from django.utils import timezone

        try:
            return self.model.objects.get(
                session_key=hashed(self.session_key or ""), expire_date__gt=timezone.now()
            )
        except self.model.DoesNotExist:
            self._session_key = None

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key=hashed(session_key)).exists()

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.session_key = hashed(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            close_seat(key)
            self.model.objects.filter(session_key=hashed(key)).delete()
