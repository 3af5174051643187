-- Whoever leads for a child says on the child's own record whether the child is safe; that they did, and what they answered, stands
-- with the incident too, which they may not read, and without their words, which may name the child.
create or replace function kith.safety_checked() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    insert into frontdoor_dataincidentstep (agency_id, partnership_id, incident_id, did, answer, line_id, because, by_post_id,
                                            by_worker_id, recorded_at)
    select i.agency_id, i.partnership_id, i.id, 'safety', new.answer, null, '', new.checked_by_post_id, new.checked_by_id,
           new.checked_at
      from frontdoor_dataincident i where i.reference = new.incident;
    return null;
end
$$;
create trigger safety_checked after update of checked_at on frontdoor_safetycheck
    for each row when (old.checked_at is null and new.checked_at is not null) execute function kith.safety_checked();
