"""The database's roles, what each may do, and whether the server is fit to hold a child's record."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from kith.sharing.guard import Rights

# Roles that sign in, beside the owner; and the one that only owns functions.
LOGINS = ("kith_app", "kith_worker", "kith_sealer", "kith_report", "kith_backup")
SEARCH = "kith_search"

# Tables that other people's code made.
ALL = "select insert update delete"
OTHERS: dict[str, Rights] = {
    "django_migrations": Rights("select", "select"),
    "django_content_type": Rights("select", "select"),
    "auth_permission": Rights("", ""),
    "auth_group": Rights("", ""),
    "auth_group_permissions": Rights("", ""),
    "django_session": Rights("", ""),
    "account_emailaddress": Rights(ALL, "select insert"),
    "account_emailconfirmation": Rights(ALL, ""),
    "mfa_authenticator": Rights(ALL, "select insert"),
    "socialaccount_socialaccount": Rights(ALL, ""),
    "socialaccount_socialapp": Rights("select", ""),
    "socialaccount_socialtoken": Rights("", ""),
    "sharing_limits": Rights(ALL, ""),
    "procrastinate_jobs": Rights("", ALL),
    "procrastinate_events": Rights("", ALL),
    "procrastinate_periodic_defers": Rights("", ALL),
    "procrastinate_workers": Rights("", ALL),
}

# Functions of the schema `kith` that a role may call; the others serve these.
FUNCTIONS: dict[str, str] = {
    "add_keys": "app worker",
    "agency_of": "app worker",
    "attach_draft": "app worker",
    "audit": "app worker",
    "balance": "app worker",
    "balance_at": "app",
    "begin_job": "worker",
    "begin_public": "app worker",
    "begin_request": "app worker",
    "begin_service": "worker",
    "candidate_records": "app worker",
    "candidates": "app worker",
    "change_post": "app worker",
    "close_emergency": "app worker",
    "close_seat": "app worker",
    "conflicts": "app worker",
    "conflicts_of": "app worker",
    "context": "app worker",
    "could_open_again": "app worker",
    "counted": "app worker",
    "counted_by_month": "app worker",
    "defer": "app worker",
    "emergencies": "app worker",
    "emergency_references": "app worker",
    "end_conflict": "app worker",
    "end_drafts": "worker",
    "end_key": "app worker",
    "end_relation": "app worker",
    "held": "app worker",
    "ids": "app worker",
    "is_last_keeper": "app worker",
    "join_guard": "app worker",
    "kept_from_me": "app worker",
    "key_receipt": "app worker",
    "keys_of": "app worker",
    "last_head": "app worker",
    "lapse_claim": "worker",
    "leads_of": "app worker",
    "looked": "app worker",
    "looked_in_emergency": "app worker",
    "manages": "app worker",
    "may": "app worker",
    "near": "app worker",
    "open_emergency": "app worker",
    "open_seat": "app worker",
    "owe_of_emergency": "app worker",
    "own_agencies": "app worker",
    "own_looks": "app worker",
    "post": "app worker",
    "posts": "app worker",
    "public_status": "app",
    "readers": "app worker",
    "recall_notice": "app worker",
    "receive_public": "app worker",
    "resting_claims": "worker",
    "retention_facts": "app worker",
    "restricted_candidates": "app worker",
    "relate": "app worker",
    "relations": "app worker",
    "restricted_work": "app worker",
    "review_emergency": "app worker",
    "same_people": "app worker",
    "same_person": "app worker",
    "spoke": "app worker",
    "stays_shut_to": "app worker",
    "step_back": "app worker",
    "supervisors_of_emergency": "app worker",
    "take_factors": "app",
    "team_posts": "app worker",
    "threshold_area": "app worker",
    "through": "app worker",
    "turn_of": "app worker",
    "watches": "app worker",
    "wide": "app worker",
    "worker": "app worker",
    "works_in": "app worker",
}


def declared() -> dict[str, Rights]:
    """What every table says of itself, by the table's name."""
    found = dict(OTHERS)
    for model in apps.get_models(include_auto_created=True):
        if rights := rights_of(model):
            found[model._meta.db_table] = rights
    return found


def rights_of(model: type[models.Model]) -> Rights | None:
    if model._meta.auto_created:
        return Rights("select insert", "select insert") if "kith" in model.__module__ else None
    return getattr(model, "rights", None)


def grants() -> Iterator[str]:
    """The statements that give each role what is declared, and nothing else."""
    quiet = ", ".join(LOGINS)
    yield f"revoke all on all tables in schema public from public, {quiet}"
    yield f"revoke all on all sequences in schema public from public, {quiet}"
    yield f"revoke create on schema public from public, {quiet}"
    yield f"grant usage on schema public, kith to {quiet}, {SEARCH}"
    yield f"grant usage on all sequences in schema public to kith_app, kith_worker, {SEARCH}"
    yield f"grant select, insert, update, delete on all tables in schema public to {SEARCH}"
    yield "grant select on all tables in schema public to kith_backup"
    yield "grant select on all sequences in schema public to kith_backup"
    for table, rights in sorted(declared().items()):
        for role, verbs in (("kith_app", rights.app), ("kith_worker", rights.worker)):
            if verbs:
                yield f"grant {verbs.replace(' ', ', ')} on {table} to {role}"
            if verbs and rights.changes:
                yield f"grant update ({', '.join(rights.changes)}) on {table} to {role}"
        if rights.sealer:
            yield f"grant {rights.sealer.replace(' ', ', ')} on {table} to kith_sealer"


def own_functions() -> Iterator[str]:
    """Definer functions belong to the role that signs in nowhere; only those listed may be called."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select p.oid::regprocedure::text, p.proname, p.prosecdef
              from pg_proc p where p.pronamespace = 'kith'::regnamespace order by 1
            """
        )
        found = cursor.fetchall()
    yield f"grant create, usage on schema kith to {SEARCH}"
    for signature, name, definer in found:
        yield f"revoke all on function {signature} from public"
        for role in FUNCTIONS.get(name, "").split():
            yield f"grant execute on function {signature} to kith_{role}"
        yield f"grant execute on function {signature} to {SEARCH}"
        if definer:
            yield f"alter function {signature} owner to {SEARCH}"
