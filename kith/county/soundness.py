"""What must be true of a county, asked of the rows themselves."""

import psycopg

from kith.county.growth import SQL, statements


def broken(connected: psycopg.Connection) -> dict[str, int]:
    """What must always be true of a county and is not: each sentence with how many rows belie it."""
    found = {}
    with connected.transaction():
        connected.execute("set local role kith_search")
        tables = [row[0] for row in connected.execute(GUARDED).fetchall()]
        for table in tables:
            counted = connected.execute(GUARD_STANDS.format(table=table)).fetchone()
            found[f"every row of {table} is guarded as its subject is"] = counted[0] if counted else 0
        for words, statement in statements(SQL / "invariants.sql"):
            found[words] = len(connected.execute(statement).fetchall())
    return found


GUARDED = """
    select t.tgrelid::regclass::text from pg_trigger t join pg_proc p on p.oid = t.tgfoid
     where p.proname = 'guard_row' and p.pronamespace = 'kith'::regnamespace order by 1
"""
GUARD_STANDS = """
    select count(*) from {table} r join sharing_subject s on s.id = r.subject_id
     where (r.partnerships, r.agencies, r.restricted) is distinct from (s.partnerships, s.agencies, s.restricted)
"""
