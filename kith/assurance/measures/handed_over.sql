-- Children handed to another area, and accepted
--
-- Measure:   M-14
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact that was handed to another area.
-- In:        Somebody there accepted it
-- Not in:    It was sent back
-- Waits:     Nobody there has answered yet
-- Split by:  area
-- Notes:     sent_back: Sent back
-- Hours:     from handing over to the answer
-- Source:    Joint targeted area inspection letters (L-08: hours to find out that the family lives elsewhere)
-- Caution:   Until another area accepts, whoever hands over answers for the child.
select c.reference                               as item,
       h.subject_id                              as subject,
       h.recorded_at                             as at,
       jsonb_build_object('area', h.to_says)     as by,
       w.is_accepted                             as is_in,
       extract(epoch from w.answered_at - h.recorded_at) / 3600 as hours,
       case when not w.is_accepted then 'sent_back' else '' end as note
  from frontdoor_handover h
  join frontdoor_contact c on c.id = h.contact_id
  left join lateral (select n.is_accepted, n.answered_at
                       from frontdoor_handoveranswer n
                       left join frontdoor_contact o on o.id = n.contact_id
                      where (n.hand_over_id = h.id or o.receipt_id = h.receipt_id)
                        and n.recorded_at <= known_at
                      order by n.id desc
                      limit 1) w on true
 where c.partnership_id = area
   and h.recorded_at >= since
   and h.recorded_at < until
   and h.recorded_at <= known_at
