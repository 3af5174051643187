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

-- Everything that this worker in this post may reach now. Null when the post is not theirs, or is over.
create or replace function kith.reach_of(the_worker bigint, the_post bigint) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
declare
    today date := (transaction_timestamp() at time zone 'Europe/London')::date;
    seat record;
    ours bigint[];
    seats bigint[];
    may jsonb;
    near jsonb;
    given jsonb;
begin
    select p.id, p.says, p.agency_id, p.team_id, r.id as role_id, r.code as role, r.is_service,
           a.says as agency_says, w.says as worker_says, w.reference as worker_reference, p.reference
      into seat
      from sharing_post p
      join sharing_role r on r.id = p.role_id
      join sharing_agency a on a.id = p.agency_id
      left join sharing_worker w on w.id = the_worker
     where p.id = the_post
       and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
       and case when r.is_service then the_worker is null
                else w.is_active and exists (
                    select from sharing_holding h
                     where h.post_id = p.id and h.worker_id = the_worker
                       and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today))
           end;
    if not found then
        return null;
    end if;

    -- An agency that became another hands on what it was involved in.
    with recursive line(id) as (
        select seat.agency_id
        union
        select a.id from sharing_agency a join line on a.became_id = line.id
    )
    select array_agg(id) into ours from line;

    -- A deputy sees the work of the posts that they cover today.
    select array_agg(id) into seats from (
        select the_post as id
        union
        select b.post_id from sharing_absence b
         where b.deputy_id = the_post and transaction_timestamp() between b.starts_at and b.ends_at
    ) covered;

    -- What the role may do, less what no agreement of this agency covers.
    select coalesce(jsonb_object_agg(p.code, to_jsonb(rp.reach)), '{}') into may
      from sharing_rolepermission rp
      join sharing_permission p on p.id = rp.permission_id
     where rp.role_id = seat.role_id
       and rp.starts_on <= today and (rp.ends_on is null or rp.ends_on >= today)
       and (p.data_class = '' or seat.is_service or exists (
            select from sharing_agreement g
              join sharing_agreementparty y on y.agreement_id = g.id
              join sharing_agreementitem i on i.agreement_id = g.id
             where y.agency_id = any (ours) and i.data_class = p.data_class
               and g.starts_on <= today and g.ends_on >= today
               and y.joined_on <= today and (y.left_on is null or y.left_on >= today)));

    select coalesce(jsonb_object_agg(relationship, subjects), '{}') into near from (
        select g.relationship, jsonb_agg(distinct g.subject_id) as subjects
          from sharing_grant g
         where g.starts_at <= transaction_timestamp()
           and (g.ends_at is null or g.ends_at > transaction_timestamp())
           and g.relationship <> 'disclosed'
           and (g.post_id = any (seats) or g.team_id = seat.team_id
                -- Open-ended grants to an agency stand on the rows themselves.
                or (g.agency_id = any (ours) and g.ends_at is not null))
         group by g.relationship
    ) found;

    select coalesce(jsonb_object_agg(permission, subjects), '{}') into given from (
        select g.permission, jsonb_agg(distinct g.subject_id) as subjects
          from sharing_grant g
         where g.relationship = 'disclosed'
           and g.starts_at <= transaction_timestamp()
           and (g.ends_at is null or g.ends_at > transaction_timestamp())
           and (g.post_id = any (seats) or g.team_id = seat.team_id or g.agency_id = any (ours))
         group by g.permission
    ) disclosed;

    return jsonb_build_object(
        'worker', the_worker, 'worker_says', seat.worker_says, 'worker_reference', seat.worker_reference,
        'post', seat.id, 'post_says', seat.says, 'post_reference', seat.reference, 'posts', to_jsonb(seats),
        'agency', seat.agency_id, 'agency_says', seat.agency_says, 'agencies', to_jsonb(ours),
        'team', seat.team_id, 'role', seat.role, 'service', seat.is_service,
        'partnerships', coalesce((select jsonb_agg(partnership_id order by partnership_id)
                                    from sharing_post_partnerships where post_id = seat.id), '[]'),
        'may', may, 'near', near, 'disclosed', given,
        'conflicts', coalesce((select jsonb_agg(distinct c.subject_id) from sharing_conflict c
                                where c.worker_id = the_worker and c.starts_at <= transaction_timestamp()
                                  and (c.ends_at is null or c.ends_at > transaction_timestamp())), '[]'));
