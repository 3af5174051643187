-- Contacts with the child’s own words
--
-- Measure:   M-36
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact about a child who is born.
-- In:        The sender wrote down what the child said
-- Not in:    They wrote why nobody had asked, or nothing
-- Split by:  voice, setting, sender, channel
-- Notes:     why: No words, and something was said of who heard the child or why nobody asked; nothing: Nothing was said of the child’s words
-- Source:    Joint inspection of Northumberland, 2019 (S1-058: children’s voices are well represented in the records); S1-059. Letters since
--            2022: the child’s voice is not recorded by all agencies (N-13)
-- Caution:   Words that are there may be few, or an adult’s. A child does not have to tell anybody, and nobody should ask twice for a number’s
--            sake. What was added later does not count.
select c.reference                                             as item,
       c.subject_id                                            as subject,
       c.received_at                                           as at,
       jsonb_build_object('voice', case w.note when '' then 'In the child’s own words'
                                               when 'why' then 'No words, and why'
                                               else 'Nothing said' end,
                          'setting', a.kind, 'sender', a.says, 'channel', c.channel) as by,
       w.note = ''                                             as is_in,
       null::numeric                                           as hours,
       w.note                                                  as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  cross join lateral (select case when c.childs_words <> '' then ''
                                  when c.words_heard <> '' then 'why'
                                  else 'nothing' end as note) w
 where c.partnership_id = area
   and c.kind = 'child'
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
