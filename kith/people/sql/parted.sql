-- A link that ends parts the two: what either reached through the other ends in the same statement. By hand of somebody
-- who reaches both: nobody parts a record that is kept from them.
create or replace function kith.parted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if kith.context() is not null
       and not kith.reaches_all(array[new.subject_id, new.other_id], 'child.identify') then
        raise exception 'one of these is not open to this post' using errcode = 'insufficient_privilege';
    end if;
    -- An end that is still to come ends the link today: a link is live only while it has none.
    perform kith.part_guard(kith.same_person(new.subject_id), kith.same_person(new.other_id), new.id,
                            least(new.ends_at, transaction_timestamp()));
    return null;
end
$$;
create trigger parted after update on people_link
    for each row when (old.ends_at is null and new.ends_at is not null) execute function kith.parted();
