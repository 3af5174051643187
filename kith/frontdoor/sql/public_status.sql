-- How far what somebody without an account told has come: one of three words, or none. Never what was decided, never whom it
-- is about; nothing about what an agency sent, and the same work for a number that nobody has.
create or replace function kith.public_status(number text) returns text
language sql stable security definer set search_path = pg_catalog, public
as $$
    select case when bool_and(r.id is null) then null
                when bool_or(l.outcome = 'set_aside') or count(c.id) > 0 and bool_and(c.decided_at is not null) then 'finished'
                when bool_or(c.held_by_id is not null or c.decided_at is not null) then 'in_hand'
                else 'received' end
      from (values (number)) asked (reference)
      left join (intake_receipt r join sharing_agency a on a.id = r.agency_id and a.kind = 'public')
             on r.reference = asked.reference
      left join intake_landing l on l.receipt_id = r.id
      left join frontdoor_contact c on c.receipt_id = r.id
$$;
