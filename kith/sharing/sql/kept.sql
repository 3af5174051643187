-- Records kept to named readers, and colleagues who must not meet a child: what takes two people, and what is told of it.

-- Whether this actor, through this permission, reaches every one of these subjects.
create or replace function kith.reaches_all(the_subjects bigint[], permission text) returns boolean
language sql stable security definer set search_path = pg_catalog, public
as $$
    select not exists (
        select from unnest(the_subjects) t(id) left join sharing_subject s on s.id = t.id
         where s.id is null
            or s.id = any (kith.conflicts())
            or (s.restricted and not s.id = any (kith.readers()))
            or not (s.id = any (kith.near(permission))
                    or s.agencies && kith.through(permission)
                    or s.partnerships && kith.wide(permission)))
$$;

-- A restriction ends when somebody other than who asked for it agrees, and the readers' part ends with it. Nothing else
-- that a page can do ends one.
create or replace function kith.lifted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not new.is_agreed then
        return null;
    end if;
    if not exists (select from sharing_liftask k where k.id = new.ask_id and k.by_worker_id <> new.by_worker_id) then
        raise exception 'opening a restricted record again takes two people' using errcode = 'insufficient_privilege';
    end if;
    update sharing_restriction set ends_at = new.recorded_at
     where subject_id = new.subject_id and (ends_at is null or ends_at > new.recorded_at);
    update sharing_grant set ends_at = greatest(starts_at, new.recorded_at)
     where subject_id = new.subject_id and relationship = 'reader' and (ends_at is null or ends_at > new.recorded_at);
    return null;
end
$$;
create trigger lifted after insert on sharing_liftanswer for each row execute function kith.lifted();

-- Of these posts, those through which a named reader could open these records again, and who sits in them today without
-- a conflict.
create or replace function kith.could_open_again(the_subjects bigint[], the_posts bigint[])
returns table (post bigint, worker bigint)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select p.id, w.id
      from sharing_post p
      join sharing_rolepermission rp on rp.role_id = p.role_id and 'reader' = any (rp.reach)
      join sharing_permission m on m.id = rp.permission_id and m.code = 'record.restrict'
      join sharing_holding h on h.post_id = p.id
      join sharing_worker w on w.id = h.worker_id and w.is_active
      cross join (select (transaction_timestamp() at time zone 'Europe/London')::date as today) t
     where p.id = any (the_posts) and kith.reaches_all(the_subjects, 'child.read')
       and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
       and rp.starts_on <= today and (rp.ends_on is null or rp.ends_on >= today)
       and h.starts_on <= today and (h.ends_on is null or h.ends_on >= today)
       and not exists (select from sharing_conflict c where c.worker_id = w.id and c.subject_id = any (the_subjects)
                          and (c.ends_at is null or c.ends_at > transaction_timestamp()))
$$;

-- Whoever acts says of themselves that they know this child: nobody needs a permission for that but to reach the child.
create or replace function kith.step_back(the_subjects bigint[], the_kind text, the_because text, at timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if kith.worker() is null or not kith.reaches_all(the_subjects, 'child.read') then
        raise exception 'this child is not open to this post' using errcode = 'insufficient_privilege';
    end if;
    insert into sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, kind, because, starts_at,
                                  by_post_id, recorded_at)
    select kith.worker(), id, '{}', '{}', false, the_kind, the_because, at, kith.post(), at from unnest(the_subjects) id;
end
$$;

-- Who must not meet this child, for whoever may say so of a colleague. Nobody reads it of themselves: they reach no such child.
create or replace function kith.conflicts_of(the_subjects bigint[])
returns table (worker bigint, reference text, says text, kind text, because text, since timestamptz, by_post text)
language sql stable security definer set search_path = pg_catalog, public
as $$
    select distinct on (w.id) w.id, w.reference::text, w.says::text, c.kind::text, c.because::text, c.starts_at, p.says::text
      from sharing_conflict c
      join sharing_worker w on w.id = c.worker_id
      join sharing_post p on p.id = c.by_post_id
     where c.subject_id = any (the_subjects) and (c.ends_at is null or c.ends_at > transaction_timestamp())
       and kith.reaches_all(the_subjects, 'conflict.declare')
     order by w.id, c.starts_at, c.id
$$;

-- A colleague and this child may meet again. Never by one's own hand. Whether there was such a conflict.
create or replace function kith.end_conflict(the_subjects bigint[], the_worker bigint, the_because text, at timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if kith.worker() is null or the_worker = kith.worker() or not kith.reaches_all(the_subjects, 'conflict.declare') then
        raise exception 'a conflict is ended by somebody else who may' using errcode = 'insufficient_privilege';
    end if;
    update sharing_conflict set ends_at = greatest(starts_at, at), ended_because = the_because, ended_by_post_id = kith.post()
     where worker_id = the_worker and subject_id = any (the_subjects) and (ends_at is null or ends_at > at);
    return found;
end
$$;
