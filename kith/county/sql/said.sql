-- Each form of exploitation, as it was answered
insert into frontdoor_formanswer (subject_id, partnerships, agencies, restricted, contact_id, form, answer, is_harm, what, who_would_know)
select a.subject_id, '{}', '{}', false, a.contact_id, f.form, f.answer, f.is_harm, f.what, f.who_would_know
  from arrival a join frontdoor_formanswer f on f.contact_id = a.source;

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
select a.subject_id, '{}', '{}', false, a.record_id, o.says, o.relation, o.why, o.allegation, o.restriction, o.restriction_source,
       o.safe_contact, o.is_home_contact_unsafe, a.received_at
  from arrival a join frontdoor_contact c on c.id = a.source join people_linkedadult o on o.record_id = c.record_id
