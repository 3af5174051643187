-- Contacts received
--
-- Measure:   M-01
-- Version:   1
-- Question:  came
-- Kind:      count
-- Items:     contacts
-- Counts:    Every contact, one for each child whom somebody told the front door about. What a sender added later is part of its
--            contact. A child told of twice counts twice.
-- Split by:  source, sender, channel, outcome
-- Hours:     from receipt to the first decision
-- Source:    Annex A, list 1 (Ofsted, inspection of local authority children’s services); Children in need census, referral source
-- Caution:   The outcome is the first decision. What was decided anew later does not change it.
select c.reference                                                   as item,
       c.subject_id                                                  as subject,
       c.received_at                                                 as at,
       jsonb_build_object('source', c.source_code, 'sender', a.says, 'channel', c.channel,
                          'outcome', coalesce(d.outcome, 'undecided')) as by,
       null::boolean                                                 as is_in,
       extract(epoch from d.decided_at - c.received_at) / 3600       as hours,
       ''                                                            as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  left join lateral (select d.outcome, d.decided_at
                       from frontdoor_decision d
                      where d.contact_id = c.id and d.decided_at <= known_at
                      order by d.decided_at, d.id
                      limit 1) d on true
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
