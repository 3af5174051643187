-- Written without words that blame a child
--
-- Measure:   M-35
-- Version:   1
-- Question:  told
-- Kind:      share
-- Items:     contacts
-- Counts:    What senders told, as it came, and what the front door wrote in each decision. The child’s own words, and what stands in quotation
--            marks, are not looked at.
-- In:        The language check asks about none of its words
-- Not in:    It asks about some of them; a decision was saved with them after that had been asked
-- Waits:     Written before words were looked at
-- Split by:  text, writer, word
-- Reasons:   What they were in
-- Notes:     told: In what a sender told; decided: In a decision
-- Source:    Joint inspection of Northumberland, 2019 (S1-134: children’s behaviour viewed as part of a lifestyle choice). The words are
--            those of the list Words to look at again
-- Caution:   A word is not a fault: “works for” may be true of a shop. Read what stands behind it and speak with the writer. A text with several
--            such words stands under the first. The list as it was on the day of writing counts.
with written as (
    select c.reference, c.subject_id, c.received_at as at, 'told' as text, a.says as writer, c.words_asked
      from frontdoor_contact c
      join sharing_agency a on a.id = c.from_agency_id
     where c.partnership_id = area
       and c.received_at >= since
       and c.received_at < until
       and c.received_at <= known_at
    union all
    select c.reference, c.subject_id, d.decided_at, 'decided', coalesce(t.says, g.says), d.words_asked
      from frontdoor_decision d
      join frontdoor_contact c on c.id = d.contact_id
      join sharing_post p on p.id = d.by_post_id
      join sharing_agency g on g.id = p.agency_id
      left join sharing_team t on t.id = p.team_id
     where c.partnership_id = area
       and d.decided_at >= since
       and d.decided_at < until
       and d.decided_at <= known_at
)
select w.reference                                             as item,
       w.subject_id                                            as subject,
       w.at                                                    as at,
       jsonb_build_object(
           'text', case w.text when 'told' then 'What a sender told' else 'A decision of the front door' end,
           'writer', w.writer,
           'word', coalesce(w.words_asked[1], 'none'))         as by,
       w.words_asked = '{}'                                    as is_in,
       null::numeric                                           as hours,
       case when w.words_asked <> '{}' then w.text else '' end as note
  from written w
