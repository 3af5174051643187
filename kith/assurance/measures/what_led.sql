-- Contacts that say what led somebody to tell
--
-- Measure:   M-19
-- Version:   1
-- Question:  came
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact.
-- In:        Whoever told said what led them to: a campaign, a briefing, or something else
-- Not in:    Nobody said
-- Split by:  led, told_by, sender
-- Source:    Joint inspection of Northumberland, 2019 (S1-106: what a campaign led to; S1-101: taxi, hotel and licensed premises as
--            sources); the list of campaigns is local
-- Caution:   What somebody wrote in their own words, and is on no list, stands as one group, so that nobody is known by it. Where nothing
--            was said, a campaign may have led to it all the same.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('led', case when c.led_by = '' then ''
                                      when l.says = any (array(select jsonb_array_elements_text(given -> 'led_by'))) then l.says
                                      else 'own_words' end,
                          'told_by', coalesce(nullif(c.sub_source, ''), c.source_code),
                          'sender', a.says)                    as by,
       c.led_by <> ''                                          as is_in,
       null::numeric                                           as hours,
       ''                                                      as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  cross join lateral (select split_part(c.led_by, ':', 1) as says) l
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
