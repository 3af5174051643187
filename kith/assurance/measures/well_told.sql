-- Contacts that were told well
--
-- Measure:   M-04
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact that the front door graded in five items, 0 to 3.
-- In:        No item that could be graded got less than 2
-- Not in:    One item at least got 0 or 1
-- Split by:  sender, setting, channel
-- Notes:     risk: The risk, and from whom; view: The child’s own view; done: What was done and asked; consent: What the family knows;
--            history: What came before, and which adults
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-005); which five items, and what is well told, are local
-- Caution:   A grade is advice to a sender and no mark for a person. Who grades decides what is graded: read the share beside how many were.
select c.reference                                               as item,
       c.subject_id                                              as subject,
       c.received_at                                             as at,
       jsonb_build_object('sender', a.says, 'setting', a.kind, 'channel', c.channel) as by,
       w.weak is null                                            as is_in,
       null::numeric                                             as hours,
       coalesce(w.weak, '')                                      as note
  from frontdoor_contact c
  join sharing_agency a on a.id = c.from_agency_id
  join lateral (select q.grades
                  from frontdoor_qualitygrade q
                 where q.contact_id = c.id and q.recorded_at <= known_at
                 order by q.id desc
                 limit 1) q on true
  cross join lateral (select (array_agg(g.key order by array_position(array['risk', 'view', 'done', 'consent', 'history'], g.key)))[1] as weak
                        from jsonb_each_text(q.grades) g
                       where g.value in ('0', '1')) w
 where c.partnership_id = area
   and c.received_at >= since
   and c.received_at < until
