-- Contacts that say whether the family was asked
--
-- Measure:   M-03
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact.
-- In:        Its sender said whether consent is needed, and why not where it is not; who asked whom and when, or why nobody asked;
--            and whether the family knows
-- Not in:    One of these is missing in what the sender sent
-- Split by:  sender, setting, channel
-- Notes:     nothing: Nothing about consent was sent; needed: Not said whether it is needed; needed_why: Not needed, and not said why;
--            asked: Not said who asked whom, or when; why_not: Not asked, and not said why; informed: Not said whether the family knows
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-008, S2-009)
-- Caution:   What the front door found out later does not count: the measure is of what agencies send.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('sender', a.says, 'setting', a.kind, 'channel', c.channel) as by,
       m.missing = ''                                          as is_in,
       null::numeric                                           as hours,
       m.missing                                               as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  left join lateral (select s.*
                       from frontdoor_consent s
                      where s.contact_id = c.id
                      order by s.id
                      limit 1) s on true
  cross join lateral (select case when s.id is null then 'nothing'
                                  when s.is_needed = 'not_known' then 'needed'
                                  when s.is_needed = 'no' and s.needed_because = '' and s.lawful_basis = '' then 'needed_why'
                                  when s.outcome = 'not_asked' and s.not_asked_because = '' then 'why_not'
                                  when s.outcome <> 'not_asked' and (s.asked_by = '' or s.asked_of = '' or s.asked_at is null) then 'asked'
                                  when s.is_informed = 'not_known' then 'informed'
                                  else ''
                             end as missing) m
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
