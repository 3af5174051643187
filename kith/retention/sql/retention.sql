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

-- What days are counted from, and nothing else of a record: for posts that may read it, of records that they reach; no name.
-- One child by its reference, or every record of an area of which nothing was written down since a moment.
create or replace function kith.retention_facts(the_reference text, area bigint, quiet_before timestamptz)
returns table (subject bigint, child text, is_unborn boolean, born_on date, quiet_since timestamptz, plan_closed timestamptz,
               protection timestamptz, is_open boolean, is_held boolean)
language plpgsql stable security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.may('retention.read') then
        return;
    end if;
    return query
    with asked as (
        select s.id, s.reference, s.kind from sharing_subject s
         where (s.reference = the_reference
                or the_reference is null and s.partnerships && array[area]
                   and not exists (select from record_entry e where e.subject_id = s.id and e.recorded_at >= quiet_before))
           and kith.reaches_all(array[s.id], 'retention.read')
         order by s.id limit 2000)
    select a.id, a.reference::text, a.kind = 'unborn',
           (select r.date_of_birth from people_sourcerecord r
             where r.subject_id = any (p.them) and r.date_of_birth is not null order by r.id desc limit 1),
           (select max(e.recorded_at) from record_entry e where e.subject_id = any (p.them)),
           (select max(l.closed_at) from plans_plan l where l.subject_id = any (p.them)),
           greatest((select max(t.triggered_at) from protection_trigger t where t.subject_id = any (p.them)),
                    (select max(d.held_at) from protection_discussion d where d.subject_id = any (p.them))),
           exists (select from plans_plan l where l.subject_id = any (p.them) and l.closed_at is null)
               or exists (select from frontdoor_contact c where c.subject_id = any (p.them) and c.state = 'received'),
           kith.held(a.id)
      from asked a
      cross join lateral (select coalesce(kith.same_person(a.id), array[a.id]) as them) p
     order by a.id;
end
$$;
