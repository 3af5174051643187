-- a person has one live plan
with recursive beside as (
    select subject_id as one, other_id as other from people_link where ends_at is null
    union all select other_id, subject_id from people_link where ends_at is null
), person as (
    select p.id, p.subject_id from plans_plan p where p.closed_at is null
    union select m.id, b.other from person m join beside b on b.one = m.subject_id
)
select m.subject_id from person m group by m.subject_id having count(*) > 1;

-- every decided contact has a decision
select c.id from frontdoor_contact c
 where c.state = 'decided' and not exists (select from frontdoor_decision d where d.contact_id = c.id);

-- no contact that waits has a decision, unless it is decided anew
select c.id from frontdoor_contact c
 where c.state = 'received' and exists (select from frontdoor_decision d where d.contact_id = c.id and not exists (
    select from frontdoor_lookedagain l where l.contact_id = c.id and l.is_anew and l.recorded_at >= d.decided_at));

-- every contact that waits has a running clock
select c.id from frontdoor_contact c
 where c.state = 'received' and not exists (
    select from record_clock k where k.about_kind = 'contact' and k.about = c.reference and k.stopped_at is null);

-- no clock of a decided contact runs, but for what was added since
select k.id from record_clock k join frontdoor_contact c on k.about_kind = 'contact' and k.about = c.reference
 where c.state = 'decided' and k.stopped_at is null and k.rule not like 'KITH-NEW%';

-- a clock is whose it was given to last
select k.id from record_clock k
  left join lateral (select h.post_id, case when h.post_id is not null then h.recorded_at end as since
                       from record_clockheld h where h.clock_id = k.id order by h.recorded_at desc, h.id desc limit 1) h on true
 where (k.post_id, k.held_since) is distinct from (h.post_id, h.since);

-- a contact is whose it was given to last
select c.id from frontdoor_contact c
  left join lateral (select h.post_id, case when h.post_id is not null then h.recorded_at end as since
                       from frontdoor_contactheld h where h.contact_id = c.id order by h.recorded_at desc, h.id desc limit 1) h on true
 where (c.held_by_id, c.held_since) is distinct from (h.post_id, h.since);

-- a plan is led by whom it was given to last
select p.id from plans_plan p
  left join lateral (select l.post_id from plans_planled l where l.plan_id = p.id
                      order by l.recorded_at desc, l.id desc limit 1) l on true
 where p.lead_id is distinct from l.post_id;

-- every contact has a record of the same subject, and a line in the ledger
select c.id from frontdoor_contact c join people_sourcerecord r on r.id = c.record_id
 where r.subject_id <> c.subject_id or not exists (
    select from record_entry e where e.subject_id = c.subject_id and e.kind = 'frontdoor.contact_received');

-- every live plan has a lead who may reach it
select p.id from plans_plan p
 where p.closed_at is null and not exists (
    select from sharing_grant g where g.subject_id = p.subject_id and g.post_id = p.lead_id and g.ends_at is null);

-- every record with a name and a birthday is found by a key
select r.id from people_sourcerecord r
 where r.family_name <> '' and r.date_of_birth is not null and not exists (select from people_matchkey k where k.record_id = r.id);

-- a subject's agencies are those of its open grants
select s.id from sharing_subject s
 where s.agencies <> array(select distinct g.agency_id from sharing_grant g
                            where g.subject_id = s.id and g.relationship = 'agency' and g.agency_id is not null
                              and g.ends_at is null order by 1);

-- a subject is restricted while a restriction stands
select s.id from sharing_subject s
 where s.restricted <> exists (select from sharing_restriction r where r.subject_id = s.id and r.ends_at is null);

-- who reached one subject of a person reaches the others
select g.id from sharing_grant g join people_link l on l.subject_id = g.subject_id and l.ends_at is null
 where g.ends_at is null and g.relationship in ('allocated', 'team', 'agency') and not exists (
    select from sharing_grant h where h.subject_id = l.other_id and h.relationship = g.relationship and h.ends_at is null
       and (h.post_id, h.team_id, h.agency_id) is not distinct from (g.post_id, g.team_id, g.agency_id));

-- what is told of a child of the crowd names no child of the cast
with cast_child as (
    select distinct unnest(array[r.given_name, r.known_as]) as says
      from frontdoor_contact c join people_sourcerecord r on r.id = c.record_id join intake_receipt i on i.id = c.receipt_id
     where i.key not like 'crowd-%'
), told as (
    select c.id, r.given_name, concat_ws(' ', c.what_happened, c.risk, c.risk_from, c.need, c.strengths, c.impact, c.childs_words,
           c.words_heard, c.safe_now, c.sender_did, c.sender_asks,
           (select string_agg(f.what || ' ' || f.who_would_know, ' ') from frontdoor_formanswer f where f.contact_id = c.id),
           (select string_agg(a.why || ' ' || a.restriction || ' ' || a.safe_contact, ' ') from people_linkedadult a where a.record_id = r.id)
           ) as words
      from frontdoor_contact c join people_sourcerecord r on r.id = c.record_id join intake_receipt i on i.id = c.receipt_id
     where i.key like 'crowd-%'
)
select t.id from told t where exists (
    select from cast_child n where length(n.says) > 2 and n.says <> t.given_name and strpos(t.words, n.says) > 0)
