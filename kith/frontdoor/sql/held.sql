-- Contacts of before: held by the post that has them now, since it took them on. Row security binds the owner too, and
-- would show it nothing.
alter table frontdoor_contact no force row level security;

insert into frontdoor_contactheld (subject_id, partnerships, agencies, restricted, contact_id, post_id, recorded_at)
select c.subject_id, c.partnerships, c.agencies, c.restricted, c.id, c.held_by_id, c.held_since
  from frontdoor_contact c
 where c.held_by_id is not null
 order by c.id;

alter table frontdoor_contact force row level security;
