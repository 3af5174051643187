-- Signs of exploitation that the sender had marked
--
-- Measure:   M-20
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every form of exploitation of which a sign stands on a contact. A contact with signs of two forms counts twice.
-- In:        Whoever sent the contact marked it, at first or in an addition, before anybody else did
-- Not in:    A person at the front door marked it
-- Split by:  form, sender, channel
-- Reasons:   How it was found
-- Notes:     text: It was in the sender’s own words, and not marked; found: Found out otherwise
-- Source:    Joint inspection of Northumberland, 2019 (S1-141: trigger factors may be missed)
-- Caution:   A sign that nobody marked is not found here. What a person found by asking may be something that the sender could not know.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('form', f.form, 'sender', a.says, 'channel', c.channel) as by,
       f.is_senders                                            as is_in,
       null::numeric                                           as hours,
       case when f.is_senders then ''
            when exists (select from frontdoor_signweighed w
                          where w.contact_id = c.id and w.form = f.form and w.is_sign and w.recorded_at <= known_at) then 'text'
            else 'found'
       end                                                     as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  cross join lateral (select x.form, (array_agg(x.by_worker_id is null order by coalesce(x.recorded_at, c.received_at), x.id))[1] as is_senders
                        from frontdoor_formanswer x
                       where x.contact_id = c.id and x.answer = 'seen' and coalesce(x.recorded_at, c.received_at) <= known_at
                       group by x.form) f
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
