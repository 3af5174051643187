-- Questions to agencies, answered in time
--
-- Measure:   M-09
-- Version:   1
-- Question:  asked
-- Kind:      share
-- Counts:    Every question that the front door put to another agency about a child, unless it was withdrawn before it was due.
-- In:        An answer came by the hour that was due; that nothing is known, and that it cannot be shared, are answers
-- Not in:    The answer came later, or has not come
-- Waits:     Not yet due
-- Split by:  agency, urgency
-- Notes:     late: Answered late; silent: Not answered yet, and late
-- Hours:     from the question to the first answer
-- Source:    Joint inspection of Northumberland, 2019 (S1-022, S1-023, S1-076); how soon is local (clocks CLK-05)
-- Caution:   It says that an agency answered, not that the answer was enough.
select r.reference                                           as item,
       r.subjects[1]                                         as subject,
       r.asked_at                                            as at,
       jsonb_build_object('agency', a.says, 'urgency', r.rag) as by,
       case when w.answered_at is not null then w.answered_at <= r.due_at
            when r.due_at < known_at then false
       end                                                   as is_in,
       extract(epoch from w.answered_at - r.asked_at) / 3600 as hours,
       case when w.answered_at > r.due_at then 'late'
            when w.answered_at is null and r.due_at < known_at then 'silent'
            else ''
       end                                                   as note
  from frontdoor_informationrequest r
  join sharing_agency a on a.id = r.agency_id
  left join lateral (select min(n.recorded_at) as answered_at
                       from frontdoor_requestanswer n
                      where n.request_id = r.id and n.recorded_at <= known_at) w on true
 where r.partnership_id = area
   and r.asked_at >= since
   and r.asked_at < until
   and r.asked_at <= known_at
   and not exists (select from frontdoor_requestwithdrawn x
                    where x.request_id = r.id and x.recorded_at <= least(known_at, r.due_at))
