-- Restricted records that several keys meet: that there is one, whom to ask, and by which reference it is opened in an
-- emergency by a post that may. For posts that must know.
drop function kith.restricted_candidates(bigint[]);
create function kith.restricted_candidates(the_keys bigint[])
returns table (ask text, phone text, child text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select distinct p.says::text, y.duty_phone::text,
           case when kith.may('emergency.open')
                then (select min(o.reference)::text from sharing_subject o where o.id = any (kith.same_person(s.id))) else '' end
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
