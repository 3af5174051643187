-- A notice is taken back by whoever may say who a contact is about and reaches everybody whom the notice is about; never once
-- somebody has opened it. Whoever opens it at this moment is waited for.
create or replace function kith.recall_notice(the_reference text, now_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    held record;
begin
    select n.id, n.subjects, n.opened_at into held from notify_notice n where n.reference = the_reference for update;
    if not found or not kith.may('child.identify') or not kith.reaches_all(held.subjects, 'child.identify') then
        raise exception 'this notice is not open to this post' using errcode = 'insufficient_privilege';
    end if;
    if held.opened_at is not null then
        return false;
    end if;
    update notify_notice set recalled_at = coalesce(recalled_at, now_at) where id = held.id;
    return true;
end
$$;
