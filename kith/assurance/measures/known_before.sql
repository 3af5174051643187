-- Contacts decided in time, children known before beside others
--
-- Measure:   M-24
-- Version:   2
-- Question:  soon
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact whose first decision was due, or came, as M-02 does.
-- In:        The first decision came by the hour that was due when the contact was received
-- Not in:    The decision came later, or has not come
-- Waits:     Not yet due, and not yet decided
-- Split by:  known
-- Notes:     late: Decided late; undecided: Not decided yet, and late
-- Hours:     from receipt to the first decision
-- Source:    Joint inspection of Northumberland, 2019 (S1-147: new concerns about children who are known already)
-- Caution:   Known means that this front door was told of the same child before, ever, under another receipt; what another area was
--            told does not count. The same child means what people decided about who is who, known today.
with these as (
    select c.id, c.reference, c.subject_id, c.receipt_id, c.received_at, d.decided_at, k.due_at
      from frontdoor_contact c
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
),
same as (
    select * from kith.same_people(array(select distinct subject_id from these))
),
known as (
    select distinct t.id
      from these t
      join same s on s.subject_id = t.subject_id
      join frontdoor_contact o on o.subject_id = s.same_id
     where o.id <> t.id
       and o.partnership_id = area
       and o.receipt_id <> t.receipt_id
       and o.received_at < t.received_at
)
select t.reference                                             as item,
       t.subject_id                                            as subject,
       t.received_at                                           as at,
       jsonb_build_object('known', case when n.id is null then 'Told of for the first time' else 'Known before' end) as by,
       case when t.decided_at is not null then t.decided_at <= t.due_at
            when t.due_at < known_at then false
       end                                                     as is_in,
       extract(epoch from t.decided_at - t.received_at) / 3600 as hours,
       case when t.decided_at > t.due_at then 'late'
            when t.decided_at is null and t.due_at < known_at then 'undecided'
            else ''
       end                                                     as note
  from these t
  left join known n on n.id = t.id
