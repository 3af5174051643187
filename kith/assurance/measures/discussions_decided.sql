-- Strategy discussions that a manager decided on in time
--
-- Measure:   M-32
-- Version:   1
-- Question:  soon
-- Kind:      share
-- Counts:    Every demand for a strategy discussion, from the front door, a section 47 test or somebody who works with the child.
-- In:        A manager said that it is held, or why none is, by the hour that was due; or it was held and written down by then
-- Not in:    That came later, or has not come
-- Waits:     Not yet due, and not yet decided
-- Split by:  demanded, answer
-- Notes:     late: Decided late; undecided: Not decided yet, and late
-- Hours:     from the demand to the decision
-- Source:    Joint inspection of Northumberland, 2019 (S1-035, S1-045: strategy discussions that were late or not held); how soon is local (clock
--            KITH-STRATEGY)
-- Caution:   It says that somebody decided, not that the decision was right: read the reasons behind those that were not held.
select t.reference                                             as item,
       t.subject_id                                            as subject,
       t.triggered_at                                          as at,
       jsonb_build_object(
           'demanded', case t.code when 'front_door' then 'The front door’s decision'
                                   when 'section_47' then 'A section 47 test that is met'
                                   else 'Asked for by somebody who works with the child' end,
           'answer', case when d.is_held then 'Is held, or was'
                          when not d.is_held then 'None is held'
                          else 'Not decided' end)              as by,
       case when d.decided_at is not null then d.decided_at <= k.due_at
            when k.due_at < known_at then false
       end                                                     as is_in,
       extract(epoch from d.decided_at - t.triggered_at) / 3600 as hours,
       case when d.decided_at > k.due_at then 'late'
            when d.decided_at is null and k.due_at < known_at then 'undecided'
            else ''
       end                                                     as note
  from protection_trigger t
  join lateral (select k.due_at
                  from record_clock k
                 where k.about_kind = 'discussion' and k.about = t.reference and k.rule = 'KITH-STRATEGY'
                   and k.partnership_id = area
                 order by k.id
                 limit 1) k on true
  left join lateral (select e.decided_at, e.is_held
                       from (select a.recorded_at as decided_at, a.is_to_be_held as is_held
                               from protection_answer a
                              where a.trigger_id = t.id
                             union all
                             select h.recorded_at, true
                               from protection_settled s
                               join protection_discussion h on h.id = s.discussion_id
                              where s.trigger_id = t.id) e
                      where e.decided_at <= known_at
                      order by e.decided_at
                      limit 1) d on true
 where t.triggered_at >= since
   and t.triggered_at < until
   and t.triggered_at <= known_at
