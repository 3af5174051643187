-- How long records are kept, and what holds them. Nothing here deletes, and no role may.

-- Whether anything holds this record, whoever asks: a road that ended records would have to ask this first. Yes or no, and of
-- everybody who was decided to be the same person.
create or replace function kith.held(the_subject bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
as $$
    select exists (
        select from retention_hold h
         where h.ended_at is null and (h.subject_id = the_subject or h.subject_id = any (kith.same_person(the_subject))))
$$;
