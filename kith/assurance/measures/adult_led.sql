-- Referrals about an adult that say the risk to each child
--
-- Measure:   M-21
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact that came of a referral about an adult who may be a risk: one for each child who was named, and one where
--            children are not yet known.
-- In:        The sender said what the risk is to this child; or, where no child is known yet, what the risk is
-- Not in:    The sender said no risk, or one risk for several children together
-- Split by:  sender, child
-- Notes:     none: No risk is said; general: One risk is said for all the children together
-- Source:    Joint inspection of Northumberland, 2019 (S1-142: referrals from probation did not analyse the risk that an adult poses to the child)
-- Caution:   That a risk is said does not say that it was thought through: read some of them. Where no child is known yet, age and sex are
--            those of the adult.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('sender', a.says,
                          'child', case when c.kind = 'adult' then 'Children not known yet' else 'A child who is named' end) as by,
       m.missing = ''                                          as is_in,
       null::numeric                                           as hours,
       m.missing                                               as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  cross join lateral (select case when 'risk' = any (c.missing_parts) then 'none'
                                  when 'the risk to this child, and why' = any (c.missing_parts) then 'general'
                                  else ''
                             end as missing) m
 where c.partnership_id = area
   and (c.kind = 'adult' or c.sub_source = 'probation')
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
