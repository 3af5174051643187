-- What two people do to one child at the same moment: neither is lost, and nothing is written past a restriction.

-- Keeping a child to named readers, or opening her again, waits for whoever is writing about her, and they for it. First of
-- all that it does: a lock that grows from a lesser one would meet others that grow too.
create or replace function kith.alone_with_subject() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    perform 1 from sharing_subject where id = new.subject_id for update;
    return new;
end
$$;
-- Triggers fire by name, and these before `guard_row`.
create trigger alone before insert on sharing_grant
    for each row when (new.relationship = 'reader') execute function kith.alone_with_subject();
create trigger alone before insert or update of ends_at on sharing_restriction
    for each row execute function kith.alone_with_subject();

-- The lock that the reference to the subject takes anyway, taken before her columns are read: those who write about one
-- child do not wait for each other.
create or replace function kith.guard_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    -- A row about nobody yet keeps the partnership that its action gave it.
    if new.subject_id is null then
        return new;
    end if;
    select s.partnerships, s.agencies, s.restricted into new.partnerships, new.agencies, new.restricted
      from sharing_subject s where s.id = new.subject_id for key share;
    return new;
end
$$;

-- Until it is read it belongs to the area that it was sent to; from then on to the areas of its children.
create or replace function kith.letter_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    -- Not where a restriction reaches a letter that is there: that would make two about brothers wait for each other for ever.
    if tg_op = 'INSERT' or new.subjects is distinct from old.subjects then
        perform 1 from sharing_subject s where s.id = any (new.subjects) order by s.id for key share;
    end if;
    select coalesce(array_agg(distinct p order by p), array[new.partnership_id])
      into new.partnerships
      from sharing_subject s, unnest(s.partnerships) p where s.id = any (new.subjects);
    select coalesce(array_agg(s.id order by s.id), '{}')
      into new.restricted_subjects
      from sharing_subject s where s.id = any (new.subjects) and s.restricted;
    return new;
end
$$;

-- What grants and restrictions say of a subject, after each of them. The lock is a statement of its own, so that the next
-- one sees what was committed while it waited. A restriction is over when it has an end: whose clock is ahead does not matter.
create or replace function kith.subject_follows() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    perform 1 from sharing_subject where id = new.subject_id for no key update;
    update sharing_subject s
       set agencies = array(select distinct g.agency_id from sharing_grant g
                             where g.subject_id = s.id and g.relationship = 'agency' and g.agency_id is not null
                               and g.ends_at is null and g.starts_at <= g.recorded_at order by 1),
           restricted = exists (select from sharing_restriction r where r.subject_id = s.id and r.ends_at is null)
     where s.id = new.subject_id;
    return null;
end
$$;
