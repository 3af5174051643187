-- Restricted records that waited at a front door at a moment, as was known by then: that one waits, since when, and whom
-- to ask. For posts that must know.
create or replace function kith.restricted_work(at timestamptz)
returns table (due_at timestamptz, rule text, rag text, receipt text, received_at timestamptz, ask text, phone text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select distinct on (f.reference) c.due_at, c.rule::text, f.rag::text, f.receipt_reference::text, f.received_at,
           p.says::text, y.duty_phone::text
      from record_clock c
      join frontdoor_contact f on f.reference = c.about
      join sharing_subject s on s.id = c.subject_id
      join sharing_restriction r on r.subject_id = s.id and r.ends_at is null
      join sharing_post p on p.id = r.whom_to_ask_id
      join sharing_partnership y on y.id = f.partnership_id
     where c.about_kind = 'contact' and c.started_at <= at and c.recorded_at <= at
       and (c.stopped_at is null or c.stopped_at > at)
       and s.restricted and s.partnerships && (select kith.wide('restricted.know'))
       and not s.id = any ((select kith.readers())::bigint[]) and not s.id = any ((select kith.conflicts())::bigint[])
       and not f.beside && (select kith.conflicts())
     order by f.reference, c.due_at
$$;
