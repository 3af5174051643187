-- Police notifications closed, and harm found later
--
-- Measure:   M-07
-- Version:   2
-- Question:  missed
-- Kind:      share
-- Items:     contacts
-- Aim:       low
-- Counts:    Every contact that police sent and whose first decision closed it.
-- In:        Within 183 days of closing (local) harm or danger was told to this front door about the same child, or the section 47 test
--            was met here
-- Not in:    183 days passed, and nothing of the kind was found
-- Waits:     Nothing found so far, and the 183 days are not over
-- Split by:  outcome
-- Notes:     none: Nothing found
-- Hours:     from closing to what was found
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-049: fewer notifications, and no child at more risk)
-- Caution:   What nobody tells this front door is not found, nor what another area was told. The same child means what people decided
--            about who is who, known today.
with closed as (
    select c.reference, c.id, c.subject_id, c.received_at, d.outcome, d.decided_at,
           least(known_at, d.decided_at + interval '183 days') as looked_until
      from frontdoor_contact c
      join lateral (select d.outcome, d.decided_at
                      from frontdoor_decision d
                     where d.contact_id = c.id and d.decided_at <= known_at
                     order by d.decided_at, d.id
                     limit 1) d on d.outcome = any (array(select jsonb_array_elements_text(given -> 'closing')))
     where c.partnership_id = area
       and c.source_code = '6'
       and c.received_at >= since
       and c.received_at < until
       and c.received_at <= known_at
),
same as (
    select * from kith.same_people(array(select distinct subject_id from closed))
),
told as (
    select x.id, o.received_at as found_at
      from closed x
      join same s on s.subject_id = x.subject_id
      join frontdoor_contact o on o.subject_id = s.same_id
     where o.partnership_id = area
       and o.received_at > x.decided_at
       and o.received_at <= x.looked_until
       and (o.in_danger = 'yes' or exists (select from frontdoor_formanswer f
                                            where f.contact_id = o.id and f.answer = 'seen' and f.is_harm))
    union all
    select x.id, d.decided_at
      from closed x
      join same s on s.subject_id = x.subject_id
      join frontdoor_decision d on d.subject_id = s.same_id
      join frontdoor_contact o on o.id = d.contact_id and o.partnership_id = area
     where d.decided_at > x.decided_at
       and d.decided_at <= x.looked_until
       and d.section_47 = 'met'
),
found as (
    select id, min(found_at) as found_at from told group by id
)
select x.reference                                          as item,
       x.subject_id                                         as subject,
       x.received_at                                        as at,
       jsonb_build_object('outcome', x.outcome)             as by,
       case when f.id is not null then true
            when x.decided_at + interval '183 days' <= known_at then false
       end                                                  as is_in,
       extract(epoch from f.found_at - x.decided_at) / 3600 as hours,
       case when f.id is null and x.decided_at + interval '183 days' <= known_at then 'none' else '' end as note
  from closed x
  left join found f on f.id = x.id
