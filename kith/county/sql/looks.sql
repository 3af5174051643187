-- The audit: each step of each contact, and the looks between
insert into sharing_auditevent (at, written_at, action, is_allowed, worker_id, post_id, agency_id, role, purpose, subjects, about, detail,
                                request, transaction)
select x.at, x.at, x.action, true, x.worker_id, x.post_id, x.agency_id, x.role, x.purpose, x.subjects, x.about, '{}',
       substr(md5(x.about || x.action), 1, 16), pg_current_xact_id()::text::bigint
  from arrival a join receipt r on r.n = a.receipt join child c on c.n = a.child join area w on w.n = c.area join known k on true,
       lateral (values
           ('intake.received', a.received_at, null::bigint, r.post_id, r.agency_id, 'agency_feed', 'refer', '{}'::bigint[], r.reference),
           ('intake.landed', a.received_at, null, k.intake, k.itself, 'service_intake', '', '{}', r.reference),
           ('frontdoor.contact_received', a.received_at, null, k.intake, k.itself, 'service_intake', '', array[a.subject_id],
            pg_temp.reference('contact', a.n)),
           ('frontdoor.contact.opened', a.claimed_at, w.worker_id, w.post_id, k.council, 'mash_triage', 'decide', array[a.subject_id],
            pg_temp.reference('contact', a.n)),
           ('frontdoor.claimed', a.claimed_at, w.worker_id, w.post_id, k.council, 'mash_triage', 'decide', array[a.subject_id],
            pg_temp.reference('contact', a.n)),
           ('people.identified', a.identified_at, w.worker_id, w.post_id, k.council, 'mash_triage', 'find',
            array[a.subject_id, c.subject_id], pg_temp.reference('contact', a.n)),
           ('frontdoor.decided', a.decided_at, w.worker_id, w.post_id, k.council, 'mash_triage', 'decide', array[a.subject_id],
            pg_temp.reference('contact', a.n)),
           ('notify.owed', a.decided_at, w.worker_id, w.post_id, k.council, 'mash_triage', '', '{}', pg_temp.reference('notice', a.n))
       ) x(action, at, worker_id, post_id, agency_id, role, purpose, subjects, about)
 where x.at is not null
