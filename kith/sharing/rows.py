"""Adding a row that its writer may not read: no RETURNING, so the reading policies are not asked."""

from django.db import connection
from django.db.models import Model
from psycopg import sql


def add(row: Model) -> None:
    """Insert this row. Its `pk` stays unknown; what it is known by outside is its reference."""
    fields = [f for f in row._meta.local_concrete_fields if not f.primary_key or row.pk is not None]
    names = [str(f.column) for f in fields]
    values = [f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields]
    statement = sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(row._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(name) for name in names),
        sql.SQL(", ").join([sql.SQL("%s")] * len(names)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
