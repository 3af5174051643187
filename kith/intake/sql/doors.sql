-- Doors without an account: what is told by the public, and what somebody keys for whoever rang or wrote on paper. Neither
-- writer could add the row by itself: the public reads nothing back, and a receipt is of the agency that told.

-- The same words on the same day are the same receipt. Who it is from is the sealed context's, never an argument.
create or replace function kith.receive_public(the_reference text, the_raw bytea, at timestamptz)
returns table (receipt bigint, number text, received timestamptz, is_new boolean)
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    c jsonb := kith.context();
    hashed text := encode(sha256(the_raw), 'hex');
begin
    if not kith.may('public.tell') then
        raise exception 'this is not the public door' using errcode = 'insufficient_privilege';
    end if;
    if octet_length(the_raw) > 65536 then
        raise exception 'this is longer than the public form holds' using errcode = 'string_data_right_truncation';
    end if;
    perform pg_advisory_xact_lock(hashtext('kith public'), hashtext(hashed));
    return query
        select r.id, r.reference::text, r.received_at, false from intake_receipt r
         where r.agency_id = (c ->> 'agency')::bigint and r.channel = 'public' and r.sha256 = hashed
           and r.received_at > at - interval '1 day'
         order by r.id limit 1;
    if not found then
        return query
            insert into intake_receipt as r (reference, agency_id, partnership_id, by_post_id, channel, key, content_type,
                                             raw, sha256, received_at, subjects)
            values (the_reference, (c ->> 'agency')::bigint, (kith.ids(c -> 'partnerships'))[1], (c ->> 'post')::bigint,
                    'public', the_reference, 'application/json', the_raw, hashed, at, '{}')
            returning r.id, r.reference::text, r.received_at, true;
    end if;
end
$$;

-- A receipt of the agency that rang or wrote, keyed by somebody at the front door of the area; the keyer is the context's.
create or replace function kith.key_receipt(
    the_reference text, the_area bigint, the_agency bigint, the_channel text, the_key text, the_raw bytea,
    received timestamptz, recorded timestamptz
) returns bigint
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    made bigint;
begin
    if kith.worker() is null or not the_area = any (kith.wide('contact.decide')) then
        raise exception 'only the front door of this area keys what was told it' using errcode = 'insufficient_privilege';
    end if;
    if the_channel not in ('phone', 'paper') then
        raise exception 'only what was said or written on paper is keyed' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from sharing_agency_partnerships a where a.agency_id = the_agency and a.partnership_id = the_area
                   union all
                   select from sharing_post p join sharing_agency a on a.id = p.agency_id and a.kind = 'public'
                     join sharing_post_partnerships w on w.post_id = p.id
                    where p.agency_id = the_agency and w.partnership_id = the_area) then
        raise exception 'this agency is not in that partnership' using errcode = 'insufficient_privilege';
    end if;
    insert into intake_receipt (reference, agency_id, partnership_id, by_post_id, by_worker_id, channel, key, content_type,
                                raw, sha256, received_at, recorded_at, subjects)
    values (the_reference, the_agency, the_area, kith.post(), kith.worker(), the_channel, the_key, 'application/json',
            the_raw, encode(sha256(the_raw), 'hex'), received, recorded, '{}')
    returning id into made;
    return made;
end
$$;
