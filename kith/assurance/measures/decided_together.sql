-- Decisions made with all three views where three were owed
--
-- Measure:   M-10
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Items:     contacts
-- Counts:    Every decision for which a rule asked for the views of police, health and social care.
-- In:        Each view that was owed was given
-- Not in:    One view at least was not given: not asked for, or asked for and not given in time
-- Split by:  outcome
-- Notes:     silent: Asked, and not given in time; not_asked: Not asked
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-056); the rules are local
-- Caution:   What protects a child at once does not wait for a view, and counts as not in: read the outcome beside it.
select c.reference                               as item,
       d.subject_id                              as subject,
       d.decided_at                              as at,
       jsonb_build_object('outcome', d.outcome)  as by,
       d.views_owed <@ d.views_given             as is_in,
       null::numeric                             as hours,
       case when d.views_owed <@ d.views_given then ''
            when d.views_silent <> '{}' then 'silent'
            else 'not_asked'
       end                                       as note
  from frontdoor_decision d
  join frontdoor_contact c on c.id = d.contact_id
 where c.partnership_id = area
   and d.views_owed <> '{}'
   and d.decided_at >= since
   and d.decided_at < until
   and d.decided_at <= known_at
