-- The guard's columns: filled when a row is written, spread when the subject's own change.

create or replace function kith.guard_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    -- A row about nobody yet keeps the partnership that its action gave it.
    if new.subject_id is null then
        return new;
    end if;
    select s.partnerships, s.agencies, s.restricted into new.partnerships, new.agencies, new.restricted
      from sharing_subject s where s.id = new.subject_id;
    return new;
end
$$;

-- Every table that has the guard's trigger is one that a subject's change must reach.
create or replace function kith.spread_guard() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    guarded regclass;
begin
    for guarded in
        select t.tgrelid::regclass from pg_trigger t join pg_proc p on p.oid = t.tgfoid
         where p.proname = 'guard_row' and p.pronamespace = 'kith'::regnamespace
    loop
        execute format('update %s set partnerships = $1, agencies = $2, restricted = $3 where subject_id = $4', guarded)
          using new.partnerships, new.agencies, new.restricted, new.id;
    end loop;
    return null;
end
$$;
create trigger spread_guard after update of partnerships, agencies, restricted on sharing_subject
    for each row when (old.partnerships <> new.partnerships or old.agencies <> new.agencies
                       or old.restricted <> new.restricted)
    execute function kith.spread_guard();

-- What grants and restrictions say of a subject, after each of them.
create or replace function kith.subject_follows() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    update sharing_subject s
       set agencies = array(select distinct g.agency_id from sharing_grant g
                             where g.subject_id = s.id and g.relationship = 'agency' and g.agency_id is not null
                               and g.ends_at is null and g.starts_at <= g.recorded_at order by 1),
           restricted = exists (select from sharing_restriction r where r.subject_id = s.id
                                   and (r.ends_at is null or r.ends_at > transaction_timestamp()))
     where s.id = new.subject_id;
    return null;
end
$$;
create trigger subject_follows after insert or update on sharing_grant
    for each row execute function kith.subject_follows();
create trigger subject_follows after insert or update on sharing_restriction
    for each row execute function kith.subject_follows();

-- Two subjects are one person: whoever reached one reaches the other, because of this link. Conflicts and
-- restrictions too. No row about either is rewritten.
create or replace function kith.join_guard(one bigint, other bigint, the_link bigint, by_post bigint, at timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    c jsonb := kith.context();
begin
    if not kith.may('child.identify') or (c ->> 'post')::bigint <> by_post then
        raise exception 'this post may not say who a child is' using errcode = 'insufficient_privilege';
    end if;
    -- Nobody joins a record that is kept from them to one that is not.
    if exists (select from sharing_subject s where s.id in (one, other)
                and (s.id = any (kith.conflicts())
                     or (s.restricted and not s.id = any (kith.readers()))
                     or not (s.partnerships && kith.wide('child.identify')
                             or s.id = any (kith.near('child.identify'))))) then
        raise exception 'one of these is not open to this post' using errcode = 'insufficient_privilege';
    end if;
    insert into sharing_grant (subject_id, partnerships, agencies, restricted, relationship, post_id, team_id,
                               agency_id, permission, starts_at, ends_at, because, derived_from_id, link, by_post_id,
                               recorded_at)
    select case g.subject_id when one then other else one end, '{}', '{}', false, g.relationship, g.post_id,
           g.team_id, g.agency_id, g.permission, at, g.ends_at, g.because, g.id, the_link, by_post, at
      from sharing_grant g
     where g.subject_id in (one, other) and (g.ends_at is null or g.ends_at > at)
       and not exists (select from sharing_grant h
                        where h.subject_id = case g.subject_id when one then other else one end
                          and h.relationship = g.relationship and h.permission = g.permission
                          and (h.post_id, h.team_id, h.agency_id)
                              is not distinct from (g.post_id, g.team_id, g.agency_id)
                          and (h.ends_at is null or h.ends_at >= g.ends_at));
    insert into sharing_restriction (subject_id, partnerships, agencies, restricted, because, starts_at, ends_at,
                                     review_on, whom_to_ask_id, link, by_post_id, recorded_at)
    select case r.subject_id when one then other else one end, '{}', '{}', false, r.because, at, null,
           r.review_on, r.whom_to_ask_id, the_link, by_post, at
      from sharing_restriction r
     where r.subject_id in (one, other) and r.ends_at is null
       and not exists (select from sharing_restriction h where h.ends_at is null
                         and h.subject_id = case r.subject_id when one then other else one end);
    insert into sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, because, starts_at, ends_at, by_post_id, recorded_at)
    select k.worker_id, case k.subject_id when one then other else one end, '{}', '{}', false, k.because, at, k.ends_at, by_post, at
      from sharing_conflict k
     where k.subject_id in (one, other) and (k.ends_at is null or k.ends_at > at)
       and not exists (select from sharing_conflict h where h.worker_id = k.worker_id
                         and h.subject_id = case k.subject_id when one then other else one end
                         and (h.ends_at is null or h.ends_at > at));
end
$$;

-- A restricted record and whom to ask: for posts that must know that it exists, and nobody else.
create or replace function kith.kept_from_me(the_subjects bigint[])
returns table (subject_id bigint, ask text, phone text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select s.id, p.says::text, y.duty_phone::text
      from sharing_subject s
      join sharing_restriction r on r.subject_id = s.id and r.ends_at is null
      join sharing_post p on p.id = r.whom_to_ask_id
      join sharing_partnership y on y.id = s.partnerships[1]
     where s.id = any (the_subjects) and s.partnerships && kith.wide('restricted.know')
       and not s.id = any (kith.readers()) and not s.id = any (kith.conflicts())
$$;
