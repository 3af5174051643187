-- Decisions that thought of the other children
--
-- Measure:   M-28
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact that has been decided and that told of another child: beside this one, or of the same home.
-- In:        Whoever decided said that they were thought of; or before that somebody said of each child of the home whether they need a
--            contact of their own
-- Not in:    Nobody said so of a child of the home
-- Split by:  sender, outcome
-- Notes:     home: A child of the home was not thought of
-- Source:    Joint targeted area inspection letters (N-15: brothers, sisters and peers considered in each decision)
-- Caution:   It says that they were thought of, not what was thought. A child of whom nobody told is not counted.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       d.decided_at                                            as at,
       jsonb_build_object('sender', a.says, 'outcome', d.outcome) as by,
       d.others <> '' or h.open = 0                            as is_in,
       null::numeric                                           as hours,
       case when d.others = '' and h.open > 0 then 'home' else '' end as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  join lateral (select d.decided_at, d.outcome, d.others
                  from frontdoor_decision d
                 where d.contact_id = c.id and d.decided_at <= known_at
                 order by d.decided_at, d.id
                 limit 1) d on true
  cross join lateral (select count(*) as every, count(*) filter (where not exists (
                                 select from frontdoor_considered n where n.member_id = m.id and n.recorded_at <= d.decided_at)) as open
                        from people_householdmember m
                       where m.record_id = c.record_id and m.is_child = 'yes' and m.recorded_at <= d.decided_at) h
 where c.partnership_id = area
   and (d.others <> '' or h.every > 0)
   and d.decided_at >= since
   and d.decided_at < until
