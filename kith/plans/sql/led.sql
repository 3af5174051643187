-- Plans of before: led by the post that leads them now, since they were opened. Row security binds the owner too, and
-- would show it nothing.
alter table plans_plan no force row level security;

insert into plans_planled (subject_id, partnerships, agencies, restricted, plan_id, post_id, because, by_post_id, recorded_at)
select p.subject_id, p.partnerships, p.agencies, p.restricted, p.id, p.lead_id, 'The plan was opened.', p.opened_by_id, p.opened_at
  from plans_plan p
 where p.lead_id is not null
 order by p.id;

alter table plans_plan force row level security;

-- Whether a child's record would stay shut to whoever sits in a post: it is kept to others, or all who sit there have
-- a conflict. For somebody who would bring the post to the child, and may.
create or replace function kith.stays_shut_to(the_post bigint, the_subject bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
as $$
    select exists (
        select from sharing_subject s
         where s.id = any (kith.same_person(the_subject))
           and (s.id = any (kith.near('grant.give')) or s.partnerships && kith.wide('grant.give'))
           and (s.restricted and not exists (
                    select from sharing_grant g
                     where g.subject_id = s.id and g.post_id = the_post and g.relationship = 'reader'
                       and g.starts_at <= transaction_timestamp()
                       and (g.ends_at is null or g.ends_at > transaction_timestamp()))
                or (select coalesce(bool_and(exists (
                        select from sharing_conflict c
                         where c.worker_id = h.worker_id and c.subject_id = s.id and c.starts_at <= transaction_timestamp()
                           and (c.ends_at is null or c.ends_at > transaction_timestamp()))), false)
                      from sharing_holding h
                     where h.post_id = the_post
                       and daterange(h.starts_on, h.ends_on, '[]')
                           @> (transaction_timestamp() at time zone 'Europe/London')::date)))
$$;
