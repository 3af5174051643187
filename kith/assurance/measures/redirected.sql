-- Contacts that social care did not take on, by who sent them
--
-- Measure:   M-17
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Items:     contacts
-- Aim:       none
-- Counts:    Every contact received in the time that has been decided, by its first decision.
-- In:        It was shown another way: early help, advice, or no further action
-- Not in:    Social care took it on, or another area did
-- Split by:  sender, outcome, level
-- Reasons:   Which way
-- Notes:     advice: Information and advice; early_help: Early help; no_further_action: No further action
-- Hours:     from receipt to the decision
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-050: agencies must understand the pathways and apply thresholds alike)
-- Caution:   A high share of one sender may mean that it tells early, and well. Read some of them before you say anything to it.
select c.reference                                              as item,
       c.subject_id                                             as subject,
       c.received_at                                            as at,
       jsonb_build_object('sender', a.says, 'outcome', d.outcome, 'level', d.level) as by,
       d.outcome = 'early_help'
         or d.outcome = any (array(select jsonb_array_elements_text(given -> 'closing'))) as is_in,
       extract(epoch from d.decided_at - c.received_at) / 3600  as hours,
       case when d.outcome in ('advice', 'early_help', 'no_further_action') then d.outcome else '' end as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  join lateral (select d.outcome, d.level, d.decided_at
                  from frontdoor_decision d
                 where d.contact_id = c.id and d.decided_at <= known_at
                 order by d.decided_at, d.id
                 limit 1) d on true
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
