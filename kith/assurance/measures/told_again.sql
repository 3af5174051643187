-- Contacts about a child who was told of in the year before
--
-- Measure:   M-08
-- Version:   1
-- Question:  missed
-- Kind:      share
-- Items:     contacts
-- Aim:       none
-- Counts:    Every contact.
-- In:        Another contact about the same child was received in the 365 days before, under another receipt
-- Not in:    It is the first in a year
-- Split by:  sender, channel
-- Hours:     from the contact before to this one
-- Source:    Joint inspection of Northumberland, 2019 (S2-045: contacts, conversion, repeats); Annex A, list 3 (referrals in the last 12 months)
-- Caution:   The same child means what people decided about who is who, known today.
with these as (
    select c.id, c.reference, c.subject_id, c.receipt_id, c.received_at, c.channel, a.says as sender
      from frontdoor_contact c
      join sharing_agency a on a.id = c.from_agency_id
     where c.partnership_id = area
       and c.received_at >= since
       and c.received_at < until
       and c.received_at <= known_at
),
same as (
    select * from kith.same_people(array(select distinct subject_id from these))
),
before as (
    select t.id, max(o.received_at) as received_at
      from these t
      join same s on s.subject_id = t.subject_id
      join frontdoor_contact o on o.subject_id = s.same_id
     where o.id <> t.id
       and o.receipt_id <> t.receipt_id
       and o.received_at < t.received_at
       and o.received_at >= t.received_at - interval '365 days'
     group by t.id
)
select t.reference                                               as item,
       t.subject_id                                              as subject,
       t.received_at                                             as at,
       jsonb_build_object('sender', t.sender, 'channel', t.channel) as by,
       b.id is not null                                          as is_in,
       extract(epoch from t.received_at - b.received_at) / 3600  as hours,
       ''                                                        as note
  from these t
  left join before b on b.id = t.id
