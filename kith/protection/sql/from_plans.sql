-- Strategy discussions that were due in a plan, from before there were triggers: each becomes a trigger, asked for when its
-- clock started, and the clock goes on about that, by the same hour and whose it was. Nobody has answered it: the list says so.
-- Row security binds the owner too, and would show it nothing.
alter table plans_plan no force row level security;
alter table record_clock no force row level security;
alter table protection_trigger no force row level security;

create temp table asked_for as
select k.id as clock_id, p.subject_id, p.partnerships, p.agencies, p.restricted, p.reference as plan, p.because, k.started_at,
       p.opened_by_id,
       (select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + floor(random() * 32)::int, 1), '')
          from generate_series(1, 12) where k.id is not null) as reference
  from record_clock k join plans_plan p on k.about_kind = 'plan' and k.about = p.reference
 where k.rule = 'CLK-08' and k.stopped_at is null;

insert into protection_trigger (subject_id, partnerships, agencies, restricted, reference, code, about, because, triggered_at, by_post_id)
select subject_id, partnerships, agencies, restricted, reference, 'before', plan, because, started_at, opened_by_id from asked_for;

update record_clock k set about_kind = 'discussion', about = a.reference from asked_for a where a.clock_id = k.id;

drop table asked_for;

-- What these rows point at is looked up now, not when the migration ends: until then no table can be altered.
set constraints all immediate;

alter table plans_plan force row level security;
alter table record_clock force row level security;
alter table protection_trigger force row level security;
