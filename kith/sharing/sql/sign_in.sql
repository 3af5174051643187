-- What the sign-in library keeps as an address of somebody's is the one of their account: a link to choose a password goes
-- to either, so that a second address would be a second way in.
create or replace function kith.own_address() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if not exists (select from sharing_worker w where w.id = new.user_id and lower(w.email) = lower(new.email)) then
        raise exception 'nobody signs in by another address than that of their account' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;

create trigger own_address before insert or update on account_emailaddress
    for each row execute function kith.own_address();
