-- Sitting down: how a session, a key or a post becomes the context of a transaction.

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
