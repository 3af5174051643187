-- Contacts outside office hours, looked at before the morning
--
-- Measure:   M-27
-- Version:   1
-- Question:  soon
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact that came outside office hours: at night, at a weekend or on a bank holiday.
-- In:        Somebody opened it, or decided, before the office opened again
-- Not in:    It waited for the office to open, or longer
-- Waits:     Nobody has opened it, and the office has not opened again
-- Split by:  urgency, channel, sender
-- Notes:     morning: Opened once the office was open; unopened: Not opened yet
-- Hours:     from receipt to the first opening
-- Source:    Joint targeted area inspection letters (N-10: children told of at night and at weekends); office hours are local (working_day)
-- Caution:   Most may wait for the morning, and should: read those that are red. Office hours are counted as they are today.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('urgency', coalesce(nullif(c.rag, ''), 'none'), 'channel', c.channel, 'sender', a.says) as by,
       case when o.opened_at is not null then o.opened_at < m.opens_at
            when m.opens_at <= known_at then false
       end                                                     as is_in,
       extract(epoch from o.opened_at - c.received_at) / 3600  as hours,
       case when o.opened_at >= m.opens_at then 'morning'
            when o.opened_at is null and m.opens_at <= known_at then 'unopened'
            else ''
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  cross join lateral (select c.received_at at time zone 'Europe/London' as at) l
  cross join lateral (select (given -> 'office' ->> 0)::time as begins, (given -> 'office' ->> 1)::time as ends,
                             array(select jsonb_array_elements_text(given -> 'holidays')::date) as holidays) day
  -- Easter and Christmas shut the office for at most four days in a row; ten are more than enough to find the next.
  cross join lateral (select min(w.day + day.begins) at time zone 'Europe/London' as opens_at
                        from (select l.at::date + n as day from generate_series(0, 10) n) w
                       where extract(isodow from w.day) < 6 and w.day <> all (day.holidays) and w.day + day.begins > l.at) m
  cross join lateral (select min(x.at) as opened_at
                        from (select c.opened_at as at
                              union all
                              select d.decided_at from frontdoor_decision d where d.contact_id = c.id) x
                       where x.at <= known_at) o
 where c.partnership_id = area
   and not (extract(isodow from l.at) < 6 and l.at::date <> all (day.holidays) and l.at::time >= day.begins and l.at::time < day.ends)
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
