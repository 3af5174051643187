-- A hundred schools, twelve teams of ten social workers
insert into sharing_agency (reference, kind, says, starts_on)
select pg_temp.reference('agency', g.base + c.n), 'school', c.agency, '2015-01-01'
  from growing g, called c where c.n > 120;

insert into sharing_agency_partnerships (agency_id, partnership_id)
select s.id, a.partnership_id
  from growing g join called c on c.n > 120 join sharing_agency s on s.reference = pg_temp.reference('agency', g.base + c.n)
  join area a on a.n = 1;

insert into notify_mailbox (agency_id, address, says, verified_at, verify_again_on)
select s.id, 'school' || c.n || '@' || g.area || '.crowd.example', c.agency, g.until, g.until::date + 90
  from growing g join called c on c.n > 120 join sharing_agency s on s.reference = pg_temp.reference('agency', g.base + c.n);

insert into sharing_agreementparty (agreement_id, agency_id, joined_on)
select y.agreement_id, s.id, y.joined_on
  from growing g join called c on c.n > 120 join sharing_agency s on s.reference = pg_temp.reference('agency', g.base + c.n)
  join known k on true join sharing_agreementparty y on y.agency_id = k.school;

insert into sharing_team (reference, agency_id, partnership_id, says, does)
select pg_temp.reference('team', g.base + i), k.council, a.partnership_id, 'Safeguarding ' || i, ''
  from growing g cross join generate_series(1, 12) i join known k on true join area a on a.n = 1;

insert into sharing_worker (reference, email, says, is_active, created_at, password)
select pg_temp.reference('worker', g.base + c.n), 'seat' || c.n || '@' || g.area || '.crowd.example', c.says, true, g.since, '!'
  from growing g, called c;

insert into sharing_post (reference, agency_id, team_id, role_id, code, says, starts_on)
select pg_temp.reference('post', g.base + c.n), coalesce(s.id, k.council), t.id, r.id, '',
       case when c.n > 120 then 'Safeguarding lead' else 'Social worker, ' || t.says end, '2015-01-01'
  from growing g join called c on true join known k on true
  left join sharing_agency s on c.n > 120 and s.reference = pg_temp.reference('agency', g.base + c.n)
  left join sharing_team t on c.n <= 120 and t.reference = pg_temp.reference('team', g.base + 1 + (c.n - 1) / 10)
  join sharing_role r on r.code = case when c.n > 120 then 'school_dsl' else 'social_worker' end;

insert into sharing_post_partnerships (post_id, partnership_id)
select o.id, a.partnership_id
  from growing g join called c on true join sharing_post o on o.reference = pg_temp.reference('post', g.base + c.n) join area a on a.n = 1;

insert into sharing_holding (post_id, worker_id, starts_on)
select o.id, w.id, '2015-01-01'
  from growing g join called c on true join sharing_post o on o.reference = pg_temp.reference('post', g.base + c.n)
  join sharing_worker w on w.reference = pg_temp.reference('worker', g.base + c.n)
