-- Opening a child's record in an emergency, closing it and reviewing it: whom each is open to, whatever a page asks.

-- Posts of this agency that check who looked and that somebody other than this worker holds today.
create or replace function kith.checked_by(the_agency bigint, the_worker bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public
as $$
    select coalesce(array_agg(distinct p.id), '{}')
      from sharing_post p
      join sharing_rolepermission rp on rp.role_id = p.role_id
      join sharing_permission m on m.id = rp.permission_id and m.code = 'audit.read'
      join sharing_holding h on h.post_id = p.id and h.worker_id <> the_worker
      join sharing_worker w on w.id = h.worker_id and w.is_active
      cross join (select (transaction_timestamp() at time zone 'Europe/London')::date as today) t
     where p.agency_id = the_agency
       and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
       and rp.starts_on <= today and (rp.ends_on is null or rp.ends_on >= today)
       and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today)
$$;

-- Open this child's record in an emergency. Null where there is no such child, or none for this worker: nobody learns which.
-- What stands against it for this worker, whoever the child is, is said first.
create or replace function kith.open_emergency(
    the_reference text, the_child text, the_because text, the_why text, at timestamptz, the_until timestamptz,
    due_at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    me bigint := kith.worker();
    areas bigint[] := kith.ids(kith.context() -> 'partnerships');
    child record;
    everyone bigint[];
    checks bigint;
    late text;
begin
    if me is null or not kith.may('emergency.open') then
        raise exception 'this post opens nothing in an emergency' using errcode = 'insufficient_privilege';
    end if;
    if the_until <= at or the_until > at + interval '4 hours' or length(the_why) < 20 then
        raise exception 'an emergency opening is said why, and for four hours at most' using errcode = 'insufficient_privilege';
    end if;
    select e.reference into late from sharing_emergency e
     where e.worker_id = me and e.review_due_at < transaction_timestamp()
       and not exists (select from sharing_emergencyreview r where r.emergency_id = e.id)
     order by e.review_due_at limit 1;
    if found then
        return jsonb_build_object('late', late);
    end if;
    select s.id, s.partnerships into child from sharing_subject s
     where s.reference = the_child and s.kind <> 'adult' and s.partnerships && areas;
    everyone := kith.same_person(child.id);
    if child.id is null or everyone && kith.conflicts() then
        return null;
    end if;
    -- Who checks: the worker's own agency; where nobody does there, one of the area, the council first.
    select a.id into checks
      from sharing_agency a left join sharing_agency_partnerships i on i.agency_id = a.id
     where (a.id = (kith.context() ->> 'agency')::bigint or i.partnership_id = any (child.partnerships) and i.partnership_id = any (areas))
       and kith.checked_by(a.id, me) <> '{}'
     order by a.id <> (kith.context() ->> 'agency')::bigint, a.kind <> 'council_social_care', a.id limit 1;
    insert into sharing_emergency (reference, subject_id, subjects, worker_id, post_id, because, why, starts_at, until,
                                   ends_at, review_due_at, review_by_id, recorded_at)
    values (the_reference, child.id, everyone, me, kith.post(), the_because, the_why, at, the_until, the_until, due_at,
            coalesce(checks, (kith.context() ->> 'agency')::bigint), at);
    return jsonb_build_object('subjects', everyone, 'checked_by', kith.checked_by(checks, me));
end
$$;

-- Whoever opened it closes it before its time. Whether there was anything to close.
create or replace function kith.close_emergency(the_reference text, at timestamptz) returns bigint[]
language sql security definer set search_path = pg_catalog, public
as $$
    update sharing_emergency set ends_at = greatest(starts_at, at)
     where reference = the_reference and worker_id = kith.worker() and post_id = kith.post() and ends_at > at
    returning subjects
$$;

-- What a second person found. Whoever checks for the agency that owes it, never whoever opened it, and once. What was wrong
-- ends with that. Null where there is nothing for them to answer.
create or replace function kith.review_emergency(the_reference text, right_or_not boolean, the_because text, at timestamptz)
returns bigint[]
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    one record;
begin
    select * into one from sharing_emergency e where e.reference = the_reference for update;
    if one.id is null or kith.worker() is null or not kith.may('audit.read') or one.worker_id = kith.worker()
       or not one.review_by_id = any (kith.own_agencies())
       or exists (select from sharing_emergencyreview r where r.emergency_id = one.id) then
        return null;
    end if;
    insert into sharing_emergencyreview (emergency_id, is_right, because, by_post_id, by_worker_id, recorded_at)
    values (one.id, right_or_not, the_because, kith.post(), kith.worker(), at);
    if not right_or_not then
        update sharing_emergency set ends_at = greatest(starts_at, least(ends_at, at)) where id = one.id;
    end if;
    return one.subjects;
end
$$;

-- The openings that this agency checks, as they were known at a moment: by reference, with what the worker said and no name of
-- the child. Whoever opened one does not see it here.
create or replace function kith.emergencies(as_at timestamptz, since timestamptz)
returns table (reference text, child text, worker text, post text, agency text, because text, why text,
               starts_at timestamptz, until timestamptz, ends_at timestamptz, review_due_at timestamptz,
               is_right boolean, found text, reviewed_at timestamptz, reviewed_by text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select e.reference::text, s.reference::text, w.says::text, p.says::text, a.says::text, e.because::text, e.why,
           e.starts_at, e.until, case when e.ends_at <= as_at then e.ends_at else e.until end, e.review_due_at,
           r.is_right, r.because, r.recorded_at, v.says::text
      from sharing_emergency e
      join sharing_subject s on s.id = e.subject_id
      join sharing_worker w on w.id = e.worker_id
      join sharing_post p on p.id = e.post_id
      join sharing_agency a on a.id = p.agency_id
      left join sharing_emergencyreview r on r.emergency_id = e.id and r.recorded_at <= as_at
      left join sharing_worker v on v.id = r.by_worker_id
     where kith.may('audit.read') and e.review_by_id = any (kith.own_agencies())
       and e.worker_id is distinct from kith.worker()
       and e.recorded_at <= as_at and (r.id is null or e.starts_at >= since)
     order by r.id is not null, case when r.id is null then e.review_due_at end, e.starts_at desc, e.id desc
     limit 500
$$;

-- What was looked at and done about this child by whoever opened it, while it was open: for whoever reviews it.
create or replace function kith.looked_in_emergency(the_reference text)
returns table (at timestamptz, action text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select l.at, l.action::text
      from sharing_emergency e
      join sharing_auditevent l on l.subjects && e.subjects and l.worker_id = e.worker_id
       and l.at between e.starts_at and e.ends_at
     where e.reference = the_reference and kith.may('audit.read') and e.review_by_id = any (kith.own_agencies())
       and e.worker_id is distinct from kith.worker()
     order by l.at, l.id
     limit 500
$$;

-- What was said of how long is never made longer.
create or replace function kith.emergency_stays() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
    raise exception 'an emergency opening is not made longer, and nothing else of it is changed'
          using errcode = 'insufficient_privilege';
end
$$;
create trigger emergency_stays before update on sharing_emergency
    for each row when (new.ends_at > old.ends_at
        or (new.reference, new.subject_id, new.subjects, new.worker_id, new.post_id, new.because, new.why, new.starts_at,
            new.until, new.review_due_at, new.review_by_id)
           is distinct from (old.reference, old.subject_id, old.subjects, old.worker_id, old.post_id, old.because, old.why,
                             old.starts_at, old.until, old.review_due_at, old.review_by_id))
    execute function kith.emergency_stays();
