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
    with mine as materialized (
        select kith.conflicts() as conflicts, kith.readers() as readers, kith.near('retention.read') as near,
               kith.through('retention.read') as through, kith.wide('retention.read') as wide),
    -- Each road with its own plan: together they would look at every entry of every area.
    of_area as (
        select s.id from sharing_subject s cross join mine m
         where the_reference is null and s.partnerships && array[area]
           and not exists (select from record_entry e where e.subject_id = s.id and e.recorded_at >= quiet_before)
           -- As kith.reaches_all, which would ask for every record anew what this post reaches.
           and not s.id = any (m.conflicts)
           and (not s.restricted or s.id = any (m.readers))
           and (s.id = any (m.near) or s.agencies && m.through or s.partnerships && m.wide)
         order by s.id limit 2000),
    asked as materialized (
        select s.id, s.reference, s.kind, coalesce(kith.same_person(s.id), array[s.id]) as them
          from sharing_subject s
         where s.id in (select id from of_area
                        union all
                        select o.id from sharing_subject o
                         where o.reference = the_reference and kith.reaches_all(array[o.id], 'retention.read')))
    select a.id, a.reference::text, a.kind = 'unborn',
           (select r.date_of_birth from people_sourcerecord r
             where r.subject_id = any (a.them) and r.date_of_birth is not null order by r.id desc limit 1),
           (select max(e.recorded_at) from record_entry e where e.subject_id = any (a.them)),
           (select max(l.closed_at) from plans_plan l where l.subject_id = any (a.them)),
           greatest((select max(t.triggered_at) from protection_trigger t where t.subject_id = any (a.them)),
                    (select max(d.held_at) from protection_discussion d where d.subject_id = any (a.them))),
           exists (select from plans_plan l where l.subject_id = any (a.them) and l.closed_at is null)
               or exists (select from frontdoor_contact c where c.subject_id = any (a.them) and c.state = 'received'),
           kith.held(a.id)
      from asked a
     order by a.id;
end
$$;
