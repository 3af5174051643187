-- Whoever sits down is told at once what every page of theirs says: their posts of today, and whom to ring in their areas.
create or replace function kith.begin(reach jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
    parts jsonb := '[]';
    part jsonb;
    said text;
begin
    for part in select jsonb_array_elements(reach -> 'parts') loop
        perform set_config('kith.part_' || jsonb_array_length(parts), part ->> 'ids', true);
        parts := parts || (part - 'ids' || jsonb_build_object('is', kith.digest(part ->> 'ids')));
    end loop;
    said := (reach - '{worker_says,worker_reference,post_says,post_reference,agency_says,team,service,parts}'::text[]
             || jsonb_build_object('parts', parts))::text;
    perform set_config('kith.context', coalesce(said, ''), true),
            set_config('kith.seal', coalesce(kith.sealed(said), ''), true);
    return reach || jsonb_build_object(
        'seats', (select jsonb_agg(p) from kith.posts_of((reach ->> 'worker')::bigint) p),
        'areas', (select jsonb_agg(jsonb_build_object('says', a.says, 'duty_phone', a.duty_phone, 'duty_says', a.duty_says) order by a.id)
                    from sharing_partnership a where a.id = any (kith.ids(reach -> 'partnerships'))));
end
$$;