end
$$;

-- Set and seal. Only the functions below call it.
create or replace function kith.begin(reach jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog
as $$
begin
    perform set_config('kith.context', coalesce(reach::text, ''), true),
            set_config('kith.seal', coalesce(kith.sealed(reach::text), ''), true);
    return reach;
end
$$;

-- A browser's session or an agency's key. Null when it is neither, or is over.
create or replace function kith.begin_request(token text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    hashed bytea := sha256(convert_to(token, 'UTF8'));
    seat record;
begin
    select s.worker_id, s.post_id into seat from sharing_seat s
     where s.key_hash = hashed and s.ends_at > transaction_timestamp();
    if found then
        return kith.begin(kith.reach_of(seat.worker_id, seat.post_id));
    end if;
    select k.post_id into seat from sharing_agencykey k
     where k.key_hash = hashed and k.starts_at <= transaction_timestamp() and k.ends_at > transaction_timestamp();
    return kith.begin(case when found then kith.reach_of(null, seat.post_id) end);
end
$$;

-- After sign-in with a second factor. The proof is made by the application with a key that SQL cannot read, so that
-- an injected statement cannot sit down as somebody else. The first seat is the worker's first live post.
create or replace function kith.open_seat(token text, the_worker bigint, proof text, lasts interval) returns bigint
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    today date := (transaction_timestamp() at time zone 'Europe/London')::date;
    hashed bytea := sha256(convert_to(token, 'UTF8'));
    first_post bigint;
begin
    if proof is distinct from kith.hmac('seat|' || encode(hashed, 'hex') || '|' || the_worker) then
        raise exception 'this seat was not opened by the application' using errcode = 'insufficient_privilege';
    end if;
    select h.post_id into first_post
      from sharing_holding h join sharing_post p on p.id = h.post_id
     where h.worker_id = the_worker
       and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today)
       and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
     order by h.starts_on, h.id limit 1;
    delete from sharing_seat where ends_at < transaction_timestamp();
    insert into sharing_seat (key_hash, worker_id, post_id, opened_at, ends_at)
    values (hashed, the_worker, first_post, transaction_timestamp(), transaction_timestamp() + lasts)
    on conflict (key_hash) do update
       set worker_id = excluded.worker_id, post_id = excluded.post_id, opened_at = excluded.opened_at,
           ends_at = excluded.ends_at;
    return first_post;
end
$$;

create or replace function kith.close_seat(token text) returns void
language sql security definer set search_path = pg_catalog, public
as $$ delete from sharing_seat where key_hash = sha256(convert_to(token, 'UTF8')) $$;

-- Another of one's own posts. Returns the new context, or null when that post is not theirs.
create or replace function kith.change_post(token text, to_post text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    hashed bytea := sha256(convert_to(token, 'UTF8'));
    reach jsonb;
    seat record;
begin
    select s.worker_id, p.id as post_id into seat
      from sharing_seat s join sharing_post p on p.reference = to_post
     where s.key_hash = hashed and s.ends_at > transaction_timestamp();
    reach := case when found then kith.reach_of(seat.worker_id, seat.post_id) end;
    if reach is null then
        return null;
    end if;
    update sharing_seat set post_id = seat.post_id where key_hash = hashed;
    return kith.begin(reach);
end
$$;

-- The posts that this session's worker may sit in today.
create or replace function kith.posts_of(the_worker bigint) returns table (reference text, says text, agency text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select p.reference, p.says, a.says
      from sharing_holding h
      join sharing_post p on p.id = h.post_id
      join sharing_agency a on a.id = p.agency_id
     where h.worker_id = the_worker and the_worker = kith.worker()
       and daterange(h.starts_on, h.ends_on, '[]') && daterange(p.starts_on, p.ends_on, '[]')
       and daterange(h.starts_on, h.ends_on, '[]') @> (transaction_timestamp() at time zone 'Europe/London')::date
       and daterange(p.starts_on, p.ends_on, '[]') @> (transaction_timestamp() at time zone 'Europe/London')::date
     order by h.starts_on, h.id
$$;
