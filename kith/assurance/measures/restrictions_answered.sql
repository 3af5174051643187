-- Contacts that say which adults may be a risk
--
-- Measure:   M-22
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact about a child.
-- In:        The sender named an adult who may be a risk, or said that none is known
-- Not in:    The sender did not ask
-- Split by:  restriction, sender, channel
-- Source:    Joint inspection of Northumberland, 2019 (S1-143: key information about restrictions on adults was absent)
-- Caution:   That no restriction is said of an adult may mean that there is none, or that the sender did not know. What the front door
--            found out later does not count.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('restriction', case when l.is_restricted then 'An adult, and what restricts them'
                                              when l.is_restricted is not null then 'An adult, and no restriction'
                                              when c.adults_answer = 'yes' then 'An adult, not named'
                                              when c.adults_answer = 'none_known' then 'None known'
                                              else 'Not asked' end,
                          'sender', a.says, 'channel', c.channel) as by,
       c.adults_answer in ('yes', 'none_known')
         or l.is_restricted is not null                        as is_in,
       null::numeric                                           as hours,
       ''                                                      as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  cross join lateral (select bool_or(l.restriction <> '') as is_restricted
                        from people_linkedadult l
                       where l.record_id = c.record_id and l.recorded_at <= known_at) l
 where c.partnership_id = area
   and c.kind <> 'adult'
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
