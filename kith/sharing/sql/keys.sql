-- An agency's keys, for who keeps its posts. Pages read no table of keys: of each, only the beginning of its hash is
-- told, so that one can be named and ended.

create or replace function kith.keys_of(the_agency bigint)
returns table (name text, says text, post text, starts_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select left(encode(k.key_hash, 'hex'), 12), k.says::text, p.says::text, k.starts_at, k.ends_at
      from sharing_agencykey k join sharing_post p on p.id = k.post_id
     where p.agency_id = the_agency and kith.manages(the_agency)
     order by k.starts_at desc, k.id desc
$$;

-- The key opens nothing from this moment on. Whether there was such a key that still opened something.
create or replace function kith.end_key(the_agency bigint, the_name text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.manages(the_agency) then
        raise exception 'the keys of this agency are kept by its own' using errcode = 'insufficient_privilege';
    end if;
    update sharing_agencykey k set ends_at = at
      from sharing_post p
     where p.id = k.post_id and p.agency_id = the_agency
       and left(encode(k.key_hash, 'hex'), 12) = the_name and k.ends_at > at;
    return found;
end
$$;
