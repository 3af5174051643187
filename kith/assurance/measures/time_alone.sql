-- Children who were offered time alone with a professional
--
-- Measure:   M-37
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact about a child who is born, by what its sender said.
-- In:        Somebody spoke with the child alone, or offered to
-- Not in:    Nobody did; or it is not known, or not said
-- Waits:     Sent before this was asked
-- Split by:  alone, setting, sender
-- Notes:     silent: The sender did not say
-- Source:    Joint inspection of Northumberland, 2019 (S1-113: children of 12 and over can speak with their clinician alone in the emergency
--            department; S1-114: sexual health practitioners routinely speak with children under 16 alone; S1-115)
-- Caution:   Police and custody speak with a child alone for reasons of their own, and an appropriate adult may have to be there. Some senders
--            never met the child. What the front door found out later does not count.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('alone', coalesce(nullif(c.spoken_alone, ''), 'none'),
                          'setting', a.kind, 'sender', a.says) as by,
       c.spoken_alone in ('yes', 'offered')                    as is_in,
       null::numeric                                           as hours,
       case c.spoken_alone when '' then 'silent' else '' end   as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
 where c.partnership_id = area
   and c.kind = 'child'
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
