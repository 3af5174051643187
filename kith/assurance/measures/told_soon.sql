-- Contacts sent within a day of what happened
--
-- Measure:   M-05
-- Version:   1
-- Question:  soon
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact whose sender said when it happened.
-- In:        It was received within 24 hours of what happened (local)
-- Not in:    It came later
-- Waits:     The sender did not say when it happened
-- Split by:  sender, channel
-- Notes:     days: Two to seven days; week: More than a week
-- Hours:     from what happened to receipt
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-004); the 24 hours are local
-- Caution:   What happened over a long time is given by its last day. A child who tells late is not a sender who is late: read the list.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('sender', a.says, 'channel', c.channel) as by,
       c.received_at - c.event_at <= interval '24 hours'       as is_in,
       extract(epoch from c.received_at - c.event_at) / 3600   as hours,
       case when c.received_at - c.event_at > interval '7 days' then 'week'
            when c.received_at - c.event_at > interval '24 hours' then 'days'
            else ''
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
