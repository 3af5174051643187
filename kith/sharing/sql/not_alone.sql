-- What one person cannot do alone, nor with a lesser permission than it was given with.

-- A restriction ends when somebody other than who asked for it agrees: to what was asked of this child, since she was kept
-- to named readers, and answered by nobody before. The readers' part ends with it. Nothing else that a page can do ends one.
create or replace function kith.lifted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not new.is_agreed then
        return null;
    end if;
    -- Two who answer one ask wait for each other.
    perform 1 from sharing_liftask where id = new.ask_id for no key update;
    if not exists (select from sharing_liftask k where k.id = new.ask_id and k.by_worker_id <> new.by_worker_id) then
        raise exception 'opening a restricted record again takes two people' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from sharing_liftask k
                    where k.id = new.ask_id and k.subject_id = any (kith.same_person(new.subject_id))) then
        raise exception 'this was asked about somebody else' using errcode = 'insufficient_privilege';
    end if;
    -- What came to this child from one who was found to be the same began anew on that day; it was asked about before.
    if exists (select from sharing_restriction r join sharing_liftask k on k.id = new.ask_id
                where r.subject_id = new.subject_id and r.ends_at is null and r.link is null
                  and r.starts_at > k.asked_at) then
        raise exception 'this was asked before the record was restricted' using errcode = 'insufficient_privilege';
    end if;
    -- One act answers under every subject that is this child.
    if exists (select from sharing_liftanswer a
                where a.ask_id = new.ask_id and a.id <> new.id
                  and (a.is_agreed, a.by_worker_id, a.recorded_at)
                      is distinct from (new.is_agreed, new.by_worker_id, new.recorded_at)) then
        raise exception 'this was answered before' using errcode = 'insufficient_privilege';
    end if;
    update sharing_restriction set ends_at = new.recorded_at
     where subject_id = new.subject_id and (ends_at is null or ends_at > new.recorded_at);
    update sharing_grant set ends_at = greatest(starts_at, new.recorded_at)
     where subject_id = new.subject_id and relationship = 'reader' and (ends_at is null or ends_at > new.recorded_at);
    return null;
end
$$;

-- A grant may end sooner than was said, never later: more time is another grant, by whoever may give it.
create or replace function kith.ends_no_later() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
    raise exception 'a grant is not made longer: give another' using errcode = 'insufficient_privilege';
end
$$;
create trigger ends_no_later before update of ends_at on sharing_grant
    for each row when (old.ends_at is not null and (new.ends_at is null or new.ends_at > old.ends_at))
    execute function kith.ends_no_later();
