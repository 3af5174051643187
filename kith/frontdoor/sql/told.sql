-- A sender is told once the message has gone, or once they have opened the notice: then the clock for it stops. Both
-- happen in transactions of others, who may not run the clocks of this child.
create or replace function kith.sender_told() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    update record_clock
       set stopped_at = greatest(coalesce(new.sent_at, new.opened_at), started_at),
           stopped_because = case when new.sent_at is null then 'opened' else 'sent' end
     where about_kind = 'notice' and about = new.reference and stopped_at is null;
    return null;
end
$$;
create trigger sender_told after update of sent_at, opened_at on notify_notice
    for each row when (new.sent_at is not null or new.opened_at is not null)
    execute function kith.sender_told();
