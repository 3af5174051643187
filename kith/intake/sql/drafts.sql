-- Drafts that nobody sent end after their time. What ends them reads none of them: it learns their references.
create or replace function kith.end_drafts(over_before timestamptz) returns setof text
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    if not kith.may('contact.land') then
        raise insufficient_privilege using message = 'Only what reads what arrives ends a draft.';
    end if;
    return query
        delete from intake_draft where sent_id is null and saved_at < over_before returning reference::text;
end
$$;
