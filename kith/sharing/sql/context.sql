-- Who is asking. One call at the start of a transaction works out all that the actor may reach and seals it;
-- the policies read nothing else. Forged or altered context counts as none.

create schema if not exists kith;
grant usage on schema kith to kith_app, kith_worker, kith_search, kith_report, kith_backup;

-- HMAC-SHA256 (RFC 2104) with the padded key that only this function's owner may read.
create or replace function kith.hmac(message text) returns text
language sql stable security definer set search_path = pg_catalog
as $$
    select encode(sha256(k.outer || sha256(k.inner || convert_to(message, 'UTF8'))), 'hex')
      from public.sharing_sealkey k
$$;

-- A seal holds for one transaction of one connection.
create or replace function kith.sealed(said text) returns text
language sql stable security definer set search_path = pg_catalog
as $$
    select kith.hmac(said || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp()))
$$;

-- The context of this transaction, or null.
create or replace function kith.context() returns jsonb
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    said text := nullif(current_setting('kith.context', true), '');
begin
    if said is null or kith.sealed(said) is distinct from current_setting('kith.seal', true) then
        return null;
    end if;
    return said::jsonb;
end
$$;

create or replace function kith.ids(list jsonb) returns bigint[]
language sql immutable parallel safe set search_path = pg_catalog
as $$ select coalesce(array_agg(x::bigint), '{}') from jsonb_array_elements_text(coalesce(list, '[]')) x $$;

-- The five answers that policies are made of. Without a context each is empty, so nothing is visible.

-- Subjects reached one by one, through this permission's relationships.
create or replace function kith.near(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
begin
    return (
        select coalesce(array_agg(x::bigint), '{}')
          from jsonb_array_elements_text(c -> 'may' -> permission) relationship,
               jsonb_array_elements_text(c -> 'near' -> relationship) x
    ) || kith.ids(c -> 'disclosed' -> permission);
end
$$;

-- Agencies whose open-ended involvement reaches a subject, through this permission.
create or replace function kith.through(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
begin
    return case when c -> 'may' -> permission ? 'agency' then kith.ids(c -> 'agencies') else '{}' end;
end
$$;

-- Partnerships in which this permission reaches every subject.
create or replace function kith.wide(permission text) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
    c jsonb := kith.context();
begin
    return case when c -> 'may' -> permission ? 'partnership' then kith.ids(c -> 'partnerships') else '{}' end;
end
$$;

create or replace function kith.conflicts() returns bigint[]
language sql stable security definer set search_path = pg_catalog
as $$ select kith.ids(kith.context() -> 'conflicts') $$;

create or replace function kith.readers() returns bigint[]
language sql stable security definer set search_path = pg_catalog
as $$ select kith.ids(kith.context() -> 'near' -> 'reader') $$;

create or replace function kith.may(permission text) returns boolean
language sql stable security definer set search_path = pg_catalog
as $$ select coalesce(kith.context() -> 'may' ? permission, false) $$;

create or replace function kith.post() returns bigint
language sql stable security definer set search_path = pg_catalog
as $$ select (kith.context() ->> 'post')::bigint $$;

create or replace function kith.worker() returns bigint
language sql stable security definer set search_path = pg_catalog
as $$ select (kith.context() ->> 'worker')::bigint $$;

-- Agencies of this post: its own, and those that became it.
create or replace function kith.own_agencies() returns bigint[]
language sql stable security definer set search_path = pg_catalog
as $$ select kith.ids(kith.context() -> 'agencies') $$;
