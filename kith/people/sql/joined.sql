-- Two clusters of subjects are one person from this link on: each subject of either gets what any of them has - whoever
-- reaches it, its restriction, its conflicts - because of this link. No row about any of them is rewritten. All of them are
-- looked at before anything is given: a restriction that has just been given would shut out whoever joins them.
drop function kith.join_guard(bigint, bigint, bigint, bigint, timestamptz);

create function kith.join_guard(the_link bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    everyone bigint[];
    at timestamptz;
begin
    select kith.same_person(l.subject_id), l.starts_at into everyone, at
      from people_link l where l.id = the_link and l.ends_at is null;
    -- Nobody joins a record that is kept from them to one that is not.
    if everyone is null or not kith.may('child.identify') or not kith.reaches_all(everyone, 'child.identify') then
        raise exception 'one of these is not open to this post' using errcode = 'insufficient_privilege';
    end if;
    -- Of several that give the same, the longest; and what somebody gave, before what came with an earlier link.
    insert into sharing_grant (subject_id, partnerships, agencies, restricted, relationship, post_id, team_id,
                               agency_id, permission, starts_at, ends_at, because, derived_from_id, link, by_post_id,
                               recorded_at)
    select distinct on (s.id, g.relationship, g.permission, g.post_id, g.team_id, g.agency_id)
           s.id, '{}', '{}', false, g.relationship, g.post_id, g.team_id, g.agency_id, g.permission,
           least(at, transaction_timestamp()), g.ends_at, g.because, g.id, the_link, kith.post(), at
      from sharing_grant g join unnest(everyone) s(id) on s.id <> g.subject_id
     where g.subject_id = any (everyone) and (g.ends_at is null or g.ends_at > at)
       and not exists (select from sharing_grant h
                        where h.subject_id = s.id and h.relationship = g.relationship and h.permission = g.permission
                          and (h.post_id, h.team_id, h.agency_id)
                              is not distinct from (g.post_id, g.team_id, g.agency_id)
                          and (h.ends_at is null or h.ends_at >= g.ends_at))
     order by s.id, g.relationship, g.permission, g.post_id, g.team_id, g.agency_id, g.ends_at desc nulls first,
              g.derived_from_id nulls first, g.id;
    insert into sharing_restriction (subject_id, partnerships, agencies, restricted, because, starts_at, ends_at,
                                     review_on, whom_to_ask_id, link, by_post_id, recorded_at)
    select distinct on (s.id)
           s.id, '{}', '{}', false, r.because, at, null, r.review_on, r.whom_to_ask_id, the_link, kith.post(), at
      from sharing_restriction r join unnest(everyone) s(id) on s.id <> r.subject_id
     where r.subject_id = any (everyone) and r.ends_at is null
       and not exists (select from sharing_restriction h where h.ends_at is null and h.subject_id = s.id)
     order by s.id, r.link nulls first, r.id;
    insert into sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, kind, because, starts_at,
                                  ends_at, by_post_id, recorded_at)
    select distinct on (s.id, k.worker_id)
           k.worker_id, s.id, '{}', '{}', false, k.kind, k.because, at, k.ends_at, kith.post(), at
      from sharing_conflict k join unnest(everyone) s(id) on s.id <> k.subject_id
     where k.subject_id = any (everyone) and (k.ends_at is null or k.ends_at > at)
       and not exists (select from sharing_conflict h where h.worker_id = k.worker_id and h.subject_id = s.id
                         and (h.ends_at is null or h.ends_at > at))
     order by s.id, k.worker_id, k.ends_at desc nulls first, k.id;
    -- Whoever joins a child to one that they are a reader of is a reader of both from the next statement on.
    perform kith.begin(kith.reach_of(kith.worker(), kith.post()));
end
$$;
