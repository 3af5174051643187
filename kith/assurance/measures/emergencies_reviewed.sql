-- Emergency openings reviewed in time
--
-- Measure:   M-15
-- Version:   1
-- Question:  soon
-- Kind:      share
-- Items:     openings
-- Counts:    Every child’s record that was opened in an emergency.
-- In:        Somebody else said whether it was right, by the hour that was stored when it was opened
-- Not in:    It was reviewed later, or is late and not reviewed
-- Waits:     Its review is not due yet
-- Split by:  opened_by, reason
-- Notes:     late: Reviewed late; waiting: Late, and not reviewed; wrong: Found wrong
-- Hours:     from opening to the review
-- Source:    Access model, docs/explanation/security.md: every emergency opening is reviewed within two working days
-- Caution:   That one was right is a person’s judgement. Few openings are not a good sign by themselves: somebody may not know the way.
select e.reference                                as item,
       e.subject_id                               as subject,
       e.starts_at                                as at,
       jsonb_build_object('opened_by', a.says, 'reason', e.because) as by,
       case when r.recorded_at is not null then r.recorded_at <= e.review_due_at
            when e.review_due_at < known_at then false end as is_in,
       extract(epoch from r.recorded_at - e.starts_at) / 3600 as hours,
       case when r.recorded_at is null then case when e.review_due_at < known_at then 'waiting' else '' end
            when r.recorded_at > e.review_due_at then 'late'
            when not r.is_right then 'wrong'
            else '' end                           as note
  -- Without its own `until`, which would stand before the measure's.
  from (select reference, id, subject_id, post_id, because, starts_at, review_due_at, recorded_at
          from sharing_emergency) e
  join sharing_subject s on s.id = e.subject_id
  join sharing_post p on p.id = e.post_id
  join sharing_agency a on a.id = p.agency_id
  left join sharing_emergencyreview r on r.emergency_id = e.id and r.recorded_at <= known_at
 where s.partnerships @> array[area]
   and e.starts_at >= since
   and e.starts_at < until
   and e.recorded_at <= known_at
