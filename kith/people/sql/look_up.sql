-- Finding somebody by hashed keys, and everybody who has been decided to be the same person.

create or replace function kith.add_keys(the_record bigint, the_keys bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.may('contact.land') then
        raise exception 'this post does not add records' using errcode = 'insufficient_privilege';
    end if;
    insert into people_matchkey (key, record_id) select k, the_record from unnest(the_keys) k;
end
$$;

-- The subjects decided to be this person, itself among them. Ids only.
create or replace function kith.same_person(the_subject bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public
as $$
    with recursive person(id) as (
        select the_subject where kith.context() is not null
        union
        select case l.subject_id when p.id then l.other_id else l.subject_id end
          from people_link l join person p on p.id in (l.subject_id, l.other_id)
         where l.ends_at is null
    )
    select array_agg(id order by id) from person
$$;

-- Records that share a key with what is looked for, as many as a page can weigh. A key that meets too many records
-- is left out, and `limited` says so. Restricted records and conflicts never leave this function.
create or replace function kith.candidates(the_keys bigint[], at_most int)
returns table (record_id bigint, subject_id bigint, person bigint, limited boolean)
language plpgsql stable security definer set search_path = pg_catalog, public
set plan_cache_mode = force_generic_plan
as $$
begin
    if not kith.may('child.find') then
        return;
    end if;
    return query
    with met as (
        select k.key, k.record_id, count(*) over (partition by k.key) as busy
          from people_matchkey k where k.key = any (the_keys)
    ),
    kept as (
        select m.record_id, count(*) as keys from met m where m.busy <= at_most group by m.record_id
         order by keys desc limit at_most
    )
    select r.id, s.id, (kith.same_person(s.id))[1], exists (select from met where busy > at_most)
      from kept
      join people_sourcerecord r on r.id = kept.record_id
      join sharing_subject s on s.id = r.subject_id
     where s.partnerships && kith.ids(kith.context() -> 'partnerships')
       and (not s.restricted or s.id = any (kith.readers()))
       and not s.id = any (kith.conflicts())
     order by kept.keys desc, r.id;
end
$$;

-- What those records say, for weighing one against another.
create or replace function kith.candidate_records(the_records bigint[])
returns table (record_id bigint, subject_id bigint, agency text, given_name text, middle_names text, family_name text,
               known_as text, previous_family_names text[], sex text, date_of_birth date, nhs_number text, upn text,
               phone text, school_urn text, school_says text, parent_name text, address_line text, postcode text,
               previous_postcodes text[])
language sql stable security definer set search_path = pg_catalog, public
as $$
    select r.id, r.subject_id, a.says::text, r.given_name::text, r.middle_names::text, r.family_name::text,
           r.known_as::text, r.previous_family_names::text[], r.sex::text, r.date_of_birth, r.nhs_number::text,
           r.upn::text, r.phone::text, r.school_urn::text, r.school_says::text, r.parent_name::text,
           coalesce(h.line, '')::text, coalesce(h.postcode, '')::text,
           array(select p.postcode::text from people_address p where p.record_id = r.id and not p.is_current)
      from people_sourcerecord r
      join sharing_agency a on a.id = r.agency_id
      join sharing_subject s on s.id = r.subject_id
      left join lateral (select * from people_address h where h.record_id = r.id and h.is_current
                          order by h.id desc limit 1) h on true
     where r.id = any (the_records) and kith.may('child.find')
       and s.partnerships && kith.ids(kith.context() -> 'partnerships')
       and (not s.restricted or s.id = any (kith.readers()))
       and not s.id = any (kith.conflicts())
$$;

-- Restricted records that several keys meet: that there is one, and whom to ask. For posts that must know.
create or replace function kith.restricted_candidates(the_keys bigint[])
returns table (ask text, phone text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select distinct p.says::text, y.duty_phone::text
      from (select k.record_id from people_matchkey k where k.key = any (the_keys)
             group by k.record_id having count(*) >= 2) met
      join people_sourcerecord r on r.id = met.record_id
      join sharing_subject s on s.id = r.subject_id
      join sharing_restriction x on x.subject_id = s.id and x.ends_at is null
      join sharing_post p on p.id = x.whom_to_ask_id
      join sharing_partnership y on y.id = s.partnerships[1]
     where s.restricted and s.partnerships && kith.wide('restricted.know')
       and not s.id = any (kith.readers()) and not s.id = any (kith.conflicts())
$$;
