analyze child;
analyze arrival;

-- A child who was not known before is the subject of the first contact
update child c set subject_id = a.subject_id, record_id = a.record_id
  from (select distinct on (child) child, subject_id, record_id from arrival
         where is_new and identified_at is not null order by child, identified_at, n) a
 where a.child = c.n;
update child c set is_known = true where not is_known and not exists (select from arrival a where a.subject_id = c.subject_id);

create temp table plan on commit drop as
select a.n, a.child, a.subject_id, nextval('plans_plan_id_seq') as id, pg_temp.reference('plan', a.n) as reference,
       a.decided_at as opened_at, a.plan_closed_at as closed_at, s.post_id as lead_id, t.id as team_id, s.worker_id,
       array(select distinct x from unnest(array[case when a.n % 2 = 0 then k.police end, case when a.n % 5 < 3 then k.trust end,
                                                 case when v.channel = 'web' then v.agency_id end, k.council]) x
              where x is not null order by 1) as agencies
  from arrival a join known k on true join seat s on s.n = 1 + a.lead % 120 join social_team t on t.n = s.team
  join sender v on v.n = a.sender
 where a.opens_plan;
create index on plan (child);
analyze plan;

create temp table kept on commit drop as
select c.n as child from child c where c.n % 450 = 7 and c.is_known and not exists (select from plan p where p.child = c.n);

create temp table member on commit drop as
select c.subject_id, pg_temp.reference('child', c.n) as reference, c.n as child, c.area, g.since from child c, growing g where c.is_known
union all
select a.subject_id, pg_temp.reference('subject', a.n), a.child, c.area, a.identified_at from arrival a join child c on c.n = a.child where a.identified_at is not null;
create index on member (child);
analyze member;

-- Subjects, each with its guard's columns as grants and restrictions will say them
insert into sharing_subject (id, reference, kind, partnerships, agencies, restricted, opened_at)
select m.subject_id, m.reference, 'child', array[a.partnership_id],
       coalesce((select p.agencies from plan p where p.child = m.child and p.closed_at is null), '{}'),
       exists (select from kept k where k.child = m.child), m.since
  from member m join area a on a.n = m.area;
insert into sharing_subject (id, reference, kind, partnerships, agencies, restricted, opened_at)
select a.subject_id, pg_temp.reference('subject', a.n), 'child', array[w.partnership_id], '{}', false, a.received_at
  from arrival a join child c on c.n = a.child join area w on w.n = c.area where a.identified_at is null;

-- Records, one for each child that was known and one for each contact
insert into people_sourcerecord (id, subject_id, partnerships, agencies, restricted, reference, agency_id, source_id, given_name,
                                 middle_names, family_name, known_as, previous_family_names, sex, date_of_birth,
                                 nhs_number, upn, phone, school_urn, school_says, parent_name, recorded_at)
select r.record_id, r.subject_id, '{}', '{}', false, r.reference, r.agency_id, '', c.given_name, '',
       c.family_name, '', '{}', c.sex, c.date_of_birth, r.nhs_number, '', '', '', '', '', r.at
  from (select c.n as child, pg_temp.reference('child', c.n) as reference, c.record_id, c.subject_id, k.trust as agency_id, c.nhs_number, g.since as at
          from child c, known k, growing g where c.is_known
        union all
        select a.child, pg_temp.reference('record', a.n), a.record_id, a.subject_id, s.agency_id, case when a.n % 10 < 3 then '' else c.nhs_number end, a.received_at
          from arrival a join sender s on s.n = a.sender join child c on c.n = a.child) r
  join child c on c.n = r.child;

-- Addresses
insert into people_address (subject_id, partnerships, agencies, restricted, record_id, line, postcode, is_current, recorded_at)
select r.subject_id, '{}', '{}', false, r.record_id, c.line, c.postcode, true, g.since
  from (select n as child, subject_id, record_id from child where is_known
        union all select child, subject_id, record_id from arrival) r
  join child c on c.n = r.child join growing g on true
