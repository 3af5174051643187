-- Two clusters of subjects are no longer one person: what was granted or restricted because of this link ends, and so does
-- what was given to one of them while they were one and came from the other. What somebody declared of either stays, and
-- whoever reads a record that stays restricted; so does a conflict, which errs on the side of the child.
-- Only ending a link calls it (people/sql/parted.sql).
drop function kith.part_guard(bigint, timestamptz);

create or replace function kith.part_guard(ones bigint[], others bigint[], the_link bigint, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    update sharing_restriction set ends_at = at where link = the_link and (ends_at is null or ends_at > at);
    update sharing_grant set ends_at = greatest(starts_at, at)
     where link = the_link and (ends_at is null or ends_at > at);

    with recursive line(grant_id, subject_id, from_id) as (
        select g.id, g.subject_id, g.derived_from_id from sharing_grant g
         where g.subject_id = any (ones || others) and g.derived_from_id is not null
           and (g.ends_at is null or g.ends_at > at)
           and not (g.relationship = 'reader'
                    and exists (select from sharing_restriction r
                                 where r.subject_id = g.subject_id and r.ends_at is null))
        union
        select l.grant_id, l.subject_id, g.derived_from_id from line l join sharing_grant g on g.id = l.from_id
         where g.derived_from_id is not null
    )
    update sharing_grant g set ends_at = greatest(g.starts_at, at)
      from line l join sharing_grant first on first.id = l.from_id and first.derived_from_id is null
     where g.id = l.grant_id
       and not first.subject_id = any (case when l.subject_id = any (ones) then ones else others end);
end
$$;
