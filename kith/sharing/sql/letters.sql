-- What passes between an agency and the front doors: whose children it is about, once somebody has read it.

-- The posts whose work this post does today: its own, and those that it covers.
create or replace function kith.posts() returns bigint[]
language sql stable security definer set search_path = pg_catalog, public
as $$ select kith.ids(kith.context() -> 'posts') $$;

-- Until it is read it belongs to the area that it was sent to; from then on to the areas of its children.
create or replace function kith.letter_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    select coalesce(array_agg(distinct p order by p), array[new.partnership_id])
      into new.partnerships
      from sharing_subject s, unnest(s.partnerships) p where s.id = any (new.subjects);
    select coalesce(array_agg(s.id order by s.id), '{}')
      into new.restricted_subjects
      from sharing_subject s where s.id = any (new.subjects) and s.restricted;
    return new;
end
$$;

-- Every table that has the letter's trigger is one that a subject's change must reach.
create or replace function kith.spread_letters() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    letters regclass;
begin
    for letters in
        select t.tgrelid::regclass from pg_trigger t join pg_proc p on p.oid = t.tgfoid
         where p.proname = 'letter_row' and p.pronamespace = 'kith'::regnamespace
    loop
        execute format('update %s set subjects = subjects where subjects @> array[$1]', letters) using new.id;
    end loop;
    return null;
end
$$;
create trigger spread_letters after update of partnerships, restricted on sharing_subject
    for each row when (old.partnerships <> new.partnerships or old.restricted <> new.restricted)
    execute function kith.spread_letters();

-- Background work goes on for a restricted child too, on every table that was guarded before this.
do $$
declare
    guarded record;
begin
    for guarded in
        select schemaname, tablename, qual from pg_policies
         where policyname = 'restricted' and qual not like '%restricted.carry%'
    loop
        execute format('alter policy restricted on %I.%I using (%s or (select kith.may(''restricted.carry'')))',
                       guarded.schemaname, guarded.tablename, guarded.qual);
    end loop;
end
$$;
