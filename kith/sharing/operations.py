"""What migrations say to put a table behind the guard. The SQL is the access model of docs/explanation/security.md."""

from pathlib import Path

from django.db import migrations

from kith.sharing.guard import AgencyGuard, Guard, LetterGuard, OwnGuard, Register

ACTING = "kith_app, kith_worker"
BEHIND = "kith_search, kith_backup"
# Work in the background goes on for a restricted child too: nothing of hers is lost, late or unsent.
CARRIES = "(select kith.may('restricted.carry'))"


def sql_file(name: str) -> migrations.RunSQL:
    """Run one file of `kith/`, named from there: `sharing/sql/context.sql`."""
    text = (Path(__file__).resolve().parent.parent / name).read_text()
    return migrations.RunSQL(text, migrations.RunSQL.noop)


def reaches(permission: str, subject: str) -> str:
    """SQL that is true of a row whose subject this permission reaches."""
    return (
        f"({subject} = any ((select kith.near('{permission}'))::bigint[])\n"
        f"     or agencies && (select kith.through('{permission}'))::bigint[]\n"
        f"     or partnerships && (select kith.wide('{permission}'))::bigint[])"
    )


def behind(table: str) -> str:
    """The functions' owner and the backup see every row: the first filters by itself, the second must not be partial."""
    return f"create policy behind on {table} for all to {BEHIND} using (true) with check (true)"


def policies(table: str, read: str, add: str, change: str, subject: str, beside: str) -> list[str]:
    """The policies of a table that hangs on a subject, one statement each, by name."""
    conflict = f"({subject} = any ((select kith.conflicts())::bigint[])) is not true"
    if beside:
        conflict += f" and not {beside} && (select kith.conflicts())::bigint[]"
    restricted = f"not restricted or {subject} = any ((select kith.readers())::bigint[]) or {CARRIES}"
    found = [
        f"create policy reads on {table} for select to {ACTING} using {reaches(read, subject)}",
        f"create policy adds on {table} for insert to {ACTING} with check {reaches(add, subject)}",
        f"create policy no_conflict on {table} as restrictive for all to {ACTING} using ({conflict})",
        f"create policy restricted on {table} as restrictive for all to {ACTING} using ({restricted})",
        behind(table),
    ]
    if change:
        found.append(
            f"create policy changes on {table} for update to {ACTING}"
            f" using {reaches(change, subject)} with check {reaches(change, subject)}"
        )
    return found


def agency_policies(table: str, read: str, add: str, change: str) -> list[str]:
    """The policies of a table that belongs to an agency: its own people, and posts with the permission for the area."""

    def mine(permission: str) -> str:
        return (
            f"((select kith.may('{permission}')) and agency_id = any ((select kith.own_agencies())::bigint[])"
            f" or partnership_id = any ((select kith.wide('{permission}'))::bigint[]))"
        )

    found = [
        f"create policy reads on {table} for select to {ACTING} using {mine(read)}",
        f"create policy adds on {table} for insert to {ACTING} with check {mine(add)}",
        behind(table),
    ]
    if change:
        found.append(
            f"create policy changes on {table} for update to {ACTING} using {mine(change)} with check {mine(change)}"
        )
    return found


