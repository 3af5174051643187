-- Who leads the work with a child, for whoever may look for one: the post, its agency and who holds it today, and
-- nothing of the plan. A restricted record and a conflict never leave this function.
create or replace function kith.leads_of(the_people bigint[])
returns table (person bigint, post text, agency text, held_by text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select t.id, p.says::text, a.says::text,
           (select string_agg(w.says, ' and ' order by h.starts_on, h.id)
              from sharing_holding h join sharing_worker w on w.id = h.worker_id
             where h.post_id = p.id
               and daterange(h.starts_on, h.ends_on, '[]')
                   @> (transaction_timestamp() at time zone 'Europe/London')::date)
      from unnest(the_people) t(id)
      join plans_plan l on l.subject_id = any (kith.same_person(t.id)) and l.closed_at is null
      join sharing_subject s on s.id = l.subject_id
      join sharing_post p on p.id = l.lead_id
      join sharing_agency a on a.id = p.agency_id
     where kith.may('child.find')
       and s.partnerships && kith.ids(kith.context() -> 'partnerships')
       and (not s.restricted or s.id = any (kith.readers()))
       and not s.id = any (kith.conflicts())
$$;
