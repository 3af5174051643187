-- How many the sender of a receipt sent in the two minutes before it, counted no further than 500. They are read by turns:
-- the tenth that one sender sends comes behind the first nine of every other.

create or replace function kith.turn_of(the_receipt bigint) returns int
language sql stable security definer set search_path = pg_catalog, public
as $$
    select count(*)::int from (
        select from intake_receipt r join intake_receipt before
            on before.agency_id = r.agency_id
           and before.received_at between r.received_at - interval '2 minutes' and r.received_at
           and before.id < r.id
         where r.id = the_receipt limit 500
    ) as lately
$$;
