-- Decisions read again, and agreed with
--
-- Measure:   M-26
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Items:     contacts
-- Counts:    Every decision that fell into the sample that is read again by somebody who did not make it.
-- In:        Whoever read it again would have decided so
-- Not in:    Whoever read it again would have decided otherwise
-- Waits:     Nobody has read it again yet
-- Split by:  sample, outcome
-- Notes:     otherwise: Would have been decided otherwise
-- Hours:     from the decision to the second reading
-- Source:    Joint inspection of Northumberland, 2019 (S1-149: the rationale for decisions was not always clear); what is drawn is local
-- Caution:   All that agree may mean good decisions, or kind readers. Read how many wait before the share.
select c.reference                                             as item,
       d.subject_id                                            as subject,
       d.decided_at                                            as at,
       jsonb_build_object('sample', d.sample, 'outcome', d.outcome) as by,
       r.is_agreed                                             as is_in,
       extract(epoch from r.recorded_at - d.decided_at) / 3600 as hours,
       case when not r.is_agreed then 'otherwise' else '' end  as note
  from frontdoor_decision d
  join frontdoor_contact c on c.id = d.contact_id
  left join frontdoor_reread r on r.decision_id = d.id and r.recorded_at <= known_at
 where c.partnership_id = area
   and d.sample <> ''
   and d.decided_at >= since
   and d.decided_at < until
   and d.decided_at <= known_at
