create temp table area on commit drop as
select case p.code when 'ravenshire' then 1 else 2 end as n, p.id as partnership_id, p.receipt_prefix as prefix,
       t.id as team_id,
       (select min(o.id) from sharing_post o join sharing_role r on r.id = o.role_id
         where o.team_id = t.id and r.code = 'mash_triage') as post_id,
       (select min(h.worker_id) from sharing_holding h join sharing_post o on o.id = h.post_id
          join sharing_role r on r.id = o.role_id where o.team_id = t.id and r.code = 'mash_triage') as worker_id
  from sharing_partnership p join sharing_team t on t.partnership_id = p.id and t.does = 'front_door';

create temp table known on commit drop as
select (select id from sharing_agency where says = 'Ravenshire Council') as council,
       (select id from sharing_agency where says = 'Ravenshire Police') as police,
       (select id from sharing_agency where says = 'Ravenshire Coast NHS Trust') as trust,
       (select id from sharing_agency where says = 'Lanternfield Academy') as school,
       (select id from sharing_agency where says = 'Tidewall Youth Project') as youth,
       (select id from sharing_post where says = 'Police notifications') as feed,
       (select min(id) from sharing_post where code = 'service_intake') as intake,
       (select min(id) from sharing_agency where kind = 'system') as itself;

create temp table seat on commit drop as
select i as n, i > 120 as is_school, nextval('sharing_worker_id_seq') as worker_id, nextval('sharing_post_id_seq') as post_id,
       case when i > 120 then nextval('sharing_agency_id_seq') end as school_id, 1 + (i - 1) / 10 as team
  from generate_series(1, 220) i;

create temp table social_team on commit drop as
select i as n, nextval('sharing_team_id_seq') as id from generate_series(1, 12) i;

insert into sharing_agency (id, reference, kind, says, starts_on)
select s.school_id, pg_temp.reference('agency', s.n), 'school', 'School ' || s.n - 120 || ' of the crowd', '2015-01-01'
  from seat s where s.is_school;

insert into sharing_agency_partnerships (agency_id, partnership_id)
select s.school_id, a.partnership_id from seat s join area a on a.n = 1 where s.is_school;

insert into sharing_agreementparty (agreement_id, agency_id, joined_on)
select y.agreement_id, s.school_id, y.joined_on
  from seat s join known k on true join sharing_agreementparty y on y.agency_id = k.school where s.is_school;

insert into sharing_team (id, reference, agency_id, partnership_id, says, does)
select t.id, pg_temp.reference('team', t.n), k.council, a.partnership_id, 'Team ' || t.n || ' of the crowd', ''
  from social_team t join known k on true join area a on a.n = 1;

insert into sharing_worker (id, reference, email, says, is_active, created_at, password)
select s.worker_id, pg_temp.reference('worker', s.n), 'crowd' || s.n || '@ravenshire.example', 'Worker ' || s.n || ' of the crowd',
       true, g.since, '!'
  from seat s, growing g;

-- A hundred schools, twelve teams of ten social workers
insert into sharing_post (id, reference, agency_id, team_id, role_id, code, says, starts_on)
select s.post_id, pg_temp.reference('post', s.n), coalesce(s.school_id, k.council), t.id, r.id, '',
       case when s.is_school then 'Safeguarding lead' else 'Social worker, team ' || s.team end, '2015-01-01'
  from seat s join known k on true left join social_team t on t.n = s.team and not s.is_school
  join sharing_role r on r.code = case when s.is_school then 'school_dsl' else 'social_worker' end;

insert into sharing_post_partnerships (post_id, partnership_id)
select s.post_id, a.partnership_id from seat s join area a on a.n = 1;

insert into sharing_holding (post_id, worker_id, starts_on)
select s.post_id, s.worker_id, '2015-01-01' from seat s;

create temp table sender on commit drop as
select i.n, case when i.n < 450 then k.police when i.n < 650 then s.school_id when i.n < 850 then k.trust else k.youth end as agency_id,
       case when i.n < 450 then k.feed when i.n < 650 then s.post_id
            else (select min(id) from sharing_post where agency_id = case when i.n < 850 then k.trust else k.youth end) end as post_id,
       case when i.n < 450 then 'api' else 'web' end as channel
  from generate_series(0, 999) i(n) join known k on true left join seat s on s.n = 121 + i.n % 100;
create unique index on sender (n);
analyze sender
