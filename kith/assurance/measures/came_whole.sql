-- Contacts that came with every part
--
-- Measure:   M-23
-- Version:   2
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact about a child. Where children are not known yet, M-21 counts it.
-- In:        It came with all that every contact must say: the risk to this child, consent, every form of exploitation, the child’s words,
--            which adults may be a risk, and by the home which area answers
-- Not in:    One of these was missing when it came
-- Split by:  channel, setting, sender
-- Notes:     risk: The risk is not said; general: One risk is said for several children together; consent: Nothing about consent;
--            forms: Not every form of exploitation is answered; words: The child’s words are not there; adults: Not said whether an
--            adult may be a risk; other: Something else is missing
-- Source:    Joint inspection of Northumberland, 2019 (S1-144: better referrals came on the one form); article on the joint inspection of South
--            Tyneside, 2016 (S2-002: the quality of contacts varies; S2-006: so it does across health, police and schools)
-- Caution:   The first part that is missing stands as the reason; more may be. That a part is there does not say that it is good: read it beside M-04.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('channel', c.channel, 'setting', a.kind, 'sender', a.says) as by,
       c.missing_parts = '{}'                                  as is_in,
       null::numeric                                           as hours,
       case when c.missing_parts = '{}' then ''
            when 'risk' = any (c.missing_parts) then 'risk'
            when 'the risk to this child, and why' = any (c.missing_parts) then 'general'
            when 'consent' = any (c.missing_parts) then 'consent'
            when 'every form' = any (c.missing_parts) then 'forms'
            when 'the child’s words' = any (c.missing_parts) then 'words'
            when 'adults who may be a risk' = any (c.missing_parts) then 'adults'
            else 'other'
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
 where c.partnership_id = area
   and c.kind <> 'adult'
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
