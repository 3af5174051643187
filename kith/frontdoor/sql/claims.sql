-- A claim that its holder has let rest lapses by itself: the service that watches clocks decides nothing about a contact, and
-- may do this one thing to it. Asked for elsewhere, both find nothing.

-- Contacts whose holder has done nothing with them since this moment.
create or replace function kith.resting_claims(since timestamptz)
returns table (reference text, worked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select c.reference::text, coalesce(c.worked_at, c.held_since)
      from frontdoor_contact c
     where kith.worker() is null and kith.may('clock.run')
       and c.state = 'received' and c.held_by_id is not null and coalesce(c.worked_at, c.held_since) <= since
     order by c.id
$$;

-- The subject of a contact whose claim has now lapsed; null where its holder came back, or somebody is deciding it now.
create or replace function kith.lapse_claim(the_reference text, since timestamptz, lapsed timestamptz, now_at timestamptz)
returns bigint
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    held record;
begin
    -- The lock that a decision takes: who has it is working, whatever the column says.
    if not (kith.worker() is null and kith.may('clock.run'))
       or not pg_try_advisory_xact_lock(6, hashtext(the_reference)) then
        return null;
    end if;
    select c.id, c.subject_id into held from frontdoor_contact c
     where c.reference = the_reference and c.state = 'received' and c.held_by_id is not null
       and coalesce(c.worked_at, c.held_since) <= since
       for update skip locked;
    if not found then
        return null;
    end if;
    update frontdoor_contact set held_by_id = null, held_since = null, worked_at = null, lapsed_at = lapsed where id = held.id;
    insert into frontdoor_contactheld (subject_id, partnerships, agencies, restricted, contact_id, post_id, recorded_at)
    values (held.subject_id, '{}', '{}', false, held.id, null, now_at);
    return held.subject_id;
end
$$;
