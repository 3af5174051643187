-- Agencies that hesitated to share, and then shared
--
-- Measure:   M-38
-- Version:   1
-- Question:  asked
-- Kind:      share
-- Counts:    Every question on which an agency said that it holds something and hesitates, by the moment at which it said so.
-- In:        It answered afterwards, with what it knows or that it knows nothing
-- Not in:    It said that it cannot share, or it has not answered and its hour has passed
-- Waits:     Not answered yet, and not yet due
-- Split by:  agency, urgency, ended
-- Notes:     refused: It cannot share; silent: Not answered yet, and late
-- Hours:     from the hesitation to the answer
-- Source:    Joint inspection of South Tyneside, 2016 (L-10: sexual health services did not share what mattered)
-- Caution:   To hesitate and to say so is right. What is looked for is how long a child waits, and which agency needs help with the law.
select r.reference                                             as item,
       r.subjects[1]                                           as subject,
       h.recorded_at                                           as at,
       jsonb_build_object('agency', a.says, 'urgency', r.rag,
                          'ended', case when n.verdict = 'cannot_share' then 'It cannot share'
                                        when n.verdict is not null then 'It shared'
                                        else 'No answer yet' end) as by,
       case when n.verdict is not null then n.verdict <> 'cannot_share'
            when r.due_at < known_at then false
       end                                                     as is_in,
       extract(epoch from n.recorded_at - h.recorded_at) / 3600 as hours,
       case when n.verdict = 'cannot_share' then 'refused'
            when n.verdict is null and r.due_at < known_at then 'silent'
            else ''
       end                                                     as note
  from frontdoor_hesitated h
  join frontdoor_informationrequest r on r.id = h.request_id
  join sharing_agency a on a.id = r.agency_id
  left join lateral (select n.verdict, n.recorded_at
                       from frontdoor_requestanswer n
                      where n.request_id = r.id and n.recorded_at >= h.recorded_at and n.recorded_at <= known_at
                      order by n.recorded_at desc, n.id desc
                      limit 1) n on true
 where r.partnership_id = area
   and h.recorded_at >= since
   and h.recorded_at < until
   and h.recorded_at <= known_at
   and not exists (select from frontdoor_requestwithdrawn x
                    where x.request_id = r.id and x.recorded_at <= known_at and n.verdict is null)
