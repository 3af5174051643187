create index on arrival (receipt);
analyze arrival;

create temp table receipt on commit drop as
select a.receipt as n, array(select o.subject_id from arrival o where o.receipt = a.receipt order by o.n) as subjects, nextval('intake_receipt_id_seq') as id,
       w.prefix || '-' || substr(x.hex, 1, 4) || '-' || substr(x.hex, 5, 4) as reference, s.agency_id, s.post_id, s.channel,
       w.partnership_id, a.received_at, a.source
  from (select distinct on (receipt) * from arrival order by receipt, n) a
  join sender s on s.n = a.sender join child c on c.n = a.child join area w on w.n = c.area,
       -- An odd factor turns each number into another one, once: no two receipts are the same.
       lateral (select translate(upper(lpad(to_hex((a.receipt::bigint * 2654435761) % 4294967296), 8, '0')), '01', 'GH') as hex) x;
create unique index on receipt (n);
analyze receipt;

-- Receipts, with what was sent
insert into intake_receipt (id, reference, partnership_id, agency_id, by_post_id, subjects, partnerships, restricted_subjects,
                            channel, key, content_type, raw, sha256, received_at)
select r.id, r.reference, r.partnership_id, r.agency_id, r.post_id, r.subjects, '{}', '{}', r.channel, 'crowd-' || r.n,
       'application/json', o.raw, o.sha256, r.received_at
  from receipt r join frontdoor_contact c on c.id = r.source join intake_receipt o on o.id = c.receipt_id;
insert into intake_landing (receipt_id, partnership_id, agency_id, by_post_id, subjects, partnerships, restricted_subjects, outcome,
                            sender_reference, sentences, at)
select r.id, r.partnership_id, r.agency_id, r.post_id, r.subjects, '{}', '{}', 'landed', '', '[]',
       r.received_at + interval '2 seconds' from receipt r;

-- Contacts
insert into frontdoor_contact (id, subject_id, partnerships, agencies, restricted, reference, receipt_id, receipt_reference, record_id,
    partnership_id, team_id, beside, from_agency_id, from_post_id, channel, source_code, sub_source, sender_name, sender_contact,
    sender_reference, received_at, event_at, what_happened, risk, risk_from, need, strengths, impact, childs_words, words_heard,
    in_danger, safe_now, sender_did, sender_asks, adults_answer, missing_parts, police, unmapped, rag, state, held_by_id,
    held_since, identified_at, decided_at, opened_at, led_by)
select a.contact_id, a.subject_id, '{}', '{}', false, pg_temp.reference('contact', a.n), r.id, r.reference, a.record_id,
    r.partnership_id, w.team_id,
    array(select o.subject_id from arrival o where (o.n = a.beside or o.n = a.n + 1) and o.receipt = a.receipt), r.agency_id,
    r.post_id, r.channel, f.source_code, f.sub_source, f.sender_name, f.sender_contact, '', a.received_at, null,
    pg_temp.told(o.what_happened, c.given_name, c.family_name), pg_temp.told(o.risk, c.given_name, c.family_name),
    pg_temp.told(o.risk_from, c.given_name, c.family_name), pg_temp.told(o.need, c.given_name, c.family_name),
    pg_temp.told(o.strengths, c.given_name, c.family_name), pg_temp.told(o.impact, c.given_name, c.family_name),
    pg_temp.told(o.childs_words, c.given_name, c.family_name), pg_temp.told(o.words_heard, c.given_name, c.family_name), f.in_danger,
    pg_temp.told(o.safe_now, c.given_name, c.family_name), pg_temp.told(o.sender_did, c.given_name, c.family_name),
    pg_temp.told(o.sender_asks, c.given_name, c.family_name), f.adults_answer, f.missing_parts, f.police, f.unmapped, a.rag,
    case when a.decided_at is null then 'received' else 'decided' end, case when a.claimed_at is not null then w.post_id end,
    a.claimed_at, a.identified_at, a.decided_at, a.claimed_at, split_part(f.led_by, ':', 1)
  from arrival a join receipt r on r.n = a.receipt join child c on c.n = a.child join area w on w.n = c.area
  join frontdoor_contact f on f.id = a.source join wording o on o.source = a.source;
insert into frontdoor_contactheld (subject_id, partnerships, agencies, restricted, contact_id, post_id, recorded_at)
select c.subject_id, '{}', '{}', false, c.id, c.held_by_id, c.held_since
  from arrival a join frontdoor_contact c on c.id = a.contact_id where c.held_by_id is not null;

-- Identity decisions, and links to those who were known
create temp table told on commit drop as
select a.n, a.subject_id, c.subject_id as other_id, nextval('people_identitydecision_id_seq') as id, a.identified_at as at,
       a.subject_id = c.subject_id as is_new, w.post_id, w.worker_id
  from arrival a join child c on c.n = a.child join area w on w.n = c.area where a.identified_at is not null;
insert into people_identitydecision (id, subject_id, partnerships, agencies, restricted, verdict, other_id, because, shown, about,
                                     by_post_id, by_worker_id, recorded_at)
select t.id, t.subject_id, '{}', '{}', false, case when is_new then 'new' else 'same' end, case when not is_new then t.other_id end,
       'The name, the birthday and the address agree.', '[]', pg_temp.reference('contact', t.n), t.post_id, t.worker_id, t.at
  from told t;
insert into people_link (subject_id, partnerships, agencies, restricted, other_id, decision_id, starts_at)
select t.subject_id, '{}', '{}', false, t.other_id, t.id, t.at from told t where not is_new;

-- Decisions
insert into frontdoor_decision (subject_id, partnerships, agencies, restricted, contact_id, level, document, criteria, section_47,
                                section_47_why, outcome, reasons, against, seen, by_post_id, by_worker_id, decided_at)
select a.subject_id, '{}', '{}', false, a.contact_id, a.level, w.says || ' threshold document 3.2', '{}',
       case when a.outcome = 'strategy_discussion' then 'met' else 'not_met' end, 'What was told, and what the agencies hold.',
       a.outcome, 'What was told agrees with what the school and health hold.', '',
       jsonb_build_object('contact', pg_temp.reference('contact', a.n), 'additions', '[]'::jsonb, 'earlier', '[]'::jsonb),
       w.post_id, w.worker_id, a.decided_at
  from arrival a join child c on c.n = a.child join area w on w.n = c.area where a.decided_at is not null;

-- What the senders were told
insert into frontdoor_progress (receipt_id, agency_id, partnership_id, contact, step, at)
select r.id, r.agency_id, r.partnership_id, pg_temp.reference('contact', a.n), s.step, s.at
  from arrival a join receipt r on r.n = a.receipt,
       lateral (values ('in_hand', a.claimed_at), ('decided', a.decided_at)) s(step, at) where s.at is not null;
insert into notify_notice (reference, agency_id, partnership_id, for_post_id, subjects, partnerships, restricted_subjects, kind, about,
                           headline, words, owed_at, sent_at, failed_because, opened_at)
select pg_temp.reference('notice', a.n), r.agency_id, r.partnership_id, r.post_id, array[a.subject_id], '{}', '{}', 'decision_made', r.reference, a.says, a.tells, a.decided_at,
       a.decided_at, '', a.decided_at
  from arrival a join receipt r on r.n = a.receipt where a.decided_at is not null
