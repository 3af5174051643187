-- Senders told what was decided, in time
--
-- Measure:   M-12
-- Version:   1
-- Question:  soon
-- Kind:      share
-- Counts:    Every decision that was to be told to whoever sent the contact.
-- In:        The sender opened the answer, a message was sent to it, or somebody reached it by telephone, by the end of the next working
--            day after receipt
-- Not in:    That came later, or has not come
-- Waits:     Not yet due
-- Split by:  sender
-- Notes:     late: Told late; untold: Not told yet, and late
-- Hours:     from the decision to the telling
-- Source:    Working Together to Safeguard Children, 2010 to 2023; the 2026 text is not yet read (clock CLK-03)
-- Caution:   A message that was sent is not a message that was read: the share that was opened stands on the list.
select n.reference                                       as item,
       n.subjects[1]                                     as subject,
       k.started_at                                      as at,
       jsonb_build_object('sender', a.says)              as by,
       case when t.told_at is not null then t.told_at <= k.due_at
            when k.due_at < known_at then false
       end                                               as is_in,
       extract(epoch from t.told_at - n.owed_at) / 3600  as hours,
       case when t.told_at > k.due_at then 'late'
            when t.told_at is null and k.due_at < known_at then 'untold'
            else ''
       end                                               as note
  from notify_notice n
  join sharing_agency a on a.id = n.agency_id
  join lateral (select k.started_at, k.due_at
                  from record_clock k
                 where k.about_kind = 'notice' and k.about = n.reference and k.rule = 'CLK-03'
                 order by k.id
                 limit 1) k on true
  cross join lateral (select min(told_at) as told_at
                        from (values (n.sent_at), (n.opened_at),
                                     ((select min(r.rang_at) from frontdoor_call r
                                        where r.notice = n.reference and r.is_reached))) every(told_at)
                       where told_at <= known_at) t
 where n.partnership_id = area
   and n.kind = 'decision_made'
   and n.owed_at <= known_at
   and k.started_at >= since
   and k.started_at < until
