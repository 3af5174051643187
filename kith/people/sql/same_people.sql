-- `kith.same_person` for a whole list at once: beside each of these subjects, every subject decided to be the same person,
-- itself among them. Ids only.
create or replace function kith.same_people(the_subjects bigint[]) returns table (subject_id bigint, same_id bigint)
language sql stable security definer set search_path = pg_catalog, public
as $$
    with recursive person(subject_id, id) as (
        select s, s from unnest(the_subjects) s where kith.context() is not null
        union
        select p.subject_id, case l.subject_id when p.id then l.other_id else l.subject_id end
          from person p join people_link l on p.id in (l.subject_id, l.other_id)
         where l.ends_at is null
    )
    select person.subject_id, person.id from person
$$;
