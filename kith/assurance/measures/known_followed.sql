-- What was decided for children known before, beside others
--
-- Measure:   M-31
-- Version:   1
-- Question:  decided
-- Kind:      share
-- Items:     contacts
-- Counts:    Every contact.
-- In:        The first decision goes on working with the child
-- Not in:    The first decision closed it: advice, or no further action
-- Waits:     Not decided yet
-- Split by:  known, outcome
-- Notes:     closed: Closed
-- Source:    Joint inspection of Northumberland, 2019 (S1-147: new concerns about children who are known already)
-- Caution:   Known as in M-24. That fewer contacts of known children are taken on may mean that a plan holds them already: read the list behind
--            it, where an outcome says that the contact joined a plan.
with these as (
    select c.id, c.reference, c.subject_id, c.receipt_id, c.received_at, d.outcome, d.decided_at
      from frontdoor_contact c
      left join lateral (select d.outcome, d.decided_at
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
),
closing as (
    select array(select jsonb_array_elements_text(given -> 'closing')) as outcomes
)
select t.reference                                             as item,
       t.subject_id                                            as subject,
       t.received_at                                           as at,
       jsonb_build_object(
           'known', case when n.id is null then 'Told of for the first time' else 'Known before' end,
           'outcome', coalesce(t.outcome, 'undecided'))        as by,
       not t.outcome = any (k.outcomes)                        as is_in,
       extract(epoch from t.decided_at - t.received_at) / 3600 as hours,
       case when t.outcome = any (k.outcomes) then 'closed' else '' end as note
  from these t
  cross join closing k
  left join known n on n.id = t.id
