-- A review is written down in its own partnership, with one's own hand, about a document in force; and that a keeper was told is
-- written by the service alone.

create or replace function kith.threshold_reviewed() returns trigger
language plpgsql set search_path = pg_catalog, public
as $$
begin
    if new.by_post_id is distinct from kith.post() or new.by_worker_id is distinct from kith.worker() then
        raise exception 'nobody reviews in another''s name' using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from frontdoor_thresholdinforce where document_id = new.document_id) then
        raise exception 'this document is not in force' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;

create trigger kept after insert on frontdoor_thresholdreview
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_kept();
create trigger reviewed after insert on frontdoor_thresholdreview
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_reviewed();
create trigger kept after insert on frontdoor_thresholdreminder
    for each row when (current_user in ('kith_app', 'kith_worker')) execute function kith.threshold_kept();
