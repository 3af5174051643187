-- What is added to a contact makes its picture more urgent, never less; and names the children beside it. It lands in the
-- transaction of a service that decides nothing about a contact.
create or replace function kith.added_to_contact() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    urgent constant text[] := array['red', 'amber', 'green', ''];
begin
    update frontdoor_contact c
       set rag = case when array_position(urgent, new.rag::text) < array_position(urgent, c.rag::text) then new.rag else c.rag end,
           beside = c.beside || array(select b from unnest(new.beside) b where b <> all (c.beside) order by b)
     where c.id = new.contact_id
       and (array_position(urgent, new.rag::text) < array_position(urgent, c.rag::text) or not new.beside <@ c.beside);
    return null;
end
$$;
create trigger added_to_contact after insert on frontdoor_addition
    for each row execute function kith.added_to_contact();
