-- Records kept to named readers, and colleagues with a conflict
insert into sharing_restriction (subject_id, partnerships, agencies, restricted, because, starts_at, review_on, whom_to_ask_id,
                                 by_post_id, recorded_at)
select m.subject_id, '{}', '{}', false, 'A relative works here', m.since, g.until::date + 60, w.post_id, w.post_id, m.since
  from kept k join member m on m.child = k.child join area w on w.n = m.area join growing g on true;
insert into sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, because, starts_at, by_post_id, recorded_at)
select s.worker_id, m.subject_id, '{}', '{}', false, 'A relative', m.since, w.post_id, m.since
  from growing g join seat s on not s.is_school and s.n % 3 = 0 join member m on m.child = g.base + 100 + s.n * 3 join area w on w.n = m.area;

-- Grants: the lead, the team, the agencies with an action, and the named readers
create temp table given on commit drop as
select m.subject_id, x.relationship, x.post_id, x.team_id, x.agency_id, greatest(p.opened_at, m.since) as starts_at, p.closed_at as ends_at,
       x.because, w.post_id as by_post_id
  from plan p join member m on m.child = p.child and (p.closed_at is null or p.closed_at > m.since)
  join area w on w.n = m.area,
       lateral (select 'allocated' as relationship, p.lead_id as post_id, null::bigint as team_id, null::bigint as agency_id,
                       'Leads the plan' as because
                union all select 'team', null, p.team_id, null, 'Team of the lead professional'
                union all select 'agency', null, null, unnest(p.agencies), 'Has an action in the plan') x
union all
select m.subject_id, 'reader', s.post_id, null, null, m.since, null, 'Named reader of a restricted record', w.post_id
  from kept k join member m on m.child = k.child join area w on w.n = m.area join seat s on s.n = 1 + k.child % 120;
insert into sharing_grant (subject_id, partnerships, agencies, restricted, relationship, post_id, team_id, agency_id, permission,
                           starts_at, ends_at, because, by_post_id, recorded_at)
select g.subject_id, '{}', '{}', false, g.relationship, g.post_id, g.team_id, g.agency_id, '', g.starts_at, g.ends_at, g.because,
       g.by_post_id, g.starts_at
  from given g;

-- Plans, their versions and actions
insert into plans_plan (id, subject_id, partnerships, agencies, restricted, reference, because, lead_id, version, opened_at,
                        opened_by_id, closed_at)
select p.id, p.subject_id, '{}', '{}', false, p.reference, 'What was told agrees with what the school and health hold.', p.lead_id,
       1 + cardinality(p.agencies), p.opened_at, p.lead_id, p.closed_at
  from plan p;
insert into plans_planled (subject_id, partnerships, agencies, restricted, plan_id, post_id, because, by_post_id, by_worker_id, recorded_at)
select p.subject_id, '{}', '{}', false, p.id, p.lead_id, 'The plan was opened.', p.lead_id, p.worker_id, p.opened_at from plan p;
create temp table step on commit drop as
select p.*, x.agency_id, x.i::int from plan p, unnest(p.agencies) with ordinality x(agency_id, i);
insert into plans_version (subject_id, partnerships, agencies, restricted, plan_id, number, changed, stands, by_post_id, by_worker_id,
                           recorded_at)
select p.subject_id, '{}'::bigint[], '{}'::bigint[], false, p.id, 1, 'The plan was opened.', '[]'::jsonb, p.lead_id, p.worker_id, p.opened_at from plan p
union all
select s.subject_id, '{}', '{}', false, s.id, 1 + s.i, 'Added: Sees the child alone and writes down what is said', '[]', s.lead_id,
       s.worker_id, s.opened_at from step s;
insert into plans_action (subject_id, partnerships, agencies, restricted, reference, plan_id, says, owner, owner_post_id, agency_id,
                          due_on, purpose, since_version, done_at, done_says, recorded_at)
select s.subject_id, '{}', '{}', false, pg_temp.reference('action', s.n * 10::bigint + s.i), s.id,
       'Sees the child alone and writes down what is said', 'The lead', s.lead_id, s.agency_id, (s.opened_at + interval '21 days')::date,
       'The child is heard', 1 + s.i, s.closed_at, case when s.closed_at is null then '' else 'Seen, and written down.' end, s.opened_at
  from step s;

-- Clocks, nearly all of them stopped
insert into record_clock (subject_id, partnerships, agencies, restricted, partnership_id, rule, rule_says, rule_source, is_local,
                          about_kind, about, started_at, recorded_at, due_at, stopped_at, stopped_because, team_id, post_id,
                          held_since)
select a.subject_id, array[w.partnership_id], '{}', false, w.partnership_id, k.rule, k.rule_says, k.rule_source, k.is_local, 'contact',
       pg_temp.reference('contact', a.n), a.received_at, a.received_at, d.due_at, a.decided_at,
       case when a.decided_at is null then '' else 'decided' end, w.team_id, case when a.claimed_at is not null then w.post_id end,
       a.claimed_at
  from arrival a join child c on c.n = a.child join area w on w.n = c.area,
       lateral (values ('CLK-01', a.due_at), ('CLK-04-' || a.rag, a.rag_due_at)) d(rule, due_at)
  join (values ('CLK-01', 'Decision on a contact', 'Working Together to Safeguard Children', false),
               ('CLK-04-red', 'Picture from every agency, red', 'Local procedure', true),
               ('CLK-04-amber', 'Picture from every agency, amber', 'Local procedure', true),
               ('CLK-04-green', 'Picture from every agency, green', 'Local procedure', true)) k(rule, rule_says, rule_source, is_local)
    on k.rule = d.rule
 where d.due_at is not null;
insert into record_clockheld (subject_id, partnerships, agencies, restricted, clock_id, post_id, recorded_at)
select k.subject_id, '{}', '{}', false, k.id, k.post_id, k.held_since
  from arrival a join record_clock k on k.about_kind = 'contact' and k.about = pg_temp.reference('contact', a.n)
 where k.post_id is not null;

-- The ledger
insert into record_entry (subject_id, partnerships, agencies, restricted, kind, occurred_at, recorded_at, by_post_id, by_worker_id,
                          about, detail)
select e.subject_id, '{}', '{}', false, e.kind, e.at, e.at, e.post_id, e.worker_id, e.about, e.detail
  from (select a.subject_id, x.kind, x.at, x.post_id, x.worker_id, pg_temp.reference('contact', a.n) as about, x.detail
          from arrival a join child c on c.n = a.child join area w on w.n = c.area join known k on true join sender s on s.n = a.sender
          join sharing_agency g on g.id = s.agency_id,
               lateral (values
                   ('frontdoor.contact_received', a.received_at, k.intake, null::bigint, jsonb_build_object('agency', g.says)),
                   ('frontdoor.claimed', a.claimed_at, w.post_id, w.worker_id, '{"post": "Duty social worker, front door"}'),
                   ('people.identified', a.identified_at, w.post_id, w.worker_id, '{"verdict": "the same child"}'),
                   ('frontdoor.decided', a.decided_at, w.post_id, w.worker_id, jsonb_build_object('outcome', a.says, 'level', a.level))
               ) x(kind, at, post_id, worker_id, detail)
         where x.at is not null
        union all
        select p.subject_id, 'plans.opened', p.opened_at, p.lead_id, p.worker_id, p.reference, '{"lead": "Social worker"}' from plan p
        union all
        select s.subject_id, 'plans.changed', s.opened_at, s.lead_id, s.worker_id, s.reference,
               '{"changed": "Sees the child alone and writes down what is said"}' from step s) e
 order by e.at