def letter_policies(table: str, read: str, add: str, change: str, post: str, whole: str = "") -> list[str]:
    """The policies of what passes between an agency and the front doors of the children whom it is about."""
    ours = (
        f" and ({post} = any ((select kith.team_posts())::bigint[]) or (select kith.may('{whole}')))"
        if whole
        else ""
    )

    def open_to(permission: str, ours: str = "") -> str:
        return (
            f"((select kith.may('{permission}')) and agency_id = any ((select kith.own_agencies())::bigint[]){ours}"
            f" or partnerships && (select kith.wide('{permission}'))::bigint[])"
        )

    conflict = "not subjects && (select kith.conflicts())::bigint[]"
    restricted = (
        "restricted_subjects <@ (select kith.readers())::bigint[]"
        f" or {post} = any ((select kith.posts())::bigint[]) or {CARRIES}"
    )
    found = [
        f"create policy reads on {table} for select to {ACTING} using {open_to(read, ours)}",
        f"create policy adds on {table} for insert to {ACTING} with check {open_to(add)}",
        f"create policy no_conflict on {table} as restrictive for all to {ACTING} using ({conflict})",
        f"create policy restricted on {table} as restrictive for all to {ACTING} using ({restricted})",
        behind(table),
    ]
    if change:
        found.append(
            f"create policy changes on {table} for update to {ACTING}"
            f" using {open_to(change, ours)} with check {open_to(change, ours)}"
        )
    return found


def own_policies(table: str, permission: str) -> list[str]:
    """The policies of what only the post that writes it, and whoever covers that post, may open."""
    mine = f"((select kith.may('{permission}')) and by_post_id = any ((select kith.posts())::bigint[]))"
    return [
        f"create policy reads on {table} for select to {ACTING} using {mine}",
        f"create policy adds on {table} for insert to {ACTING} with check {mine}",
        f"create policy changes on {table} for update to {ACTING} using {mine} with check {mine}",
        behind(table),
    ]


def _secured(table: str, statements: list[str], fill: bool) -> migrations.RunSQL:
    forward = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        *statements,
    ]
    if fill:
        forward.append(
            f"create trigger guard_row before insert on {table} for each row execute function kith.guard_row()"
        )
    return migrations.RunSQL([s + ";" for s in forward], migrations.RunSQL.noop)


def guard(
    table: str, *, read: str, add: str, change: str = "", subject: str = "subject_id", beside: str = ""
) -> migrations.RunSQL:
    """Put a table that hangs on a subject behind row security."""
    statements = policies(table, read, add, change, subject, beside)
    return _secured(table, statements, fill=subject == "subject_id")


def changes(table: str, *, change: str, subject: str = "subject_id") -> migrations.RunSQL:
    """From here on, rows of this table may be changed by whoever has this permission over the child."""
    (statement,) = [
        s for s in policies(table, "", "", change, subject, "") if s.startswith("create policy changes ")
    ]
    return migrations.RunSQL(f"{statement};", migrations.RunSQL.noop)


def agency_guard(table: str, *, read: str, add: str, change: str = "") -> migrations.RunSQL:
    """Put a table that belongs to an agency behind row security."""
    return _secured(table, agency_policies(table, read, add, change), fill=False)


def letter_guard(
    table: str, *, read: str, add: str, change: str = "", post: str = "by_post_id"
) -> migrations.RunSQL:
    """Put what was an agency's alone behind the guard of the children whom it is about."""
    filled = (
        f"create trigger letter_row before insert or update of subjects on {table}"
        " for each row execute function kith.letter_row()"
    )
    return _replaced(table, [*letter_policies(table, read, add, change, post), filled])


def letter_guard_narrowed(table: str, guard: LetterGuard) -> migrations.RunSQL:
    """From here on, of its agency only those read it who `guard.whole` speaks of."""
    statements = [
        statement
        for statement in letter_policies(table, guard.read, guard.add, guard.change, guard.post, guard.whole)
        if statement.startswith(("create policy reads ", "create policy changes "))
    ]
    dropped = [f"drop policy if exists {name} on {table}" for name in ("reads", "changes")]
    return migrations.RunSQL([s + ";" for s in (*dropped, *statements)], migrations.RunSQL.noop)


def own_guard(table: str, *, may: str) -> migrations.RunSQL:
    """Put what was an agency's behind the guard of the post that writes it."""
    return _replaced(table, own_policies(table, may))


def secured(table: str) -> migrations.RunSQL:
    """Turn row security on; until a guard follows, nobody sees a row."""
    return _secured(table, [], fill=False)


