-- Early help that families took up
--
-- Measure:   M-34
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Counts:    Every offer of early help that a decision made.
-- In:        The family agreed; or somebody wrote down why its agreement was not needed
-- Not in:    The family said no, or nobody reached or asked them by the hour that was due
-- Waits:     Not yet due, and not yet answered
-- Split by:  sender, now
-- Notes:     refused: The family said no; not_reached: Not reached by the hour that was due; not_asked: Not asked by the hour that was due
-- Hours:     from the offer to the family’s answer
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-011, S2-047: early help that is offered, and taken); how soon is local
--            (clock KITH-HELP-ASK)
-- Caution:   A family may say no for good reasons, and it is theirs to say. Read it with what became of the child after that: each comes back to the
--            front door and is looked at again.
select o.reference                                             as item,
       o.subject_id                                            as subject,
       o.offered_at                                            as at,
       jsonb_build_object(
           'sender', a.says,
           'now', case when exists (select from frontdoor_helptry m
                                     where m.offer_id = o.id and m.is_met and m.recorded_at <= known_at)
                       then 'Met for the first time'
                       when w.answer in ('agreed', 'not_needed')
                            and exists (select from frontdoor_helpallocated l
                                         where l.offer_id = o.id and l.recorded_at <= known_at)
                       then 'Led, not met yet'
                       when w.answer in ('agreed', 'not_needed') then 'Nobody leads yet'
                       else 'Not agreed' end)                  as by,
       case when w.answer in ('agreed', 'not_needed') then true
            when w.answer = 'refused' then false
            when k.due_at < known_at then false
       end                                                     as is_in,
       case when w.answer <> 'not_reached'
            then extract(epoch from coalesce(w.happened_at, w.recorded_at) - o.offered_at) / 3600 end as hours,
       case when w.answer = 'refused' then 'refused'
            when w.answer = 'not_reached' and k.due_at < known_at then 'not_reached'
            when w.answer is null and k.due_at < known_at then 'not_asked'
            else ''
       end                                                     as note
  from frontdoor_helpoffer o
  join frontdoor_contact c on c.id = o.contact_id
  join sharing_agency a on a.id = c.from_agency_id
  left join lateral (select k.due_at
                       from record_clock k
                      where k.about_kind = 'help' and k.about = o.reference and k.rule = 'KITH-HELP-ASK'
                      order by k.id
                      limit 1) k on true
  left join lateral (select f.answer, f.happened_at, f.recorded_at
                       from frontdoor_familyanswer f
                      where f.offer_id = o.id and f.recorded_at <= known_at
                      order by f.recorded_at desc, f.id desc
                      limit 1) w on true
 where c.partnership_id = area
   and o.offered_at >= since
   and o.offered_at < until
   and o.offered_at <= known_at
