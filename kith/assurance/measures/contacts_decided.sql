-- Contacts decided in time
--
-- Measure:   M-02
-- Version:   1
-- Question:  soon
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact whose first decision was due, or came.
-- In:        The first decision came by the hour that was due when the contact was received: the end of the next working day
-- Not in:    The decision came later, or has not come
-- Waits:     Not yet due, and not yet decided
-- Split by:  sender, channel
-- Notes:     late: Decided late; undecided: Not decided yet, and late
-- Hours:     from receipt to the first decision
-- Source:    Working Together to Safeguard Children, 2010 to 2023; the 2026 text is not yet read (clock CLK-01)
-- Caution:   A contact decided twice counts once, by its first decision. The due hour is the one that was stored on receipt.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('sender', a.says, 'channel', c.channel) as by,
       case when d.decided_at is not null then d.decided_at <= k.due_at
            when k.due_at < known_at then false
       end                                                     as is_in,
       extract(epoch from d.decided_at - c.received_at) / 3600 as hours,
       case when d.decided_at > k.due_at then 'late'
            when d.decided_at is null and k.due_at < known_at then 'undecided'
            else ''
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  join lateral (select k.due_at
                  from record_clock k
                 where k.about_kind = 'contact' and k.about = c.reference and k.rule = 'CLK-01'
                 order by k.id
                 limit 1) k on true
  left join lateral (select d.decided_at
                       from frontdoor_decision d
                      where d.contact_id = c.id and d.decided_at <= known_at
                      order by d.decided_at, d.id
                      limit 1) d on true
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
