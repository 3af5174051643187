-- Pictures brought together in time
--
-- Measure:   M-39
-- Version:   1
-- Question:  soon
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact about a child whose urgency says how soon its picture is needed.
-- In:        Somebody said that the picture is whole, or it was decided, by the hour that was due
-- Not in:    It came later, or has not come
-- Waits:     Not yet due
-- Split by:  sender, channel, ended
-- Notes:     late: Brought together late; open: Not yet, and late
-- Hours:     from receipt until the picture was whole, or the decision
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-007); how soon is local (clocks CLK-04)
-- Caution:   A decision without a word about the picture counts as the end of bringing it together: look at those where nobody said that it
--            was whole. What is still missing is kept with the contact, and is not weighed here.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('sender', a.says, 'channel', c.channel,
                          'ended', case when w.recorded_at is not null then 'Somebody said that it is whole'
                                        when d.decided_at is not null then 'Decided, and nobody said so'
                                        else 'Not yet' end)     as by,
       case when e.ended_at is not null then e.ended_at <= k.due_at
            when k.due_at < known_at then false
       end                                                     as is_in,
       extract(epoch from e.ended_at - c.received_at) / 3600   as hours,
       case when e.ended_at > k.due_at then 'late'
            when e.ended_at is null and k.due_at < known_at then 'open'
            else ''
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  join lateral (select k.due_at
                  from record_clock k
                 where k.about_kind = 'contact' and k.about = c.reference
                   and k.rule in ('CLK-04-red', 'CLK-04-amber', 'CLK-04-green')
                   and k.recorded_at <= known_at
                 order by k.due_at, k.id
                 limit 1) k on true
  left join lateral (select min(w.recorded_at) as recorded_at
                       from frontdoor_picturewhole w
                      where w.contact_id = c.id and w.recorded_at <= known_at) w on true
  left join lateral (select min(d.decided_at) as decided_at
                       from frontdoor_decision d
                      where d.contact_id = c.id and d.decided_at <= known_at) d on true
  cross join lateral (select least(w.recorded_at, d.decided_at) as ended_at) e
 where c.partnership_id = area
   and c.kind <> 'adult'
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
