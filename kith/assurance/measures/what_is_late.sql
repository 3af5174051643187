-- What was due, and what of it was late
--
-- Measure:   M-13
-- Version:   1
-- Question:  soon
-- Kind:      standing
-- Aim:       low
-- Counts:    Every clock that ran at the moment that is looked at.
-- In:        It was late then
-- Not in:    It was not yet due
-- Split by:  rule, team
-- Hours:     by which it was late
-- Source:    Kith’s clock rules, each with a source of its own
-- Caution:   A clock that was written down later than this moment is not counted, even where it began before.
select k.about                                                   as item,
       k.subject_id                                              as subject,
       k.due_at                                                  as at,
       jsonb_build_object('rule', k.rule_says, 'team', t.says)   as by,
       k.due_at < known_at                                       as is_in,
       case when k.due_at < known_at then extract(epoch from known_at - k.due_at) / 3600 end as hours,
       ''                                                        as note
  from record_clock k
  join sharing_team t on t.id = k.team_id
 where k.partnership_id = area
   and k.started_at <= known_at
   and k.recorded_at <= known_at
   and (k.stopped_at is null or k.stopped_at > known_at)
