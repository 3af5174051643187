-- Police notifications that something followed from
--
-- Measure:   M-06
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact that police sent and that was decided.
-- In:        The first decision goes on working with the child
-- Not in:    The first decision closed it: advice, or no further action
-- Waits:     Not decided yet
-- Split by:  outcome, channel
-- Notes:     closed: Closed
-- Source:    Article on the joint inspection of South Tyneside, 2016 (S2-048, S2-049)
-- Caution:   Fewer notifications are no aim. Read this beside M-07, which looks for harm after closing.
select c.reference                                           as item,
       c.subject_id                                          as subject,
       c.received_at                                         as at,
       jsonb_build_object('outcome', coalesce(d.outcome, 'undecided'), 'channel', c.channel) as by,
       not d.outcome = any (array(select jsonb_array_elements_text(given -> 'closing'))) as is_in,
       extract(epoch from d.decided_at - c.received_at) / 3600 as hours,
       case when d.outcome = any (array(select jsonb_array_elements_text(given -> 'closing'))) then 'closed' else '' end as note
  from frontdoor_contact c
  left join lateral (select d.outcome, d.decided_at
                       from frontdoor_decision d
                      where d.contact_id = c.id and d.decided_at <= known_at
                      order by d.decided_at, d.id
                      limit 1) d on true
 where c.partnership_id = area
   and c.source_code = '6'
   and c.received_at >= since
   and c.received_at < until
   and c.received_at <= known_at
