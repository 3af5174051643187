-- Its schools, teams and social workers, once they are there
create temp table seat on commit drop as
select i as n, i > 120 as is_school, w.id as worker_id, o.id as post_id, case when i > 120 then o.agency_id end as school_id,
       1 + (i - 1) / 10 as team
  from growing g cross join generate_series(1, 220) i
  join lateral (select pg_temp.reference('worker', g.base + i) as worker, pg_temp.reference('post', g.base + i) as post) x on true
  join sharing_worker w on w.reference = x.worker join sharing_post o on o.reference = x.post;

create temp table social_team on commit drop as
select i as n, t.id from growing g cross join generate_series(1, 12) i
  join sharing_team t on t.reference = pg_temp.reference('team', g.base + i);

create temp table sender on commit drop as
select i.n, case when i.n < 450 then k.police when i.n < 650 then s.school_id when i.n < 850 then k.trust else k.youth end as agency_id,
       case when i.n < 450 then k.feed when i.n < 650 then s.post_id when i.n < 850 then k.trust_post else k.youth_post end as post_id,
       case when i.n < 450 then 'api' else 'web' end as channel
  from generate_series(0, 999) i(n) join known k on true left join seat s on s.n = 121 + i.n % 100;
create unique index on sender (n);
analyze sender
