-- Police notifications with history and ethnicity
--
-- Measure:   M-29
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact about a child that police sent.
-- In:        It says what came before, and that the child’s ethnicity was asked
-- Not in:    One of the two is missing
-- Split by:  sender, unit, channel
-- Notes:     both: Neither is there; history: Not said what came before; ethnicity: Nobody was asked about ethnicity
-- Source:    Joint targeted area inspection letters (N-12: notifications by police without the child’s history or ethnicity)
-- Caution:   “Nothing came before” is an answer, and counts. So does that somebody was asked about ethnicity and preferred not to say.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('sender', a.says, 'unit', coalesce(c.police ->> 'unit', ''), 'channel', c.channel) as by,
       p.has_history and p.has_ethnicity                       as is_in,
       null::numeric                                           as hours,
       case when p.has_history and p.has_ethnicity then ''
            when p.has_ethnicity then 'history'
            when p.has_history then 'ethnicity'
            else 'both'
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  cross join lateral (select coalesce(c.police ->> 'previous_incidents', '') <> '' as has_history,
                             exists (select from people_characteristic e
                                      where e.record_id = c.record_id and e.what = 'ethnicity'
                                        and e.answer <> 'not_asked' and e.recorded_at <= known_at) as has_ethnicity) p
 where c.partnership_id = area
   and c.source_code = '6'
   and c.kind <> 'adult'
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
