-- Clocks of before: known since the first line of the ledger about the same thing, or else since they began; held by
-- the post that has them now. Row security binds the owner too, and would show it nothing.
alter table record_clock no force row level security;
alter table record_entry no force row level security;

update record_clock k
   set recorded_at = greatest(k.started_at, (select min(e.recorded_at) from record_entry e
                                              where e.subject_id = k.subject_id and e.about = k.about));

insert into record_clockheld (subject_id, partnerships, agencies, restricted, clock_id, post_id, recorded_at)
select k.subject_id, k.partnerships, k.agencies, k.restricted, k.id, k.post_id, coalesce(k.held_since, k.recorded_at)
  from record_clock k
 where k.post_id is not null
 order by k.id;

alter table record_entry force row level security;
alter table record_clock force row level security;
