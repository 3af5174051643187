-- What the records that may match say, for weighing one against another. Where somebody lives comes only to a post
-- that may read it of this subject; of the others it is said that it is not shown.
drop function kith.candidate_records(bigint[]);
create function kith.candidate_records(the_records bigint[])
returns table (record_id bigint, subject_id bigint, agency text, agency_kind text, given_name text, middle_names text,
               family_name text, known_as text, previous_family_names text[], sex text, date_of_birth date,
               nhs_number text, upn text, phone text, school_urn text, school_says text, parent_name text,
               address_line text, postcode text, previous_postcodes text[], is_home_shown boolean)
language sql stable security definer set search_path = pg_catalog, public
as $$
    with reach as materialized (
        select kith.near('location.read')::bigint[] as near, kith.through('location.read')::bigint[] as through,
               kith.wide('location.read')::bigint[] as wide, kith.ids(kith.context() -> 'partnerships') as here,
               kith.readers()::bigint[] as readers, kith.conflicts()::bigint[] as conflicts
         where kith.may('child.find')
    )
    select r.id, r.subject_id, a.says::text, a.kind::text, r.given_name::text, r.middle_names::text,
           r.family_name::text, r.known_as::text, r.previous_family_names::text[], r.sex::text, r.date_of_birth,
           r.nhs_number::text, r.upn::text, r.phone::text, r.school_urn::text, r.school_says::text,
           r.parent_name::text, coalesce(h.line, '')::text, coalesce(h.postcode, '')::text,
           array(select p.postcode::text from people_address p
                  where x.is_home_shown and p.record_id = r.id and not p.is_current order by p.id),
           x.is_home_shown
      from reach
      join people_sourcerecord r on r.id = any (the_records)
      join sharing_agency a on a.id = r.agency_id
      join sharing_subject s on s.id = r.subject_id
      cross join lateral (select coalesce(s.id = any (reach.near) or s.agencies && reach.through
                                          or s.partnerships && reach.wide, false) as is_home_shown) x
      left join lateral (select * from people_address h where x.is_home_shown and h.record_id = r.id and h.is_current
                          order by h.id desc limit 1) h on true
     where s.partnerships && reach.here
       and (not s.restricted or s.id = any (reach.readers))
       and not s.id = any (reach.conflicts)
$$;
