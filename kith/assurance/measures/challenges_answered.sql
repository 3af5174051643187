-- Challenges to decisions, answered in time
--
-- Measure:   M-16
-- Version:   1
-- Question:  asked
-- Kind:      share
-- Counts:    Every formal challenge to a decision of the front door, from the moment at which it was made.
-- In:        The first stage that it reached was answered by the hour that was due there
-- Not in:    No answer came by then: it went to the next stage
-- Waits:     Not yet due
-- Split by:  agency, stage, changed
-- Notes:     late: Not answered in time at its first stage; again: Answered in time, and decided again; changed: Answered in time, and something changed
-- Hours:     from the challenge to its first answer
-- Source:    Professional disagreement in local procedures (CLK-47); joint inspections ask for challenge and its effect (S1-024, S1-169)
-- Caution:   Few challenges may mean agreement, or that nobody dares or knows how. Read it beside what agencies say.
select c.reference                                           as item,
       c.subjects[1]                                         as subject,
       c.made_at                                             as at,
       jsonb_build_object('agency', a.says, 'stage', coalesce(r.stage, 1)::text,
                          'changed', case when w.verdict in ('again', 'changed') then 'the decision, or what is done'
                                          when w.verdict is null then 'not answered yet'
                                          else 'nothing' end) as by,
       case when f.answered_at is not null then f.answered_at <= f.due_at
            when f.due_at < known_at then false
       end                                                   as is_in,
       extract(epoch from w.answered_at - c.made_at) / 3600  as hours,
       case when f.answered_at > f.due_at or f.answered_at is null and f.due_at < known_at then 'late'
            when f.verdict in ('again', 'changed') then f.verdict
            else ''
       end                                                   as note
  from frontdoor_challenge c
  join sharing_agency a on a.id = c.agency_id
  left join lateral (select s.due_at, n.verdict, n.recorded_at as answered_at
                       from frontdoor_challengestage s
                       left join frontdoor_challengeanswer n on n.stage_id = s.id and n.recorded_at <= known_at
                      where s.challenge_id = c.id and s.recorded_at <= known_at
                      order by s.stage
                      limit 1) f on true
  left join lateral (select max(s.stage) as stage
                       from frontdoor_challengestage s
                      where s.challenge_id = c.id and s.recorded_at <= known_at) r on true
  left join lateral (select n.verdict, first_value(n.recorded_at) over (order by n.recorded_at) as answered_at
                       from frontdoor_challengeanswer n
                      where n.challenge_id = c.id and n.recorded_at <= known_at
                      order by n.recorded_at desc
                      limit 1) w on true
 where c.partnership_id = area
   and c.made_at >= since
   and c.made_at < until
   and c.made_at <= known_at
