-- Each form of exploitation, as it was answered by the sender, and by whom at the front door
insert into frontdoor_formanswer (subject_id, partnerships, agencies, restricted, contact_id, form, answer, is_harm, what, who_would_know,
                                  said_by, by_post_id, by_worker_id, recorded_at)
select a.subject_id, '{}', '{}', false, a.contact_id, f.form, f.answer, f.is_harm, pg_temp.told(f.what, c.given_name, c.family_name),
       pg_temp.told(f.who_would_know, c.given_name, c.family_name), f.said_by,
       case when f.by_worker_id is not null then w.post_id end, case when f.by_worker_id is not null then w.worker_id end,
       case when f.by_worker_id is not null then a.claimed_at end
  from arrival a join form_told f on f.source = a.source join child c on c.n = a.child join area w on w.n = c.area
 where f.by_worker_id is null or a.claimed_at is not null
 order by a.n, f.id;

-- Consent, characteristics, adults
insert into frontdoor_consent (subject_id, partnerships, agencies, restricted, contact_id, purpose, is_needed, needed_because, asked_by,
                               asked_of, asked_at, outcome, not_asked_because, lawful_basis, is_informed, competence, recorded_at)
select a.subject_id, '{}', '{}', false, a.contact_id, o.purpose, o.is_needed, o.needed_because, o.asked_by, o.asked_of, a.received_at,
       o.outcome, o.not_asked_because, o.lawful_basis, o.is_informed, o.competence, a.received_at
  from arrival a join frontdoor_consent o on o.contact_id = a.source;
insert into people_characteristic (subject_id, partnerships, agencies, restricted, record_id, what, answer, value, recorded_at)
select a.subject_id, '{}', '{}', false, a.record_id, o.what, o.answer, o.value, a.received_at
  from arrival a join frontdoor_contact c on c.id = a.source join people_characteristic o on o.record_id = c.record_id;
insert into people_linkedadult (subject_id, partnerships, agencies, restricted, record_id, says, relation, why, allegation, restriction,
                                restriction_source, safe_contact, is_home_contact_unsafe, recorded_at)
select a.subject_id, '{}', '{}', false, a.record_id, o.says, o.relation,
       pg_temp.told(pg_temp.ready(o.why, a.source), k.given_name, k.family_name), o.allegation,
       pg_temp.told(pg_temp.ready(o.restriction, a.source), k.given_name, k.family_name), o.restriction_source,
       pg_temp.told(pg_temp.ready(o.safe_contact, a.source), k.given_name, k.family_name), o.is_home_contact_unsafe, a.received_at
  from arrival a join child k on k.n = a.child join frontdoor_contact c on c.id = a.source join people_linkedadult o on o.record_id = c.record_id
