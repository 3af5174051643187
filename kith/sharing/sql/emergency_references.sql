-- By which reference these children are opened in an emergency, for whoever may: of their own area, whom they may meet, and
-- where restricted only for posts that must know that the record exists.
create or replace function kith.emergency_references(the_people bigint[]) returns table (person bigint, child text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select s.id, s.reference::text
      from sharing_subject s
     where s.id = any (the_people) and s.kind <> 'adult' and kith.may('emergency.open')
       and s.partnerships && kith.ids(kith.context() -> 'partnerships')
       and (not s.restricted or s.partnerships && kith.wide('restricted.know'))
       and not (kith.same_person(s.id) && kith.conflicts())
$$;

-- A restricted record and whom to ask, and its reference for whoever may open it in an emergency: for posts that must know
-- that it exists, and nobody else.
drop function kith.kept_from_me(bigint[]);
create function kith.kept_from_me(the_subjects bigint[])
returns table (subject_id bigint, ask text, phone text, child text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select s.id, p.says::text, y.duty_phone::text,
           case when kith.may('emergency.open') then s.reference::text else '' end
      from sharing_subject s
      join sharing_restriction r on r.subject_id = s.id and r.ends_at is null
      join sharing_post p on p.id = r.whom_to_ask_id
      join sharing_partnership y on y.id = s.partnerships[1]
     where s.id = any (the_subjects) and s.partnerships && kith.wide('restricted.know')
       and not s.id = any (kith.readers()) and not s.id = any (kith.conflicts())
$$;