def _replaced(table: str, statements: list[str]) -> migrations.RunSQL:
    dropped = [f"drop policy if exists {name} on {table}" for name in ("reads", "adds", "changes", "behind")]
    return migrations.RunSQL([s + ";" for s in (*dropped, *statements)], migrations.RunSQL.noop)


def closed(table: str) -> migrations.RunSQL:
    """Put a table behind row security that lets no acting role through: only definer functions reach it."""
    return _secured(
        table,
        [behind(table)],
        fill=False,
    )


def own_hand(table: str) -> migrations.RunSQL:
    """Nobody writes a row of this table in another's name: post and worker are those of the sealed context."""
    return migrations.RunSQL(f"{own_hand_policy(table)};", migrations.RunSQL.noop)


def own_hand_policy(table: str) -> str:
    return (
        f"create policy own_hand on {table} as restrictive for insert to {ACTING} with check"
        " (by_post_id = (select kith.post()) and by_worker_id is not distinct from (select kith.worker()))"
    )


def only_with(table: str, name: str, when: str, permission: str) -> migrations.RunSQL:
    """Rows of this kind are added only by a post that has this permission."""
    return migrations.RunSQL(f"{only_policy(table, name, when, permission)};", migrations.RunSQL.noop)


def only_policy(table: str, name: str, when: str, permission: str) -> str:
    return (
        f"create policy {name} on {table} as restrictive for insert to {ACTING}"
        f" with check (not ({when}) or (select kith.may('{permission}')))"
    )


def changed_only_with(table: str, name: str, when: str, permission: str) -> migrations.RunSQL:
    """Rows of this kind are changed only by a post that has this permission, too."""
    return migrations.RunSQL(f"{changed_only_policy(table, name, when, permission)};", migrations.RunSQL.noop)


def changed_only_policy(table: str, name: str, when: str, permission: str) -> str:
    may = f"not ({when}) or (select kith.may('{permission}'))"
    return (
        f"create policy {name}_changed on {table} as restrictive for update to {ACTING}"
        f" using ({may}) with check ({may})"
    )


def register(table: str, *, change: str) -> migrations.RunSQL:
    """A register that everybody reads and only posts with this permission write: not about any child."""
    statements = [f"alter table {table} enable row level security", *register_policies(table, change)]
    return migrations.RunSQL([s + ";" for s in statements], migrations.RunSQL.noop)


def register_policies(table: str, change: str) -> list[str]:
    may = f"(select kith.may('{change}'))"
    return [
        f"create policy reads on {table} for select to {ACTING} using (true)",
        f"create policy adds on {table} for insert to {ACTING} with check ({may})",
        f"create policy changes on {table} for update to {ACTING} using ({may}) with check ({may})",
        behind(table),
    ]


def policies_of(
    declared: Guard | AgencyGuard | LetterGuard | OwnGuard | Register | None, table: str
) -> list[str]:
    """Every policy that a declaration calls for; None is a closed table."""
    if isinstance(declared, Guard):
        found = policies(
            table, declared.read, declared.add, declared.change, declared.subject, declared.beside
        )
        found += [own_hand_policy(table)] if declared.own_hand else []
        found += [only_policy(table, o.name, o.when, o.permission) for o in declared.only]
        changed = declared.only if declared.change else ()
        return found + [changed_only_policy(table, o.name, o.when, o.permission) for o in changed]
    if isinstance(declared, AgencyGuard):
        return agency_policies(table, declared.read, declared.add, declared.change)
    if isinstance(declared, LetterGuard):
        found = letter_policies(
            table, declared.read, declared.add, declared.change, declared.post, declared.whole
        )
        return found + ([own_hand_policy(table)] if declared.own_hand else [])
    if isinstance(declared, OwnGuard):
        return own_policies(table, declared.may)
    if isinstance(declared, Register):
        return register_policies(table, declared.change)
    return [behind(table)]
